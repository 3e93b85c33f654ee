// A text is kept on this device while it is typed, and sent to the portal every two seconds. What the line
// under the text says is the truth: changed, on this device, in the portal.

import { ask, renewToken } from "./asking.js";
import { Device } from "./device.js";

const KEEP_AFTER_MS = 400;
const SEND_EVERY_MS = 2000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
const LOOK_AGAIN_MS = 5000; // whether somebody signed in again

export function keepSaving(page, conflicts) {
  const { form, field } = page;
  const device = new Device(form.dataset.key);
  const state = form.querySelector("[data-text-state]");
  const base = { text: form.elements.base.value.replaceAll("\r\n", "\n"), version: Number(form.elements.version.value) };
  let sent = []; // texts whose reply never came: the portal may have the last of them
  let isSending = false;
  let stopped = ""; // why nothing is sent: signed-out, conflict, refused, closed
  let wait = FIRST_WAIT_MS;
  let keepTimer;
  let sendTimer;

  const isSaved = () => field.text() === base.text;

  function show(name) {
    state.dataset.state = name;
  }

  function keep() {
    clearTimeout(keepTimer);
    keepTimer = undefined;
    const isKept = device.keep({ text: field.text(), base, sent });
    show(!isKept ? "nowhere" : stopped ? "stopped" : "on-device");
    return isKept;
  }

  function changed() {
    if (isSaved() && !isSending) {
      saved();
      return;
    }
    if (stopped === "refused") go();
    show("changed");
    keepTimer ??= setTimeout(keep, KEEP_AFTER_MS);
    later(SEND_EVERY_MS);
  }

  function later(pause) {
    sendTimer ??= setTimeout(send, pause);
  }

  function saved(moment) {
    clearTimeout(keepTimer);
    keepTimer = undefined;
    device.forget();
    if (moment) state.querySelector("[data-saved-at]").textContent = moment;
    show("received");
  }

  function stop(reason, words) {
    stopped = reason;
    keep();
    if (words) form.querySelector("[data-reason]").textContent = words;
    page.bars(reason === "closed" ? "refused" : reason, true);
  }

  function go() {
    if (stopped) page.bars(stopped === "closed" ? "refused" : stopped, false);
    stopped = "";
  }

  function setBase(text, version) {
    base.text = text;
    base.version = version;
    form.elements.base.value = text;
    form.elements.version.value = version;
  }

  async function send() {
    clearTimeout(sendTimer);
    sendTimer = undefined;
    if (isSending || stopped || isSaved()) return;
    isSending = true;
    const text = field.text();
    sent = [...sent.filter((one) => one !== text).slice(-3), text];
    keep();
    try {
      answered(text, await ask(page, form.dataset.saveUrl, { text, version: base.version }));
    } catch {
      later(wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      if (device.keep({ text: field.text(), base, sent })) show("waiting");
    } finally {
      isSending = false;
    }
  }

  function answered(text, { ok, status, answer }) {
    if (ok) received(text, answer);
    else if (status === 409 && sent.includes(answer.text)) {
      setBase(answer.text, answer.version); // our own, whose reply was lost
      later(0);
    } else if (status === 409) stop("conflict");
    else if (status === 401 || (status === 400 && answer.error === "csrf")) stop("signed-out");
    else if (status === 410 || status === 404) stop("closed", page.words.closed);
    else if (status === 403) stop("closed", page.words.forbidden);
    else if (status === 413 || status === 422) stop("refused", answer.message ?? page.words.tooLong);
    else throw new Error(`answered ${status}`);
    if (stopped === "conflict") conflicts.show(base, field.text(), takeBoth);
    if (stopped === "signed-out") lookAgain();
  }

  function received(text, { version, saved_at: moment }) {
    setBase(text, version);
    sent = [];
    wait = FIRST_WAIT_MS;
    if (isSaved()) saved(moment);
    else {
      keep();
      later(SEND_EVERY_MS);
    }
  }

  // What somebody else saved is in the text now: from here on it counts as known.
  function takeBoth(text, theirs, version) {
    setBase(theirs, version);
    go();
    sent = [];
    field.replace(text);
    if (isSaved()) saved();
    else {
      keep();
      send();
    }
  }

  async function lookAgain() {
    if (stopped !== "signed-out") return;
    try {
      if (await renewToken(page)) {
        go();
        send();
        return;
      }
    } catch {
      // no network: the next look will tell
    }
    setTimeout(lookAgain, LOOK_AGAIN_MS);
  }

  async function restore() {
    const isUntouched = () => isSaved() && !isSending;
    const entry = await device.takeOver(isUntouched);
    if (!entry) return;
    if (entry.text === base.text) {
      device.forget();
      return;
    }
    const fromPortal = { text: base.text, version: base.version };
    const isOwn = entry.sent?.includes(base.text) || entry.base.version === base.version;
    if (!isOwn) setBase(entry.base.text, entry.base.version); // the portal answers with what came meanwhile
    sent = entry.sent ?? [];
    field.replace(entry.text);
    page.bars("restored", true);
    form.querySelector("[data-act=undo-restore]").onclick = () => {
      setBase(fromPortal.text, fromPortal.version);
      go();
      field.replace(fromPortal.text);
      page.bars("restored", false);
      field.focus();
    };
  }

  function leave(event) {
    if (isSaved() || stopped === "refused") return;
    if (!keep()) event.preventDefault();
  }

  function hide() {
    if (document.visibilityState !== "hidden" || isSaved()) return;
    keep();
    send();
  }

  field.onChange(changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  addEventListener("beforeunload", leave);
  addEventListener("online", () => {
    wait = FIRST_WAIT_MS;
    send();
  });
  addEventListener("focus", () => stopped === "signed-out" && lookAgain());
  document.addEventListener("visibilitychange", hide);
  restore();
  return { send };
}
