// Practice is signed off on this page alone, with or without a signal: each person's sheet is one item of the queue.
// What is being filled in is kept on this phone as it is given.

import { Sheet, fieldsOf, peopleIn } from "../practice/sheet.js";
import { KIND, signedOffIn } from "../practice/signed-off.js";
import { dropUnfinished, findUnfinished, isUnfinished, keepUnfinished, momentOf, peopleLeft, unfinishedIn } from "../practice/unfinished.js";
import { put, ready, watch } from "../queue/queue.js";

const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });

export default async function practice(page) {
  const { url } = page.dataset;
  const part = (name) => page.querySelector(`[data-${name}]`);
  const [choice, form] = page.querySelectorAll("form");
  const sheet = new Sheet(page, choice, form);
  let open = null; // { key, fields } of the sheet that is being filled in

  const canResume = ({ fields }) => sheet.canShow(fields);
  const mend = (item) => resume(findUnfinished(item.key) ?? item);
  const signedOff = signedOffIn(part("kept"), { mend, canMend: canResume });
  const unfinished = unfinishedIn(part("unfinished"), { resume, canResume, isOpen: () => open !== null });

  // The page may be days old. A phone that runs behind makes it no older than the portal made it.
  const { on } = choice.elements;
  if (on.value < DAY.format(new Date())) on.value = DAY.format(new Date());

  function turn(shown, hidden, place) {
    shown.hidden = false;
    hidden.hidden = true;
    place.tabIndex = -1;
    place.focus();
  }

  function enter(place) {
    unfinished.show();
    turn(form, choice, place);
  }

  function leave() {
    open = null;
    part("restored").hidden = true;
    unfinished.show();
    const shown = [part("unfinished"), part("kept")].find((one) => !one.hidden);
    turn(choice, form, shown?.querySelector("h2") ?? choice.elements.list);
  }

  function say({ isKept }) {
    form.dataset.state = isKept ? "on-phone" : "unsaved";
    for (const line of form.querySelectorAll("[data-on-phone]")) line.hidden = String(isKept) !== line.dataset.onPhone;
  }

  async function keep() {
    if (!open) return;
    const { fields } = sheet;
    open.fields = fields;
    form.dataset.state = "changed";
    const item = await keepUnfinished({ key: open.key, url, label: sheet.labelOf(peopleIn(fields)), fields });
    if (open?.fields === fields) say(item); // else it was changed meanwhile
  }

  // Left unfinished, or not accepted by the portal: as it was filled in, under the same keys.
  function resume(item) {
    open = { key: item.key, fields: item.fields };
    const [restored, at] = [part("restored"), part("restored-at")];
    restored.hidden = !isUnfinished(item);
    at.textContent = at.dataset.restoredAt.replace("{moment}", momentOf(item));
    part("list-changed").hidden = !sheet.showAgain(item.fields);
    say(item);
    enter(restored.hidden ? form.querySelector("h2") : restored);
  }

  // Other pages of this phone may have it open too: what was given last stands, and what was signed off is closed.
  function follow(item) {
    if (!isUnfinished(item)) signedOff();
    if (!open) unfinished.show();
    else if (!peopleLeft(open.fields).length) leave();
    else if (isUnfinished(item) && item.key === open.key && item.fields !== open.fields) resume(item);
  }

  choice.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = [...sheet.boxes].filter(([, box]) => box.checked).map(([person]) => person);
    choice.querySelector("[data-nobody]").hidden = chosen.length > 0;
    if (!chosen.length || !on.reportValidity() || !on.value) return;
    sheet.show(choice.elements.list.value, on.value, chosen.map((person) => [person, crypto.randomUUID()]));
    open = { key: crypto.randomUUID() };
    part("list-changed").hidden = true;
    enter(form.querySelector("h2"));
    keep();
  });

  form.addEventListener("input", keep);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!open) return; // a second tap
    const [{ key }, { fields }] = [open, sheet];
    open = null;
    for (const person of peopleLeft(fields)) {
      const sent = [...fieldsOf(fields, person), ["given_at", new Date().toISOString()]];
      const { [`key_${person}`]: own } = Object.fromEntries(fields);
      await put({ kind: KIND, key: own, url, label: sheet.labelOf([person]), fields: sent, pause: 1 });
      sheet.boxes.get(person).checked = false;
    }
    await dropUnfinished(key);
    leave();
  });
  addEventListener("beforeunload", (event) => {
    if (open && !form.querySelector("[data-on-phone=false]").hidden) event.preventDefault();
  });
  part("back").addEventListener("click", leave);
  part("anew").addEventListener("click", async () => {
    if (open && (await unfinished.remove(open.key))) leave();
  });

  await ready;
  watch(follow);
  signedOff();
  unfinished.tidy();
  const last = unfinished.newest();
  if (last && !open) resume(last);
  else unfinished.show();
}
