// A sheet: one list on one day, a section for each person. Its fields are what the portal's own form would send.

const SHARED = ["list", "on", "wording"];

export const peopleIn = (fields) =>
  fields.filter(([name]) => name.startsWith("key_")).map(([name]) => name.slice("key_".length));
export const fieldsOf = (fields, person) =>
  fields.filter(([name]) => SHARED.includes(name) || name.includes(person));

const readable = (day) => day.split("-").reverse().join("/");

export class Sheet {
  constructor(page, choice, form) {
    Object.assign(this, { page, choice, form });
    const boxes = choice.querySelectorAll("[name=people]");
    this.boxes = new Map([...boxes].map((box) => [box.value.replaceAll("-", ""), box]));
  }

  get fields() {
    return [...new FormData(this.form)].filter(([name]) => name !== "csrf_token");
  }

  // Of a list and people that this page knows.
  canShow(fields) {
    return Boolean(this.template(Object.fromEntries(fields).list)) && peopleIn(fields).some((person) => this.boxes.has(person));
  }

  template(code) {
    return this.page.querySelector(`template[data-list="${CSS.escape(code)}"]`);
  }

  nameOf(person) {
    return this.choice.querySelector(`label[for="${this.boxes.get(person).id}"]`).textContent.trim();
  }

  labelOf(people) {
    const { list, on } = this.form.elements;
    return [...people.map((person) => this.nameOf(person)), this.template(list.value).dataset.title, readable(on.value)].join(", ");
  }

  section(template, person, key) {
    const made = template.content.cloneNode(true);
    for (const element of made.querySelectorAll("*")) {
      for (const name of element.getAttributeNames()) {
        element.setAttribute(name, element.getAttribute(name).replaceAll(template.dataset.nobody, person));
      }
    }
    made.querySelector("h2").textContent = this.nameOf(person);
    made.querySelector(`[name=key_${person}]`).value = key;
    return made;
  }

  // `keys`: [person, key] of each.
  show(list, on, keys) {
    const template = this.template(list);
    const sections = keys.map(([person, key]) => this.section(template, person, key));
    this.form.querySelector("[data-sections]").replaceChildren(...sections);
    this.form.querySelector("[data-title]").textContent = template.dataset.title;
    const shared = { list, on, wording: template.dataset.wording };
    for (const [name, value] of Object.entries(shared)) this.form.elements[name].value = value;
  }

  // As it was filled in, but for people who are not here any more. Marks of a list that has other items since are left
  // out: whether that is so.
  showAgain(fields) {
    const given = Object.fromEntries(fields);
    const people = peopleIn(fields).filter((person) => this.boxes.has(person));
    this.show(given.list, given.on, people.map((person) => [person, given[`key_${person}`]]));
    const isOther = given.wording !== this.form.elements.wording.value;
    for (const [name, value] of fields) {
      const isLeftOut = SHARED.includes(name) || (isOther && name.startsWith("mark_"));
      if (!isLeftOut && this.form.elements[name]) this.form.elements[name].value = value;
    }
    return isOther;
  }
}
