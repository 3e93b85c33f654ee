// Says what waits on this phone to be sent, and what the portal did not accept and why.

import { forget, list, status, watch } from "../queue/queue.js";

export default function outbox(element) {
  const part = (name) => element.querySelector(`[data-outbox="${name}"]`);
  const { dataset: words } = part("refused");

  function show() {
    const count = (state) => list().filter((item) => item.state === state).length;
    const shown = {
      waiting: count("waiting") && status.isFailing,
      "signed-out": count("waiting") && status.isSignedOut,
      refused: count("refused"),
    };
    for (const [name, isShown] of Object.entries(shown)) part(name).hidden = !isShown;
    element.hidden = !Object.values(shown).some(Boolean);
    for (const place of element.querySelectorAll("[data-outbox-count]")) place.textContent = count("waiting");
    const lines = list().filter((item) => item.state === "refused").map(line);
    part("refused").querySelector("ul").replaceChildren(...lines);
  }

  function line({ label, reason }) {
    const item = document.createElement("li");
    item.textContent = `${label}: ${words[reason] ?? words.other}`;
    return item;
  }

  part("refused").querySelector("button").addEventListener("click", async () => {
    const refused = list().filter((item) => item.state === "refused");
    await Promise.all(refused.map(({ kind, key }) => forget(kind, key)));
    show();
  });
  watch(show);
  show();
}
