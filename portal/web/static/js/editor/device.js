// What is being written, on this device: one entry for a file and an open page, so that two tabs never
// overwrite each other's. An entry: {text, base: {text, version}, sent: [texts that may have arrived], at}.

const START = "draft-text:";

export class Device {
  constructor(key) {
    this.start = `${START}${key}|`;
    this.own = this.start + Math.random().toString(36).slice(2);
    this.markAlive();
  }

  // Held as long as this page lives: an entry whose lock nobody holds was left behind.
  markAlive() {
    navigator.locks?.request(this.own, () => new Promise(() => {}));
  }

  keep(entry) {
    try {
      localStorage.setItem(this.own, JSON.stringify({ ...entry, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    this.remove(this.own);
  }

  remove(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // nothing was kept
    }
  }

  // The newest entry that a closed page left behind, taken over by this one. A page that was closed a moment
  // ago may still seem to live: its entry is taken as soon as its lock is free.
  async takeOver(isUntouched) {
    for (;;) {
      const others = this.entries().filter(({ name }) => name !== this.own);
      const held = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name));
      const left = others.filter(({ name }) => !held.has(name));
      if (!isUntouched()) return null; // written in already: what was left waits for the next page
      if (left.length) return this.claim(left);
      if (!others.length) return null;
      await Promise.race(others.map(({ name }) => navigator.locks.request(name, () => {})));
    }
  }

  claim(left) {
    const newest = left.sort((one, other) => other.entry.at - one.entry.at)[0];
    if (this.keep(newest.entry)) this.remove(newest.name);
    return newest.entry;
  }

  entries() {
    try {
      return Object.keys(localStorage)
        .filter((name) => name.startsWith(this.start))
        .map((name) => ({ name, entry: JSON.parse(localStorage.getItem(name)) }))
        .filter(({ entry }) => typeof entry?.text === "string" && Number.isInteger(entry.base?.version));
    } catch {
      return [];
    }
  }
}
