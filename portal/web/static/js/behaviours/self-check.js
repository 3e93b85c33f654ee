// A self-check in a lesson says at once whether the choice was right, on the phone alone.
// Its answer stands in the page already, for readers without JavaScript.

function rightAnswers(check) {
  return new Set([...check.querySelectorAll(".c-check__answer > ul > li")].map((item) => item.innerHTML));
}

function mark(label, isRight, words) {
  const element = document.createElement("span");
  element.className = `c-mark c-mark--${isRight ? "right" : "wrong"}`;
  element.textContent = isRight ? words.right : words.wrong;
  element.setAttribute("role", "status");
  label.after(element);
}

export default function selfCheck(article) {
  for (const check of article.querySelectorAll(".c-check")) {
    const right = rightAnswers(check);
    const details = check.querySelector("details");
    if (!details || !right.size) continue;
    check.addEventListener("change", ({ target }) => {
      check.querySelectorAll(".c-mark").forEach((old) => old.remove());
      if (target.type !== "radio") return;
      const label = target.closest("label");
      mark(label, right.has(label.querySelector("span").innerHTML), article.dataset);
      details.open = true;
    });
  }
}
