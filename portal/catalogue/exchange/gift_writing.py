"""Questions as GIFT. Ids, classes and points go into a comment, as Moodle's own export does with ids and tags."""

import re
from typing import Final

from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.outcome import Outcome, written
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.gaps import with_tokens
from portal.catalogue.numbers import read_range, write_number
from portal.catalogue.package import Passage

_SIGNS: Final = re.compile(r"([~=#{}:\\]|(?<=-)>)")
_FULL: Final = 100


def write_gift(questions: list[Question]) -> tuple[str, Outcome]:
    """The text, and what could not be written."""
    reasons = [_why_not(question) for question in questions]
    possible = [one for one, reason in zip(questions, reasons, strict=True) if reason is None]
    outcome = written(possible)
    for question, reason in zip(questions, reasons, strict=True):
        if reason is not None:
            outcome.leave_out(Said(question.id), reason, question.title)
    return "\n\n".join(map(_question, possible)) + "\n", outcome


def _why_not(question: Question) -> Said | None:
    if question.type == "ordering":
        return _("GIFT has no ordering questions")
    if question.type == "gaps" and len(question.answers) != 1:
        return _("GIFT has no questions with several gaps")
    return None


def _question(question: Question) -> str:
    marks = [f"[id:{question.id}]", *(f"[tag:{name}]" for name in question.classes)]
    if question.points != 1:
        marks.append(f"[tag:points={question.points}]")
    head = f"// {' '.join(marks)}\n::{_escape(question.id)}::[markdown]"
    if question.type == "gaps":
        return head + _missing_word(question)
    answers = _answers(question)
    if question.explanation:
        answers.append(f"####{_escape(question.explanation)}")
    return "\n".join([head + _escape(question.text) + " {", *answers, "}"])


def _missing_word(question: Question) -> str:
    gap = with_tokens(Passage("", 1, question.text), "x")
    before, after = (_escape(part) for part in gap.text.split(gap.tokens[0]))
    answers = " ".join(f"={_escape(answer)}" for answer in question.answers[0])
    explanation = f" ####{_escape(question.explanation)}" if question.explanation else ""
    return f"{before}{{{answers}{explanation}}}{after or chr(92) + 'n'}"


def _answers(question: Question) -> list[str]:
    if question.type == "matching":
        return [f"={_escape(a)} -> {_escape(b)}" for a, b in question.answers]
    if question.type == "short":
        return [f"={_escape(answer)}" for answer in question.answers]
    if question.type == "number":
        return ["#", *(f"={_range(answer)}" for answer in question.answers)]
    return _options(question)


def _options(question: Question) -> list[str]:
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    lines = []
    for option in question.options:
        sign = "=" if option.correct and question.type == "one" else "~"
        if question.type == "several":
            share = _FULL / right if option.correct else -_FULL / wrong
            sign += f"%{share:.5f}".rstrip("0").rstrip(".") + "%"
        feedback = f"#{_escape(option.feedback)}" if option.feedback else ""
        lines.append(f"{sign}{_escape(option.text)}{feedback}")
    return lines


def _range(answer: str) -> str:
    """`10..20` stays; give or take is written as Moodle does, with an absolute width."""
    found = read_range(answer)
    if found is None:
        return answer
    low, high = write_number(found.low), write_number(found.high)
    if "±" in answer:
        middle, width = (found.low + found.high) / 2, (found.high - found.low) / 2
        return f"{write_number(middle)}:{write_number(width)}"
    return low if low == high else f"{low}..{high}"


def _escape(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text).replace("\n", "\\n")
