// Verifies compact JWS with EdDSA and nothing else. The browser's own Ed25519 where there is one (Chrome 137, Safari 17,
// Firefox 129), else the vendored @noble/ed25519, which must be there before the signal goes: call prepare() on opening.

const ALGORITHM = "EdDSA";
const text = new TextDecoder("utf-8", { fatal: true });
let noble = null;

/** Finds out who can verify; true when it is the browser itself. */
export async function prepare() {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
    return true;
  } catch {
    noble ??= await import("../../vendor/noble-ed25519/ed25519.js");
    return false;
  }
}

export function bytesOf(base64url) {
  if (!/^[A-Za-z0-9_-]*$/.test(base64url)) throw new TypeError("not base64url");
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** Keys by their names: what verify() takes. */
export function keysFrom(jwks) {
  return new Map(jwks.map((jwk) => [jwk.kid, { raw: bytesOf(jwk.x), imported: null }]));
}

/** {proof: "signed" | "forged" | "unknown_key", payload}: never throws for a bad token. */
export async function verify(token, keys) {
  try {
    const [head, body, signature, ...rest] = token.split(".");
    const header = JSON.parse(text.decode(bytesOf(head)));
    if (rest.length || header.alg !== ALGORITHM) return { proof: "forged" };
    const key = keys.get(header.kid);
    if (!key) return { proof: "unknown_key" };
    const isSigned = await check(key, bytesOf(signature), new TextEncoder().encode(`${head}.${body}`));
    return isSigned ? { proof: "signed", payload: JSON.parse(text.decode(bytesOf(body))) } : { proof: "forged" };
  } catch {
    return { proof: "forged" };
  }
}

async function check(key, signature, message) {
  if (signature.length !== 64) return false;
  if (noble) return noble.verifyAsync(signature, message, key.raw, { zip215: false });
  key.imported ??= crypto.subtle.importKey("raw", key.raw, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", await key.imported, signature, message);
}
