// The editor of one file: EasyMDE around the form's own text field, saved as one types (docs/authoring.md).
// Every part stands in js/editor/; without any of them the form works by itself.

import { watchConflicts } from "../editor/conflict.js";
import { acceptPictures } from "../editor/pictures.js";
import { showPreview } from "../editor/preview.js";
import { keepSaving } from "../editor/saving.js";
import { openTextField } from "../editor/text-field.js";
import { bindTools } from "../editor/tools.js";

export default async function editor(form) {
  const words = JSON.parse(form.dataset.words);
  const field = await openTextField(form, words);
  const bars = (name, isShown) => {
    form.querySelector(`[data-bar="${name}"]`).hidden = !isShown;
  };
  const page = { form, field, words, bars, token: form.querySelector("[name=csrf_token]").value };
  for (const element of form.querySelectorAll("[data-without-script]")) element.hidden = true;
  for (const element of form.querySelectorAll("[data-script]")) element.hidden = false;
  // for browsers that cannot show closed details by style alone
  if (matchMedia("(min-width: 75rem)").matches) document.querySelector(".c-workbench__files").open = true;
  document.querySelector(".c-tree [aria-current]")?.scrollIntoView({ block: "nearest" });
  if (!location.hash) scrollTo(0, 0);
  const conflicts = watchConflicts(page);
  page.saving = keepSaving(page, conflicts);
  bindTools(page);
  acceptPictures(page);
  showPreview(page);
}
