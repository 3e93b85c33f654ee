// Sheets that somebody began: on this phone from the first mark on, there again when the page is opened anew, and gone
// once each of their people is signed off (docs/practice.md).

import { ask } from "../behaviours/confirm.js";
import { find, forget, list, put } from "../queue/queue.js";
import { peopleIn } from "./sheet.js";
import { KIND as SIGNED_OFF } from "./signed-off.js";

const KIND = "sheet";
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" });

export const momentOf = ({ at }) => MOMENT.format(at).replace(",", "");
export const keepUnfinished = (sheet) => put({ kind: KIND, state: "unfinished", ...sheet });
export const findUnfinished = (key) => find(KIND, key);
export const dropUnfinished = (key) => forget(KIND, key);
export const isUnfinished = (item) => item?.kind === KIND;

// Whom nothing was sent of yet, or what the portal did not accept. A page may be closed between two of them.
export function peopleLeft(fields) {
  const given = Object.fromEntries(fields);
  const stateOf = (person) => find(SIGNED_OFF, given[`key_${person}`])?.state ?? "refused";
  return peopleIn(fields).filter((person) => stateOf(person) === "refused");
}

export function unfinishedIn(section, { resume, canResume, isOpen }) {
  const all = () => list(KIND).filter(({ fields }) => peopleLeft(fields).length);

  function line(item) {
    const row = section.querySelector("template").content.cloneNode(true);
    const part = (name) => row.querySelector(`[data-part="${name}"]`);
    part("label").textContent = item.label;
    part("since").textContent = section.dataset.since.replace("{moment}", momentOf(item));
    const go = part("resume");
    go.href = item.url; // another unit's are gone on with on its own page
    if (item.url === section.dataset.url) {
      go.hidden = !canResume(item);
      go.addEventListener("click", (event) => {
        event.preventDefault();
        resume(item);
      });
    }
    part("drop").addEventListener("click", () => remove(item.key).then(show));
    return row;
  }

  async function remove(key) {
    const isSure = await ask(section.dataset);
    if (isSure) await dropUnfinished(key);
    return isSure;
  }

  function show() {
    const items = all();
    section.hidden = isOpen() || !items.length;
    section.querySelector("ul").replaceChildren(...items.map(line));
  }

  // What a page was closed over, after its last sign-off.
  function tidy() {
    for (const { key, fields } of list(KIND)) if (!peopleLeft(fields).length) dropUnfinished(key);
  }

  const newest = () => all().filter((item) => item.url === section.dataset.url && canResume(item)).pop();
  return { show, remove, tidy, newest };
}
