// The text as readers would get it, and what is wrong in it: asked of the portal at every pause in typing.

import selfCheck from "../behaviours/self-check.js";
import { ask } from "./asking.js";

const PAUSE_MS = 350;
const MOST_CHARACTERS = 400_000;

export function showPreview(page) {
  const { form, field, words } = page;
  const frame = document.querySelector("[data-preview]");
  const list = document.querySelector("[data-problems]");
  const others = document.querySelector("[data-others]");
  let timer;
  let latest = 0;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  }

  async function look() {
    const text = field.text();
    if (text.length > MOST_CHARACTERS) return;
    const number = (latest += 1);
    try {
      const { ok, answer } = await ask(page, form.dataset.previewUrl, { text });
      if (!ok || number !== latest) return; // a newer text is on its way
      show(answer);
    } catch {
      // without a network there is no preview; saving says so
    }
  }

  function show(answer) {
    const inside = frame.contentDocument;
    const main = inside?.querySelector("main");
    if (main) {
      inside.documentElement.lang = answer.language;
      main.innerHTML = answer.html; // sanitised by the portal; nothing in this frame may run
      enliven(main);
    }
    others.innerHTML = answer.others;
    tell(answer.problems);
  }

  function enliven(main) {
    for (const article of main.querySelectorAll("article")) selfCheck(article);
  }

  function tell(problems) {
    list.replaceChildren(...(problems.length ? problems.map(item) : [nothing()]));
    field.markLines(problems.map(({ line }) => line));
  }

  function item({ line, message }) {
    const element = document.createElement("li");
    const button = document.createElement("button");
    const text = document.createElement("span");
    button.type = "button";
    button.className = "c-problems__line";
    button.textContent = words.line.replace("{number}", line);
    button.addEventListener("click", () => field.goTo(line));
    text.textContent = message;
    element.append(button, " ", text);
    return element;
  }

  function nothing() {
    const element = document.createElement("li");
    element.className = "c-problems__none";
    element.textContent = words.fine;
    return element;
  }

  function begin() {
    const told = [...list.querySelectorAll("[data-line]")].map((one) => ({
      line: Number(one.dataset.line),
      message: one.lastElementChild.textContent,
    }));
    tell(told);
    const wanted = /^#line-(\d+)$/.exec(location.hash);
    if (wanted) field.goTo(Number(wanted[1]));
    const main = frame.contentDocument?.querySelector("main");
    if (main) enliven(main);
  }

  field.onChange(later);
  frame.addEventListener("load", begin, { once: true });
  if (frame.contentDocument?.readyState === "complete") begin();
}
