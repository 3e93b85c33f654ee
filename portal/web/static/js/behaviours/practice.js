// Practice is signed off on this page alone, with or without a signal: each person's sheet is one item of the queue.
// What was signed off here stays listed with its state; what the portal refused stays until it is mended or removed.

import { forget, list, put, ready, status, watch } from "../queue/queue.js";

const KIND = "sign-off";
const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });

const keyField = ({ fields }) => fields.find(([name]) => name.startsWith("key_"))[0];
const personOf = (item) => keyField(item).slice("key_".length);
const readable = (day) => day.split("-").reverse().join("/");

export default async function practice(page) {
  const { url } = page.dataset;
  const kept = page.querySelector("[data-kept]");
  const [choice, sheet] = page.querySelectorAll("form");
  const boxes = new Map([...choice.querySelectorAll("[name=people]")].map((box) => [box.value.replaceAll("-", ""), box]));
  const nameOf = (person) => choice.querySelector(`label[for="${boxes.get(person).id}"]`).textContent.trim();
  const templateOf = (code) => page.querySelector(`template[data-list="${CSS.escape(code)}"]`);

  // The page may be days old. A phone that runs behind makes it no older than the portal made it.
  const { on } = choice.elements;
  if (on.value < DAY.format(new Date())) on.value = DAY.format(new Date());

  function section(code, person, key) {
    const template = templateOf(code);
    const made = template.content.cloneNode(true);
    for (const element of made.querySelectorAll("*")) {
      for (const name of element.getAttributeNames()) {
        element.setAttribute(name, element.getAttribute(name).replaceAll(template.dataset.nobody, person));
      }
    }
    made.querySelector("h2").textContent = nameOf(person);
    made.querySelector(`[name=key_${person}]`).value = key;
    return made;
  }

  function open(code, day, wording, sections) {
    sheet.querySelector("[data-sections]").replaceChildren(...sections);
    sheet.querySelector("[data-title]").textContent = templateOf(code).dataset.title;
    for (const [name, value] of Object.entries({ list: code, on: day, wording })) sheet.elements[name].value = value;
    turn(sheet, choice, sheet.querySelector("h2"));
  }

  function turn(shown, hidden, place) {
    shown.hidden = false;
    hidden.hidden = true;
    place.tabIndex = -1;
    place.focus();
  }
  const back = () => turn(choice, sheet, kept.hidden ? choice.elements.list : kept.querySelector("h2"));

  choice.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = [...boxes].filter(([, box]) => box.checked).map(([person]) => person);
    choice.querySelector("[data-nobody]").hidden = chosen.length > 0;
    if (!chosen.length || !on.reportValidity() || !on.value) return;
    const code = choice.elements.list.value;
    const sections = chosen.map((person) => section(code, person, crypto.randomUUID()));
    open(code, on.value, templateOf(code).dataset.wording, sections);
  });

  sheet.addEventListener("submit", async (event) => {
    event.preventDefault();
    const all = [...new FormData(sheet)];
    const shared = all.filter(([name]) => ["list", "on", "wording"].includes(name));
    const { title } = templateOf(sheet.elements.list.value).dataset;
    const day = sheet.elements.on.value;
    for (const { dataset } of sheet.querySelectorAll("[data-person]")) {
      const { person } = dataset;
      const fields = [...shared, ["given_at", new Date().toISOString()], ...all.filter(([name]) => name.includes(person))];
      const key = sheet.elements[`key_${person}`].value;
      const label = `${nameOf(person)}, ${title}, ${readable(day)}`;
      await put({ kind: KIND, key, url, label, fields, pause: 1 });
      boxes.get(person).checked = false;
    }
    back();
  });
  sheet.querySelector("[data-back]").addEventListener("click", back);

  // What was refused is opened as it was filled in, under the same key: the portal holds nothing under it.
  function mend(item) {
    const fields = Object.fromEntries(item.fields);
    open(fields.list, fields.on, templateOf(fields.list).dataset.wording, [section(fields.list, personOf(item), item.key)]);
    for (const [name, value] of item.fields.filter(([name]) => name.includes(personOf(item)))) {
      if (sheet.elements[name]) sheet.elements[name].value = value;
    }
    if (fields.wording !== sheet.elements.wording.value) {
      for (const mark of sheet.querySelectorAll("input:checked")) mark.checked = false; // of other items
    }
  }

  function wordOf({ state, isKept, reason }) {
    const words = kept.dataset;
    if (state === "refused") return words[reason] ?? words.other;
    if (state === "received") return words.received;
    if (!isKept) return words.unsaved;
    return status.isSignedOut ? words.signedOut : words.onPhone;
  }

  function line(item) {
    const row = kept.querySelector("template").content.cloneNode(true);
    const part = (name) => row.querySelectorAll(`[data-part="${name}"]`);
    part("label")[0].textContent = item.label;
    part("state")[0].textContent = wordOf(item);
    for (const shown of part(item.state)) shown.hidden = false;
    const [change, drop] = [part("mend")[0], part("drop")[0]];
    change.hidden = !boxes.has(personOf(item)) || !templateOf(Object.fromEntries(item.fields).list);
    change.addEventListener("click", () => mend(item));
    drop.addEventListener("click", () => forget(KIND, item.key).then(show));
    return row;
  }

  function show() {
    const items = list(KIND);
    kept.hidden = !items.length;
    kept.querySelector("ul").replaceChildren(...items.map(line));
  }

  await ready;
  watch(show);
  show();
}
