// Nobody is signed in here: pages and what the portal has received leave this phone. What is still to be sent waits for its
// owner, who alone can send it (docs/decisions/0008), and so does an unfinished sheet, unless they signed out themselves.

import { all, update } from "../queue/store.js";

export default async function signedOut(notice) {
  await self.caches?.delete("pages");
  const stays = ({ state }) => state === "waiting" || (state === "unfinished" && !("left" in notice.dataset));
  const items = await all().catch(() => []);
  for (const item of items) if (!stays(item)) await update(item, () => undefined);
  notice.hidden = !items.some(stays);
}
