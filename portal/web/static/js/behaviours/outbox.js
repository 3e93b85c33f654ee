// Says what waits on this phone to be sent, and what the portal did not accept and why.

import { forget, list, status, watch } from "../queue/queue.js";

export default function outbox(element) {
  const part = (name) => element.querySelector(`[data-outbox="${name}"]`);
  const { dataset: words } = part("refused");

  // A sign-off is mended or removed on its own page: here it is told until the reader has read it.
  const isMended = ({ kind }) => kind === "sign-off";
  let isRead = Boolean(document.querySelector("[data-behaviour=practice]")); // which tells it itself
  const refused = () => list().filter((item) => item.state === "refused" && !(isRead && isMended(item)));

  function show() {
    const count = (state) => (state === "refused" ? refused() : list().filter((item) => item.state === state)).length;
    const shown = {
      waiting: count("waiting") && status.isFailing,
      "signed-out": count("waiting") && status.isSignedOut,
      refused: count("refused"),
    };
    for (const [name, isShown] of Object.entries(shown)) part(name).hidden = !isShown;
    element.hidden = !Object.values(shown).some(Boolean);
    for (const place of element.querySelectorAll("[data-outbox-count]")) place.textContent = count("waiting");
    const lines = refused().map(line);
    part("refused").querySelector("ul").replaceChildren(...lines);
  }

  function line({ kind, label, reason }) {
    const item = document.createElement("li");
    item.textContent = `${label}: ${(kind === "sign-off" ? words.signOff : words[reason]) ?? words.other}`;
    return item;
  }

  part("refused").querySelector("button").addEventListener("click", async () => {
    isRead = true;
    await Promise.all(refused().map(({ kind, key }) => forget(kind, key)));
    show();
  });
  watch(show);
  show();
}
