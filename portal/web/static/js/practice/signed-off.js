// What was signed off on this phone, each with its state. What was refused stays until it is corrected or removed.

import { forget, list, status } from "../queue/queue.js";

export const KIND = "sign-off";

function wordOf({ state, isKept, reason }, words) {
  if (state === "refused") return words[reason] ?? words.other;
  if (state === "received") return words.received;
  if (!isKept) return words.unsaved;
  return status.isSignedOut ? words.signedOut : words.onPhone;
}

// `mend` opens one again; `canMend` says where that is possible.
export function signedOffIn(section, { mend, canMend }) {
  function line(item) {
    const row = section.querySelector("template").content.cloneNode(true);
    const part = (name) => row.querySelectorAll(`[data-part="${name}"]`);
    part("label")[0].textContent = item.label;
    part("state")[0].textContent = wordOf(item, section.dataset);
    for (const shown of part(item.state)) shown.hidden = false;
    const [change, drop] = [part("mend")[0], part("drop")[0]];
    change.hidden = !canMend(item);
    change.addEventListener("click", () => mend(item));
    drop.addEventListener("click", () => forget(KIND, item.key).then(show));
    return row;
  }

  function show() {
    const items = list(KIND);
    section.hidden = !items.length;
    section.querySelector("ul").replaceChildren(...items.map(line));
  }
  return show;
}
