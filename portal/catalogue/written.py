"""A prompt and what answers it, as it stands under a question's heading and in a self-check block."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from portal.catalogue.fences import fenced_lines
from portal.catalogue.gaps import find_gaps, has_gaps
from portal.catalogue.package import (
    AnswerKind,
    Passage,
    WrittenChoice,
    WrittenPair,
    WrittenQuestion,
)
from portal.catalogue.problems import Problem, Problems

#: signs of a line that answers, by kind; a question is of the first kind that has a line
SIGNS: Final[dict[AnswerKind, re.Pattern[str]]] = {
    "choices": re.compile(r"^[-*+] \[(?P<mark>[ xX])\](?:\s+(?P<text>.*))?$"),
    "pairs": re.compile(r"^[-*+] (?P<left>.*?\S)\s+=>(?:\s+(?P<text>.*))?$"),
    "answers": re.compile(r"^=(?:\s+(?P<text>.*))?$"),
    "items": re.compile(r"^[0-9]{1,3}[.)](?:\s+(?P<text>.*))?$"),
}
ALMOST_CHOICE: Final = re.compile(r"^\s{0,3}[-*+]\s*\[[^\]]{0,3}\](?![(\[:])")
_INSIDE: Final = re.compile(r"^(?: {2,}|\t)(?P<text>\S.*)$")
_FIRST_ITEM: Final = re.compile(r"^1[.)](?:\s|$)")


@dataclass(slots=True)
class _Lines:
    """Lines being gathered into one passage."""

    line: int
    texts: list[str] = field(default_factory=list)

    def passage(self, path: str) -> Passage:
        return Passage(path, self.line, "\n".join(self.texts).strip("\n"))


@dataclass(slots=True)
class _Part:
    """One line that answers: a choice, a pair, an item or an answer, with what belongs to it."""

    match: re.Match[str]
    text: _Lines
    feedback: _Lines | None = None


class _Reader:
    """Goes once through the lines after the prompt; each belongs to a part or to the explanation."""

    def __init__(self, path: str, kind: AnswerKind, found: Problems) -> None:
        self.path, self.kind, self.found = path, kind, found
        self.parts: list[_Part] = []
        self.explanation: _Lines | None = None

    def problem(self, line: int, code: str) -> None:
        self.found.append(Problem(self.path, line, code))

    def take(self, number: int, line: str, *, is_fenced: bool) -> None:
        if not is_fenced and self._part(number, line):
            return
        if line.startswith(">"):
            self.explanation = self.explanation or _Lines(number)
            self.explanation.texts.append(_unquoted(line))
        elif not line.strip():
            if self.explanation is not None:
                self.explanation.texts.append("")
        elif (match := _INSIDE.match(line)) and self.explanation is None:
            self._inside(number, match["text"])
        else:
            self.problem(number, "text_after_choices")

    def _part(self, number: int, line: str) -> bool:
        match = SIGNS[self.kind].match(line)
        if not match:
            if self.kind == "choices" and ALMOST_CHOICE.match(line):
                self.problem(number, "bad_choice_mark")
                return True
            return False
        if self.explanation is not None:
            self.problem(number, "text_after_choices")
        if not (match["text"] or "").strip():
            self.problem(number, "empty_answer" if self.kind == "answers" else "empty_choice")
        self.parts.append(_Part(match, _Lines(number, [match["text"] or ""])))
        return True

    def _inside(self, number: int, text: str) -> None:
        part = self.parts[-1] if self.parts else None
        if part is None or self.kind == "answers":
            self.problem(number, "text_after_choices")
        elif text.startswith(">") and self.kind == "choices":
            part.feedback = part.feedback or _Lines(number)
            part.feedback.texts.append(_unquoted(text))
        elif part.feedback is not None or text.startswith(">"):
            self.problem(number, "text_after_choices")
        else:
            part.text.texts.append(text)

    def choices(self) -> tuple[WrittenChoice, ...]:
        return tuple(
            WrittenChoice(
                text=part.text.passage(self.path),
                feedback=part.feedback.passage(self.path) if part.feedback else None,
                is_right=part.match["mark"] != " ",
            )
            for part in self.parts
        )

    def pairs(self) -> tuple[WrittenPair, ...]:
        return tuple(
            WrittenPair(
                left=Passage(self.path, part.text.line, part.match["left"]),
                right=part.text.passage(self.path),
            )
            for part in self.parts
        )

    def passages(self) -> tuple[Passage, ...]:
        return tuple(part.text.passage(self.path) for part in self.parts)


def read_written_question(
    path: str, first_line: int, lines: Sequence[str], found: Problems
) -> WrittenQuestion:
    """Reads what is there; whether it makes a question is for `judging`."""
    fenced = fenced_lines(lines)
    kind, start = _kind_and_start(lines, fenced)
    text = "\n".join(lines[:start]).strip("\n")
    prompt = Passage(path, _first_text(lines, first_line, start), text)
    reader = _Reader(path, kind, found)
    for index in range(start, len(lines)):
        if kind in (None, "gaps"):
            reader.explanation = reader.explanation or _Lines(first_line + index)
            reader.explanation.texts.append(_unquoted(lines[index]))
        else:
            reader.take(first_line + index, lines[index], is_fenced=index in fenced)
    return WrittenQuestion(
        prompt=prompt,
        kind=kind,
        choices=reader.choices() if kind == "choices" else (),
        answers=reader.passages() if kind == "answers" else (),
        pairs=reader.pairs() if kind == "pairs" else (),
        items=reader.passages() if kind == "items" else (),
        gaps=find_gaps(prompt),
        explanation=reader.explanation.passage(path) if reader.explanation else None,
    )


def _kind_and_start(lines: Sequence[str], fenced: set[int]) -> tuple[AnswerKind, int]:
    """How the question is answered, and the first line that is not of its prompt."""
    open_lines = [index for index in range(len(lines)) if index not in fenced]
    kinds: tuple[AnswerKind, ...] = ("choices", "pairs", "answers")
    for kind in kinds:
        for index in open_lines:
            if SIGNS[kind].match(lines[index]) or (
                kind == "choices" and ALMOST_CHOICE.match(lines[index])
            ):
                return kind, index
    if any(has_gaps(lines[index]) for index in open_lines):
        return "gaps", _quote_at_the_end(lines)
    items = [index for index in open_lines if SIGNS["items"].match(lines[index])]
    if items:
        firsts = [index for index in items if _FIRST_ITEM.match(lines[index])]
        return "items", (firsts or items)[-1 if firsts else 0]
    return None, _quote_at_the_end(lines)


def _quote_at_the_end(lines: Sequence[str]) -> int:
    """Where the quotation begins that ends the text; its length where there is none."""
    start = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].startswith(">"):
            start = index
        elif lines[index].strip():
            break
    return start


def _first_text(lines: Sequence[str], first_line: int, end: int) -> int:
    """The line on which the prompt's text begins: blank lines before it are stripped away."""
    return first_line + next((i for i in range(end) if lines[i]), 0)


def _unquoted(line: str) -> str:
    return line.removeprefix(">").removeprefix(" ")
