// "Done" is kept on this phone and sent; the next lesson opens when the portal has it. Without a signal it waits here.

import { find, put, ready, status, watch } from "../queue/queue.js";
import { showSaveState } from "./save-state.js";

const KIND = "lesson-done";

export default async function lessonDone(form) {
  const { again } = form.dataset; // the revision on which a changed lesson is read anew: another "done" than the first
  const key = new URL(form.action).pathname + (again ? `#${again}` : "");
  const state = form.querySelector(".c-save-state");
  let isPressed = false;

  function show() {
    const item = find(KIND, key);
    if (!item || item.state === "refused") {
      if (item && isPressed) form.submit(); // the portal's own page says why
      return;
    }
    if (item.state === "received" && isPressed) {
      isPressed = false; // told more than once: a second journey would break off the first
      location.assign(item.reply.next);
    }
    showSaveState(state, item.state === "received" ? "received" : item.isKept ? "on-phone" : "unsaved");
    form.querySelector("button").hidden = item.state === "received" || (item.isKept && status.isFailing);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (find(KIND, key)?.state === "waiting" && isPressed) return;
    isPressed = true;
    put({ kind: KIND, key, url: form.action, fields: again ? [["revision", again]] : [], label: form.dataset.label });
  });
  await ready;
  watch(show);
  show();
}
