// Asks before a form is sent. The words come from the form's own data attributes, already translated:
// data-confirm-question, data-confirm-yes, data-confirm-no, data-confirm-kind (the button's kind).

function button(text, kind, value) {
  const element = document.createElement("button");
  element.className = `c-button c-button--${kind}`;
  element.value = value;
  element.textContent = text;
  return element;
}

function build({ confirmQuestion, confirmYes, confirmNo, confirmKind }) {
  const dialog = document.createElement("dialog");
  const question = document.createElement("p");
  const choices = document.createElement("form");
  dialog.className = "c-dialog";
  question.className = "c-dialog__question";
  question.id = `confirm-${document.querySelectorAll("dialog").length}`;
  question.textContent = confirmQuestion;
  dialog.setAttribute("aria-labelledby", question.id);
  choices.method = "dialog";
  choices.className = "l-actions";
  choices.append(button(confirmYes, confirmKind || "danger", "yes"), button(confirmNo, "secondary", "no"));
  dialog.append(question, choices);
  document.body.append(dialog);
  return dialog;
}

const canAsk = typeof HTMLDialogElement !== "undefined";

// Whether somebody says yes to what `words` (the data attributes) ask.
export function ask(words) {
  if (!canAsk) return Promise.resolve(true);
  const dialog = build(words);
  return new Promise((answer) => {
    dialog.onclose = () => {
      answer(dialog.returnValue === "yes");
      dialog.remove();
    };
    dialog.showModal();
  });
}

export default function confirm(form) {
  if (!canAsk) return;
  let agreed = false;
  form.addEventListener("submit", async (event) => {
    if (agreed) {
      agreed = false;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    agreed = await ask(form.dataset);
    if (agreed) form.requestSubmit(submitter);
  });
}
