// Each answer goes into the queue as it is given (docs/quiz-protocol.md). The state under a question is the truth.

import { forget, find, list, put, ready, status, watch } from "../queue/queue.js";
import { showSaveState } from "./save-state.js";

const KIND = "answer";
const PAUSE_MS = 800; // in typing

// What a form would send: the chosen boxes' values, or every field's, empty or not.
const isBox = (input) => input.type === "radio" || input.type === "checkbox";
const valuesIn = ({ inputs }) =>
  inputs.filter((input) => !isBox(input) || input.checked).map((input) => input.value);
const isBlank = (values) => values.every((value) => !value.trim());
const asValue = (one) => (one === -1 ? "" : String(one));

// Whether somebody was faster than this script.
function isTouched(input) {
  if (isBox(input)) return input.checked !== input.defaultChecked;
  if (!input.options) return input.value !== input.defaultValue;
  return input.selectedIndex !== Math.max(0, [...input.options].findIndex((one) => one.defaultSelected));
}

function fill({ inputs }, values) {
  inputs.forEach((input, place) => {
    const value = values[place] ?? "";
    if (isBox(input)) input.checked = values.includes(input.value);
    else if (input.value !== value) input.value = value; // else it would disturb who is typing
  });
}

// The portal's answer where another device's was newer, else what was given here.
const valuesOf = ({ reply, fields }) =>
  reply?.newest === false
    ? [reply.answer].flat().map(asValue)
    : fields.filter(([name]) => name === "answer").map(([, value]) => value);

export default async function quiz(form) {
  const { attempt, saveUrl, answeredWords } = form.dataset;
  const questions = [...form.querySelectorAll("[data-question]")].map((element) => ({
    element,
    id: element.dataset.question,
    key: `${attempt}/${element.dataset.question}`,
    inputs: [...element.querySelectorAll("[name^='answer-']")],
    field: element.querySelector(`[name="sequence-${CSS.escape(element.dataset.question)}"]`),
    sequence: Number(element.dataset.sequence),
  }));

  function give(question, { values = valuesIn(question), after = question.sequence, ...more } = {}) {
    const fields = [["attempt", attempt], ["question", question.id], ...values.map((value) => ["answer", value])];
    put({ kind: KIND, key: question.key, url: saveUrl, label: document.title, fields, after, ...more });
    question.sequence = find(KIND, question.key).sequence;
    count();
  }

  const questionOf = (input) => questions.find(({ inputs }) => inputs.includes(input));
  const notice = (name, isShown) => {
    form.querySelector(`[data-quiz-notice="${name}"]`).hidden = !isShown;
  };

  function count() {
    const done = questions.filter((question) => !isBlank(valuesIn(question))).length;
    form.querySelector("[data-quiz-answered]").textContent = answeredWords.replace("{done}", done);
  }

  function stateOf({ state, isKept }) {
    if (state === "received") return state;
    if (!isKept) return "unsaved";
    return status.isFailing && navigator.onLine ? "error" : "on-phone";
  }

  // Filled in only where the answer came from another tab or device.
  function show(question) {
    const item = find(KIND, question.key);
    if (!item || item.sequence < question.sequence) return;
    if (item.sequence > question.sequence || item.reply?.newest === false) fill(question, valuesOf(item));
    question.sequence = item.sequence;
    question.field.value = item.sequence;
    showSaveState(question.element.querySelector(".c-save-state"), stateOf(item));
  }

  function showAll() {
    questions.forEach(show);
    count();
    const given = list(KIND).filter((item) => item.key.startsWith(attempt));
    const notices = {
      "signed-out": status.isSignedOut,
      offline: status.isFailing,
      memory: given.some((item) => item.state === "waiting" && !item.isKept),
      closed: given.some((item) => item.state === "refused"),
    };
    for (const [name, isShown] of Object.entries(notices)) notice(name, isShown);
  }

  // What a page of another time was refused is given again.
  function restore(question) {
    const item = find(KIND, question.key);
    const fromPortal = Number(question.element.dataset.sequence);
    if (!item || item.sequence <= fromPortal) forget(KIND, question.key); // the page came with it
    else if (item.state === "refused") {
      fill(question, valuesOf(item));
      give(question, { after: item.sequence - 1, isFresh: false });
    }
  }

  form.addEventListener("input", ({ target }) => {
    if (target.type === "text") give(questionOf(target), { pause: PAUSE_MS });
  });
  form.addEventListener("change", ({ target }) => give(questionOf(target)));
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) status.mayLeave = true; // the form carries all
    else {
      event.preventDefault(); // the browser's own error page would say that all is lost
      notice("offline", true);
    }
  });
  for (const question of questions) if (question.inputs.some(isTouched)) give(question);
  form.querySelector("[data-quiz-save]")?.setAttribute("hidden", "");
  await ready;
  questions.forEach(restore);
  watch(showAll);
  showAll();
}
