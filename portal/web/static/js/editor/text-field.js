// EasyMDE on the form's text field: what the other parts need of it, and nothing else.

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`could not load ${address}`));
    document.head.append(script);
  });
}

// Esc, then Tab, leaves the text; any other key takes Tab back for indenting lists.
function letTabLeave(codemirror) {
  const leaving = { name: "leaving", Tab: false, "Shift-Tab": false };
  const stay = () => codemirror.removeKeyMap("leaving");
  codemirror.on("keydown", (_, event) => {
    if (event.key === "Escape") {
      stay();
      codemirror.addKeyMap(leaving);
    } else if (!["Tab", "Shift"].includes(event.key)) stay();
  });
  codemirror.on("blur", stay);
}

// The first lines, between two of ---, are no Markdown: they are not to look like a heading.
function markFrontMatter(codemirror) {
  let marked = 0;
  const mark = () => {
    let end = 0;
    if (codemirror.getLine(0) === "---") {
      const last = Math.min(codemirror.lineCount(), 60);
      for (end = 1; end < last && codemirror.getLine(end) !== "---"; end += 1);
      end += 1;
    }
    if (end === marked) return;
    for (let line = 0; line < Math.max(end, marked); line += 1) {
      const act = line < end ? "addLineClass" : "removeLineClass";
      if (line < codemirror.lineCount()) codemirror[act](line, "text", "c-code-front");
    }
    marked = end;
  };
  codemirror.on("change", mark);
  mark();
}

// What an input method commits without composing is read at once: CodeMirror waits 80 ms, and a key pressed within
// them would paint over it ("Một" became "Mt").
function readAtOnce({ display: { input } }) {
  input.div.addEventListener("input", () => {
    if (input.composing) return;
    clearTimeout(input.readDOMTimeout);
    input.readDOMTimeout = null;
    input.updateFromDOM();
  });
}

export async function openTextField(form, words) {
  await load(form.dataset.library);
  const area = form.elements.text;
  const easy = new EasyMDE({
    element: area,
    autoDownloadFontAwesome: false,
    spellChecker: false,
    nativeSpellcheck: false,
    inputStyle: "contenteditable", // screen readers read the text itself, and input methods compose in it
    toolbar: false,
    status: false,
    tabSize: 2,
    indentWithTabs: false,
    minHeight: "20rem",
    shortcuts: { togglePreview: null, toggleSideBySide: null, toggleFullScreen: null, drawImage: null },
  });
  const { codemirror } = easy;
  const input = codemirror.getInputField();
  input.setAttribute("role", "textbox");
  input.setAttribute("aria-label", words.textLabel);
  input.setAttribute("aria-multiline", "true");
  letTabLeave(codemirror);
  readAtOnce(codemirror);
  markFrontMatter(codemirror);

  // The caret stays where it was, as far as the text around it is still there.
  function replace(text) {
    const before = codemirror.getValue();
    if (text === before) return;
    let start = 0;
    while (start < text.length && text[start] === before[start]) start += 1;
    let end = 0;
    const most = Math.min(text.length, before.length) - start;
    while (end < most && text[text.length - 1 - end] === before[before.length - 1 - end]) end += 1;
    codemirror.replaceRange(
      text.slice(start, text.length - end),
      codemirror.posFromIndex(start),
      codemirror.posFromIndex(before.length - end),
    );
  }

  function insertBlock(markdown) {
    const line = codemirror.getCursor().line;
    const isBlank = !codemirror.getLine(line).trim();
    const at = { line, ch: codemirror.getLine(line).length };
    codemirror.replaceRange(`${isBlank ? "" : "\n\n"}${markdown}\n`, at, at, "+block");
    codemirror.focus();
  }

  function goTo(number) {
    const line = Math.min(number, codemirror.lineCount()) - 1;
    codemirror.setCursor({ line, ch: 0 });
    codemirror.scrollIntoView({ line, ch: 0 }, 120);
    codemirror.focus();
  }

  function markLines(numbers) {
    codemirror.eachLine((line) => codemirror.removeLineClass(line, "background", "c-code-problem"));
    for (const number of numbers) {
      const line = Math.min(number, codemirror.lineCount()) - 1;
      codemirror.addLineClass(line, "background", "c-code-problem");
    }
  }

  return {
    easy,
    codemirror,
    element: codemirror.getWrapperElement(),
    text: () => codemirror.getValue(),
    onChange: (callback) => codemirror.on("change", callback),
    focus: () => codemirror.focus(),
    insertInline: (markdown) => codemirror.replaceSelection(markdown),
    replace,
    insertBlock,
    goTo,
    markLines,
  };
}
