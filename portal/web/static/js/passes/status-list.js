// The signed status list (docs/passes.md): seven bytes a certificate, in order of their hashes.

import { bytesOf, verify } from "./signatures.js";

const STATES = ["in_force", "suspended", "revoked", "replaced", "lapsed"];
const HASH_BYTES = 5;
const ENTRY_BYTES = 7;
const FIRST_DAY = Date.UTC(2020, 0, 1);
const DAY_MS = 86_400_000;

/** The list, or null if it is not one that these keys signed. */
export async function readList(signed, keys) {
  const { proof, payload } = await verify(signed, keys);
  if (proof !== "signed" || payload.v !== 1 || typeof payload.list !== "string") return null;
  const bytes = bytesOf(payload.list);
  return { madeAt: new Date(payload.at * 1000), bytes, count: bytes.length / ENTRY_BYTES };
}

/** {state, until} of a certificate, or null if it is not in the list. */
export async function findStatus(list, serial) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(serial));
  const wanted = new Uint8Array(digest).slice(0, HASH_BYTES);
  let low = 0;
  let high = list.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compare(list.bytes, middle * ENTRY_BYTES, wanted);
    if (order === 0) return statusAt(list.bytes, middle * ENTRY_BYTES + HASH_BYTES);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return null;
}

function compare(bytes, start, wanted) {
  for (let place = 0; place < HASH_BYTES; place += 1) {
    const difference = bytes[start + place] - wanted[place];
    if (difference) return difference;
  }
  return 0;
}

function statusAt(bytes, start) {
  const number = (bytes[start] << 8) | bytes[start + 1];
  const until = new Date(FIRST_DAY + (number & 0x1fff) * DAY_MS).toISOString().slice(0, 10);
  return { state: STATES[number >> 13] ?? "lapsed", until };
}
