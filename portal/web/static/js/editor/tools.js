// The toolbar: one stop for Tab, arrows within. Signs are EasyMDE's own, blocks are put in as the page has them.

const ACTS = {
  bold: (easy) => EasyMDE.toggleBold(easy),
  italic: (easy) => EasyMDE.toggleItalic(easy),
  heading: (easy) => EasyMDE.toggleHeading2(easy),
  list: (easy) => EasyMDE.toggleUnorderedList(easy),
  numbers: (easy) => EasyMDE.toggleOrderedList(easy),
  quote: (easy) => EasyMDE.toggleBlockquote(easy),
  link: (easy) => EasyMDE.drawLink(easy),
  undo: (easy) => EasyMDE.undo(easy),
  redo: (easy) => EasyMDE.redo(easy),
};

function roam(toolbar) {
  const stops = [...toolbar.querySelectorAll(":scope > button, :scope > details > summary")];
  stops.forEach((stop, place) => (stop.tabIndex = place ? -1 : 0));
  toolbar.addEventListener("keydown", (event) => {
    const place = stops.indexOf(document.activeElement);
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (place < 0 || to === undefined) return;
    event.preventDefault();
    const next = stops.at(to % stops.length);
    stops.forEach((stop) => (stop.tabIndex = stop === next ? 0 : -1));
    next.focus();
  });
}

export function bindTools({ form, field }) {
  const toolbar = form.querySelector("[data-toolbar]");
  const menu = toolbar.querySelector("[data-blocks]");
  toolbar.hidden = false;
  roam(toolbar);
  toolbar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    ACTS[button.dataset.tool]?.(field.easy);
    if (button.dataset.snippet === undefined) return;
    menu.open = false;
    field.insertBlock(button.dataset.snippet);
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
}
