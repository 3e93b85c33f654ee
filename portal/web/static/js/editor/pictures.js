// A picture is chosen, pasted or dropped; it is asked what it shows, sent, and its Markdown put at the cursor.

import { ask } from "./asking.js";

const MOST_BYTES = 20 * 1024 * 1024;

// What would end the words early, or begin something else.
const plain = (words) => words.replace(/[[\]\\]/g, "").replace(/\s+/g, " ").trim();

export function acceptPictures(page) {
  const { form, field, words } = page;
  const dialog = document.querySelector("[data-picture]");
  const asked = dialog.querySelector("form");
  const problem = dialog.querySelector("[data-picture-error]");
  const folder = form.dataset.path.includes("/") ? "../" : "";

  function tell(text) {
    problem.hidden = !text;
    problem.textContent = text;
  }

  function open(files) {
    asked.reset();
    tell("");
    if (files) asked.elements.file.files = files;
    dialog.showModal();
    (files ? asked.elements.alternative : asked.elements.file).focus();
  }

  function wanting() {
    const [file] = asked.elements.file.files;
    if (!file) return words.chooseFile;
    if (file.size > MOST_BYTES) return words.fileTooLarge;
    return plain(asked.elements.alternative.value) ? "" : words.sayWhat;
  }

  async function insert() {
    const missing = wanting();
    tell(missing);
    if (missing) return;
    const alternative = plain(asked.elements.alternative.value);
    const body = new FormData();
    body.append("file", asked.elements.file.files[0]);
    body.append("alternative", alternative);
    body.append("name", alternative.slice(0, 60));
    asked.setAttribute("aria-busy", "true");
    tell(words.uploading);
    try {
      const { ok, answer } = await ask(page, form.dataset.mediaUrl, body);
      if (!ok) return tell(answer.message ?? words.notSent);
      dialog.close();
      field.insertInline(`![${alternative}](${folder}${answer.path})`);
      field.focus();
    } catch {
      tell(words.notSent);
    } finally {
      asked.removeAttribute("aria-busy");
    }
  }

  function filesOf(transfer) {
    return transfer?.files?.length ? transfer.files : null;
  }

  asked.addEventListener("submit", (event) => {
    event.preventDefault();
    insert();
  });
  dialog.querySelector("[data-act=cancel-picture]").addEventListener("click", () => {
    dialog.close();
    field.focus();
  });
  form.querySelector("[data-tool=picture]").addEventListener("click", () => open());
  field.codemirror.on("paste", (_, event) => {
    const files = filesOf(event.clipboardData);
    if (!files || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    open(files);
  });
  field.codemirror.on("drop", (codemirror, event) => {
    const files = filesOf(event.dataTransfer);
    if (!files) return;
    event.preventDefault();
    codemirror.setCursor(codemirror.coordsChar({ left: event.pageX, top: event.pageY }));
    open(files);
  });
}
