// Checks passes by what the phone keeps: the keys and the last signed list. The page holds every word; here they are shown.

import { judge } from "../passes/judging.js";
import { keysFrom, prepare } from "../passes/signatures.js";
import { readList } from "../passes/status-list.js";
import { openScanner } from "../passes/scanner.js";

const KEPT = "status-list";
// 29/11/2026 07:19, in both languages, as everywhere in the portal
const WRITTEN = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });
const OLD_MS = 7 * 86_400_000;

export default async function checkOffline(element) {
  const all = (selector) => element.querySelectorAll(selector);
  const one = (selector) => element.querySelector(selector);
  const phone = { keys: new Map(), list: null };
  await prepare();

  /** Takes the portal's answer if its list is signed by its keys, and is no older than what is here. */
  async function take(answer) {
    const keys = keysFrom(answer.keys);
    const list = await readList(answer.list, keys);
    if (!list || (phone.list && list.madeAt < phone.list.madeAt)) return false;
    Object.assign(phone, { keys, list });
    return true;
  }

  function showList() {
    const { list } = phone;
    const state = !list ? "none" : Date.now() - list.madeAt > OLD_MS ? "old" : "fresh";
    for (const part of all("[data-list-state]")) part.hidden = part.dataset.listState !== state;
    if (!list) return;
    for (const time of all("[data-made]")) {
      time.dateTime = list.madeAt.toISOString();
      time.textContent = WRITTEN.format(list.madeAt).replace(",", "");
    }
    for (const count of all("[data-count]")) count.textContent = list.count.toLocaleString(document.documentElement.lang);
  }

  async function sync() {
    let isTaken = false;
    try {
      const answer = await (await fetch(element.dataset.list, { headers: { Accept: "application/json" } })).json();
      if (await take(answer)) {
        localStorage.setItem(KEPT, JSON.stringify(answer));
        isTaken = true;
      }
    } catch (problem) {
      console.info("the list was not fetched", problem);
    }
    one("[data-sync='failed']").hidden = isTaken;
    showList();
  }

  function show(found) {
    for (const part of all("[data-verdict]")) part.hidden = part.dataset.verdict !== found.verdict;
    const named = { ...found, permit: one(`[data-permit="${CSS.escape(found.permit ?? "")}"]`)?.textContent ?? found.permit };
    named.until = found.until?.split("-").reverse().join("/");
    for (const row of all("[data-row]")) {
      const value = named[row.dataset.row];
      row.hidden = !value;
      row.querySelector("dd").textContent = value ?? "";
    }
    one("[data-details]").hidden = !found.serial;
    one("[data-age]").hidden = !phone.list;
  }

  const check = async (text) => show(await judge(text, { ...phone, now: Date.now() }));

  one("form").addEventListener("submit", (event) => {
    event.preventDefault();
    check(one("form input[name='serial']").value);
  });
  one("[data-action='sync']").addEventListener("click", sync);
  openScanner(element, check);
  for (const part of all("[data-when]")) part.hidden = part.dataset.when !== "script";
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept) await take(JSON.parse(kept));
  } catch (problem) {
    console.info("what was kept cannot be read; a new list will take its place", problem);
  }
  showList();
  if (navigator.onLine) await sync();
}
