// What a scanned or typed code is worth by the keys and the list that were kept: values in, values out, no page.

import { readCode } from "./serials.js";
import { verify } from "./signatures.js";
import { findStatus } from "./status-list.js";

const WITHDRAWN = new Set(["suspended", "revoked", "replaced", "lapsed"]);

/** The calendar day in Vietnam, as 2026-12-31. */
export function dayOf(moment) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(moment);
}

/**
 * {verdict, serial, initials, permit, until}; `list` may be null. A phone whose clock is behind the list believes the list.
 * Verdicts: valid, lapsed, suspended, revoked, replaced, forged, unknown_key, not_listed, newer, no_list, mistyped.
 */
export async function judge(text, { keys, list, now }) {
  const { serial, token } = readCode(text);
  if (!serial) return { verdict: "mistyped" };
  let pass = null;
  if (token) {
    const { proof, payload } = await verify(token, keys);
    if (proof !== "signed") return { verdict: proof, serial };
    if (!isPass(payload) || payload.s !== serial) return { verdict: "forged", serial };
    pass = { initials: payload.n, permit: payload.p, issued: written(payload.f), until: written(payload.u) };
  }
  const said = { serial, ...pass };
  const today = dayOf(new Date(Math.max(now, list?.madeAt ?? 0)));
  if (!list) return { ...said, verdict: pass && today > pass.until ? "lapsed" : "no_list" };
  const status = await findStatus(list, serial);
  if (!status) return { verdict: pass && pass.issued >= dayOf(list.madeAt) ? "newer" : "not_listed", ...said };
  const verdict = WITHDRAWN.has(status.state) ? status.state : today > status.until ? "lapsed" : "valid";
  return { ...said, verdict, until: status.until };
}

function isPass(payload) {
  return typeof payload?.s === "string" && Number.isInteger(payload.f) && Number.isInteger(payload.u);
}

function written(number) {
  const digits = String(number);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}
