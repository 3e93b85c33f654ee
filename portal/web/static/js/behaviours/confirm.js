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

export default function confirm(form) {
  if (typeof HTMLDialogElement === "undefined") return;
  let agreed = false;
  let dialog;
  form.addEventListener("submit", (event) => {
    if (agreed) {
      agreed = false;
      return;
    }
    event.preventDefault();
    const submitter = event.submitter;
    dialog ??= build(form.dataset);
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue !== "yes") return;
      agreed = true;
      form.requestSubmit(submitter);
    };
    dialog.showModal();
  });
}
