// The queue's items in IndexedDB. Every function rejects where the phone keeps nothing (refused, full, evicted).

const PATIENCE_MS = 3000; // some private modes never answer
let opened;
let evicted = () => {};

export function afterEviction(callback) {
  evicted = callback;
}

const asked = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

async function open() {
  const request = indexedDB.open("portal", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("items", { keyPath: ["reader", "kind", "key"] });
  const late = new Promise((_, failed) => setTimeout(failed, PATIENCE_MS, new Error("no answer from IndexedDB")));
  const base = await Promise.race([asked(request), late]);
  base.onclose = () => {
    opened = undefined;
    evicted();
  };
  return base;
}

async function inStore(mode, act, isAgain) {
  opened ??= open();
  try {
    // strict: "saved on this phone" also holds when the battery dies
    const transaction = (await opened).transaction("items", mode, { durability: "strict" });
    const ended = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = () => failed(transaction.error);
    });
    const [result] = await Promise.all([act(transaction.objectStore("items")), ended]);
    return result;
  } catch (problem) {
    opened = undefined;
    if (isAgain) throw problem;
    return inStore(mode, act, true); // closed under our hands: opened anew
  }
}

export const all = () => inStore("readonly", (items) => asked(items.getAll()));

// Replaces one item by what `change` makes of the one held (undefined where there is none); nothing: deletes it.
export const update = ({ reader, kind, key }, change) =>
  inStore("readwrite", async (items) => {
    const id = [reader, kind, key];
    const next = change(await asked(items.get(id)));
    await asked(next ? items.put(next) : items.delete(id));
    return next;
  });
