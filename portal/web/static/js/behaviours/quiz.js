// Each answer is kept on this phone at once and sent as it is given (docs/quiz-protocol.md).
// The state under a question is the truth: on this phone, or received by the portal.

import { find, keep, watch } from "./quiz-storage.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
const PAUSE_MS = 800; // in typing, before what is written so far is sent

// What a form without a script would send: the chosen boxes' values, or every field's, empty or not.
const isBox = (input) => input.type === "radio" || input.type === "checkbox";
const valuesIn = ({ inputs }) =>
  inputs.filter((input) => !isBox(input) || input.checked).map((input) => input.value);
const isBlank = (values) => values.every((value) => !value.trim());
const asValue = (one) => (one === -1 ? "" : String(one));

function fill({ inputs }, values) {
  inputs.forEach((input, place) => {
    if (isBox(input)) input.checked = values.includes(input.value);
    else input.value = values[place] ?? "";
  });
}

export default function quiz(form) {
  const { attempt, saveUrl, answeredWords } = form.dataset;
  const token = form.querySelector("[name=csrf_token]").value;
  const questions = [...form.querySelectorAll("[data-question]")].map((element) => ({
    element,
    id: element.dataset.question,
    inputs: [...element.querySelectorAll("[name^='answer-']")],
    field: element.querySelector(`[name="sequence-${CSS.escape(element.dataset.question)}"]`),
    sequence: Number(element.dataset.sequence),
    isKept: false,
    isReceived: true,
    hasBeenSent: false,
  }));
  let wait = FIRST_WAIT_MS;
  let timer;
  let isSending = false;
  let isStopped = false;

  const unsent = () => questions.filter((question) => !question.isReceived);
  const lines = form.querySelector("[data-save-states]").content;
  const show = (question, state) => {
    const place = question.element.querySelector(".c-save-state");
    if (place.dataset.state === state) return; // said once is enough
    place.dataset.state = state;
    place.replaceChildren(lines.querySelector(`[data-for="${state}"]`).cloneNode(true));
  };
  const notice = (name, isShown) => {
    form.querySelector(`[data-quiz-notice="${name}"]`).hidden = !isShown;
  };

  function count() {
    const done = questions.filter((question) => !isBlank(valuesIn(question))).length;
    form.querySelector("[data-quiz-answered]").textContent = answeredWords.replace("{done}", done);
  }

  function changed(question, after = question.sequence, pause = 0) {
    // another tab may have gone on since: what is chosen now is the newest of this phone
    const kept = find(attempt, question.id);
    stand(question, Math.max(after, kept ? kept.sequence : 0) + 1, false);
    question.hasBeenSent = false;
    count();
    wait = FIRST_WAIT_MS;
    if (pause) later(pause);
    else send();
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  }

  function stand(question, sequence, isReceived) {
    question.sequence = sequence;
    question.field.value = sequence;
    question.isReceived = isReceived;
    question.isKept = keep(attempt, question.id, { values: valuesIn(question), sequence, isReceived });
    show(question, isReceived ? "received" : question.isKept ? "on-phone" : "unsaved");
  }

  function restore(question) {
    const kept = find(attempt, question.id);
    if (!kept || kept.sequence <= question.sequence) return; // the portal has this answer or a newer one
    fill(question, kept.values);
    stand(question, kept.sequence, false);
    question.hasBeenSent = true; // perhaps it was: it may be older than what another device sent
  }

  function follow(id, kept) {
    const question = questions.find((one) => one.id === id);
    if (!question || kept.sequence < question.sequence) return;
    fill(question, kept.values);
    question.sequence = kept.sequence;
    question.field.value = kept.sequence;
    question.isReceived = true; // the tab it was given in sees to that
    show(question, kept.isReceived ? "received" : "on-phone");
    count();
  }

  function bodyFor(question) {
    const body = new URLSearchParams({
      csrf_token: token, attempt, question: question.id, sequence: question.sequence,
    });
    for (const value of valuesIn(question)) body.append("answer", value);
    return body;
  }

  const post = (question, options = {}) =>
    fetch(saveUrl, {
      method: "POST",
      body: bodyFor(question),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
      ...options,
    });

  function accept(question, answer) {
    if (!answer.newest) fill(question, [answer.answer].flat().map(asValue));
    stand(question, answer.sequence, true);
  }

  async function received(question, sent, response, isFirstTime) {
    const answer = await response.json();
    // given just now, here, while the portal held another device's: this one is newer. Sent again later, it may not be.
    const isNewer = !answer.newest && isFirstTime;
    if (question.sequence === sent && !isNewer) accept(question, answer);
    else if (answer.sequence >= question.sequence) changed(question, answer.sequence);
  }

  function stop(name) {
    isStopped = true;
    notice(name, true);
    for (const question of unsent()) show(question, question.isKept ? "on-phone" : "unsaved");
  }

  async function sendOne(question) {
    const sent = question.sequence;
    const isFirstTime = !question.hasBeenSent;
    question.hasBeenSent = true;
    const response = await post(question);
    if (response.ok) await received(question, sent, response, isFirstTime);
    else if (response.status === 400 || response.status === 401) stop("signed-out");
    else if ([404, 409, 422].includes(response.status)) stop("closed");
    else throw new Error(`answered ${response.status}`);
  }

  async function send() {
    if (isSending || isStopped) return;
    clearTimeout(timer);
    isSending = true;
    try {
      while (unsent().length && !isStopped) await sendOne(unsent()[0]);
      wait = FIRST_WAIT_MS;
      notice("offline", false);
    } catch {
      const state = navigator.onLine ? "error" : "on-phone";
      for (const question of unsent()) show(question, question.isKept ? state : "unsaved");
      later(wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    } finally {
      isSending = false;
    }
  }

  function sendBeforeLeaving() {
    if (document.visibilityState !== "hidden" || isStopped) return;
    for (const question of unsent()) post(question, { keepalive: true }).catch(() => {});
  }

  function warnBeforeLosing(event) {
    if (unsent().some((question) => !question.isKept)) event.preventDefault();
  }

  function handIn(event) {
    if (navigator.onLine) return;
    event.preventDefault(); // the browser's own error page would say that all is lost
    notice("offline", true);
  }

  questions.forEach(restore);
  watch(attempt, follow);
  count();
  form.querySelector("[data-quiz-save]")?.setAttribute("hidden", "");
  for (const question of questions) {
    question.element.addEventListener("input", (event) => {
      if (event.target.type === "text") changed(question, question.sequence, PAUSE_MS);
    });
    question.element.addEventListener("change", (event) => {
      if (event.target.type === "text") send();
      else changed(question);
    });
  }
  form.addEventListener("submit", (event) => {
    handIn(event);
    if (!event.defaultPrevented) removeEventListener("beforeunload", warnBeforeLosing); // the form carries all
  });
  addEventListener("beforeunload", warnBeforeLosing);
  addEventListener("online", () => {
    wait = FIRST_WAIT_MS;
    send();
  });
  document.addEventListener("visibilitychange", sendBeforeLeaving);
  send();
}
