"""A question with its key as plain HTML, marked as in the file: [x] is right. Pure."""

from collections.abc import Iterator
from html import escape

from portal.catalogue.content import Question, in_language
from portal.catalogue.gaps import with_blanks


def question_html(question: Question, language: str) -> str:
    """Heading, text, what answers it with the key and the feedback, the explanation."""
    heading = question.heading.get(language, "")
    lines = "".join(f"<li>{line}</li>" for line in _lines(question, language))
    return (
        f"<p><strong>{heading}</strong>{_signs(question)}</p>"
        f"{with_blanks(question.text.get(language, ''))}"
        f"{f'<ul>{lines}</ul>' if lines else ''}"
        f"{question.explanation.get(language, '')}"
    )


def _signs(question: Question) -> str:
    """Classes and points as they are written in the heading."""
    signs = [f".{name}" for name in question.classes]
    signs += [".critical"] if question.is_critical else []
    signs += [".fixed"] if question.is_fixed else []
    signs += [".exact"] if question.is_exact else []
    signs += [f"points={question.points}"] if question.points != 1 else []
    return f" <code>{escape(' '.join(signs))}</code>" if signs else ""


def _lines(question: Question, language: str) -> Iterator[str]:
    if question.lefts:
        for left, pair in zip(question.lefts, question.pairs, strict=True):
            right = in_language(question.choices[pair].text, language)
            yield f"{in_language(left, language)} =&gt; {right}"
    elif question.type == "ordering":
        for number, choice in enumerate(question.choices, start=1):
            yield f"{number}. {in_language(choice.text, language)}"
    else:
        for choice in question.choices:
            feedback = choice.feedback.get(language, "")
            mark = "[x]" if choice.is_right else "[ ]"
            yield f"{mark} {in_language(choice.text, language)}{feedback}"
    for accepted in question.answers:
        yield f"= {escape(' | '.join(accepted))}"
