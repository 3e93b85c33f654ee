// What a person does is kept on this phone at once, sent in order, and received only by the portal's word.
// docs/device-queue.md says what an item is and what is promised.
//
//   await ready                        what earlier pages left is loaded
//   put({ kind, key, url, fields, … }) keeps the newest of `key` and sends it (after `pause` ms)
//   find(kind, key), list(kind)        items: { sequence, state: waiting | received | refused, isKept, reply, … }
//   watch((item) => …)                 an item changed, here or in another tab; without one, `status` did
//   forget(kind, start)                all whose key starts so

import { all, afterEviction, update } from "./store.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
const PATIENCE_MS = 20000;
const KEPT_MS = 7 * 24 * 3600 * 1000; // what was received

export const status = { isFailing: false, isSignedOut: false, mayLeave: false };
const { reader } = document.body.dataset;
const items = new Map();
const watchers = [];
const tabs = "BroadcastChannel" in self ? new BroadcastChannel("queue") : null;
let wait = FIRST_WAIT_MS;
let timer;
let isSending = false;

const idOf = ({ kind, key }) => `${kind} ${key}`;
const isCurrent = (item) => items.get(idOf(item)) === item;
export const watch = (callback) => watchers.push(callback);
export const find = (kind, key) => items.get(idOf({ kind, key }));
export const list = (kind) =>
  [...items.values()]
    .filter((item) => !kind || item.kind === kind)
    .sort((one, other) => one.fails - other.fails || one.at - other.at);
const waiting = () => list().filter((item) => item.state === "waiting");

function tell(item, isOurs = true) {
  for (const callback of watchers) callback(item);
  if (item && isOurs) tabs?.postMessage(item);
}

export const ready = (async () => {
  if (!reader) return;
  for (const item of await all().catch(() => [])) {
    if (item.state === "received" && Date.now() - item.at > KEPT_MS) drop(item);
    else if (item.reader === reader && !items.has(idOf(item))) items.set(idOf(item), { ...item, isFresh: false });
  }
})();

export async function put({ kind, key, url, fields, after = 0, label = "", pause = 0, isFresh = true, state = "waiting" }) {
  const held = find(kind, key);
  const item = {
    reader, kind, key, url, fields, label, sequence: Math.max(after, held?.sequence ?? 0) + 1,
    at: Math.max(Date.now(), ...list().map((one) => one.at + 1)), // the clock may jump
    state, reason: "", reply: null, isKept: false, isFresh, fails: 0,
  };
  items.set(idOf(item), item);
  await keep(item);
  if (state !== "waiting") return item;
  wait = FIRST_WAIT_MS;
  if (pause) later(pause);
  else await send();
  return item;
}

// What is put last on this phone is the newest, whichever tab it was put in.
async function keep(item) {
  try {
    await update(item, (held) => {
      const isOvertaken = held && held.sequence >= item.sequence && held.at !== item.at;
      if (isOvertaken && item.state !== "waiting") return held;
      if (isOvertaken) item.sequence = held.sequence + 1;
      return { ...item, isKept: true };
    });
    item.isKept = true;
  } catch {
    item.isKept = false;
  }
  if (isCurrent(item)) tell(item);
}

const drop = (item) => {
  if (isCurrent(item)) items.delete(idOf(item));
  return update(item, (held) => (held?.sequence > item.sequence ? held : undefined)).catch(() => {});
};

export const forget = (kind, start = "") =>
  Promise.all(list(kind).filter(({ key }) => key.startsWith(start)).map(drop));

function post({ url, fields, sequence }, options) {
  const token = document.querySelector("[name=csrf_token]").value;
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams([...fields, ["sequence", sequence], ["csrf_token", token]]),
    headers: { Accept: "application/json" },
    redirect: "error",
    ...options,
  });
}

// Throws where the portal gave no word: no signal, busy, or a café's sign-in page answered.
async function sendOne(item) {
  const { sequence, isFresh } = item;
  item.isFresh = false;
  const response = await post(item, { signal: AbortSignal.timeout?.(PATIENCE_MS) });
  if (response.status === 429 || response.status >= 500) {
    item.fails += 1; // the others go first
    throw new Error(`answered ${response.status}`);
  }
  const reply = await response.json();
  if (response.status === 401 || reply.error === "csrf") {
    status.isSignedOut = true;
    return;
  }
  if (!isCurrent(item) || item.sequence !== sequence) return; // changed meanwhile
  if (reply.newest === false && isFresh) {
    // given just now while the portal held another device's: this one is newer. Sent again later, it may not be.
    Object.assign(item, { sequence: reply.sequence + 1, isFresh: true });
  } else {
    const state = response.ok ? "received" : "refused";
    Object.assign(item, { state, reply, reason: reply.error ?? "", sequence: Math.max(sequence, reply.sequence ?? 0) });
  }
  await keep(item);
}

// One tab at a time; where the browser cannot tell, the portal sorts out what is sent twice.
const alone = (act) => (navigator.locks ? navigator.locks.request(`queue ${reader}`, act) : act());

export async function send() {
  if (isSending || !reader) return;
  clearTimeout(timer);
  isSending = true;
  await ready;
  try {
    await alone(async () => {
      while (!status.isSignedOut && waiting().length) await sendOne(waiting()[0]);
    });
    status.isFailing = false;
    wait = FIRST_WAIT_MS;
  } catch {
    status.isFailing = true;
    later(wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  } finally {
    isSending = false;
    tell();
    if (!status.isFailing && !status.isSignedOut && waiting().length) later(FIRST_WAIT_MS);
  }
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

function sendSoon() {
  wait = FIRST_WAIT_MS;
  send();
}

tabs?.addEventListener("message", ({ data: item }) => {
  const mine = items.get(idOf(item));
  if (item.reader !== reader || mine?.sequence > item.sequence) return;
  items.set(idOf(item), { ...item, isFresh: false });
  tell(items.get(idOf(item)), false);
});
afterEviction(() => list().forEach(keep));
addEventListener("online", sendSoon);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") sendSoon();
  else if (!status.isSignedOut) for (const item of waiting()) post(item, { keepalive: true }).catch(() => {});
});
addEventListener("beforeunload", (event) => {
  if (!status.mayLeave && waiting().some((item) => !item.isKept)) event.preventDefault();
});
ready.then(send);
