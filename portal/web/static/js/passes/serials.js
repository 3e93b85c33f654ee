// Serials as people write them; the same rule as portal/kernel/identifiers.py, held together by tests/vectors/passes.json.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LOOKALIKES = { I: "1", L: "1", O: "0", U: "V" };
const LENGTH = 10;

/** The serial in its one form (SS-7K2QD-40XVT), or null if the text cannot be one. */
export function normaliseSerial(text) {
  let letters = text.normalize("NFKC").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  if (letters.length > LENGTH && letters.startsWith("SS")) letters = letters.slice(2);
  letters = letters.replace(/[ILOU]/g, (letter) => LOOKALIKES[letter]);
  if (letters.length !== LENGTH || [...letters].some((letter) => !ALPHABET.includes(letter))) return null;
  const total = [...letters.slice(0, -1)].reduce((sum, letter, place) => sum + (place + 2) * ALPHABET.indexOf(letter), 0);
  if (ALPHABET[total % 31] !== letters.at(-1)) return null;
  return `SS-${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** {serial, token} of what was scanned, pasted or typed; either may be null. */
export function readCode(text) {
  const given = text.trim();
  const link = /\/check\/([^/?#]+)(?:\?([^#]*))?/.exec(given);
  if (!link) return { serial: normaliseSerial(given), token: null };
  return { serial: normaliseSerial(decoded(link[1])), token: new URLSearchParams(link[2] ?? "").get("t") };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
