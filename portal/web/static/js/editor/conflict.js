// Somebody else saved the file meanwhile: the bar says who, offers both texts as one, and where both changed
// the same lines lays them side by side.

import { ask } from "./asking.js";

const AGAIN_MS = 5000;

export function watchConflicts(page) {
  const { form, words } = page;
  const bar = form.querySelector('[data-bar="conflict"]');
  const find = (name) => bar.querySelector(`[${name}]`);

  async function show(base, mine, take) {
    find("data-clean").hidden = true;
    find("data-choices").hidden = true;
    try {
      const { ok, answer } = await ask(page, form.dataset.mergeUrl, { text: mine, base: base.text });
      if (!ok) throw new Error("not merged");
      offer(base, mine, take, answer);
    } catch {
      setTimeout(show, AGAIN_MS, base, mine, take);
    }
  }

  function offer(base, mine, take, merged) {
    find("data-whose").textContent = sentence(merged);
    const isClean = merged.conflicts === 0;
    find("data-clean").hidden = !isClean;
    find("data-choices").hidden = isClean;
    const current = () => page.field.text();
    const retake = (text) => {
      if (current() === mine) take(text, merged.theirs, merged.version);
      else show(base, current(), take); // more was typed meanwhile: merge that
    };
    find("data-act='take-both'").onclick = () => retake(merged.text);
    if (!isClean) layOut(merged, retake);
  }

  function sentence({ saved_by: name, is_mine: isMine, saved_at: moment, version }) {
    const told = version === 0 ? words.gone : isMine ? words.mine : words.theirs;
    return told.replace("{name}", name).replace("{moment}", moment);
  }

  function layOut({ pieces }, take) {
    const places = pieces.filter((piece) => piece.kind === "conflict").map(place);
    find("data-places").replaceChildren(...places.map(({ element }) => element));
    find("data-act='use-chosen'").onclick = () => {
      let number = 0;
      const text = pieces.map((piece) => (piece.kind === "conflict" ? places[number++].chosen() : piece.mine));
      take(text.join(""));
    };
  }

  function place(piece, number) {
    const element = document.createElement("fieldset");
    const legend = document.createElement("legend");
    element.className = "c-conflict";
    legend.textContent = words.place.replace("{number}", number + 1);
    const choices = [
      ["mine", words.mineTitle, words.keepMine, piece.mine],
      ["theirs", words.theirsTitle, words.keepTheirs, piece.theirs],
    ];
    element.append(legend, ...choices.map(([value, title, label, text]) => side(number, value, title, label, text)));
    element.append(radio(number, "both", words.keepBoth, true));
    const gap = piece.mine && !piece.mine.endsWith("\n") ? "\n" : "";
    const texts = { mine: piece.mine, theirs: piece.theirs, both: `${piece.mine}${gap}${piece.theirs}` };
    return { element, chosen: () => texts[element.querySelector("input:checked").value] };
  }

  function side(number, value, title, label, text) {
    const element = document.createElement("div");
    const heading = document.createElement("p");
    const shown = document.createElement("pre");
    heading.className = "c-conflict__title";
    heading.textContent = title;
    shown.className = "c-conflict__text";
    shown.tabIndex = 0;
    shown.textContent = text || words.nothing;
    element.append(heading, shown, radio(number, value, label, false));
    return element;
  }

  function radio(number, value, label, isChosen) {
    const element = document.createElement("label");
    const input = document.createElement("input");
    element.className = "c-conflict__choice";
    Object.assign(input, { type: "radio", name: `conflict-${number}`, value, checked: isChosen });
    element.append(input, label);
    return element;
  }

  return { show };
}
