// Nobody is signed in here: pages, unfinished sheets and what the portal has received leave this phone. What is still to
// be sent waits for its owner, who alone can send it (docs/decisions/0008).

import { all, update } from "../queue/store.js";

export default async function signedOut(notice) {
  await self.caches?.delete("pages");
  const items = await all().catch(() => []);
  for (const item of items) if (item.state !== "waiting") await update(item, () => undefined);
  notice.hidden = !items.some((item) => item.state === "waiting");
}
