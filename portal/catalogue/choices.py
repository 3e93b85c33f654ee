"""A prompt with choices, as it stands under a question's heading and in a self-check block."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from portal.catalogue.fences import fenced_lines
from portal.catalogue.package import Passage, WrittenChoice, WrittenQuestion
from portal.catalogue.problems import Problem, Problems

_CHOICE: Final = re.compile(r"^[-*+] \[(?P<mark>[ xX])\](?:\s+(?P<text>.*))?$")
_ALMOST_CHOICE: Final = re.compile(r"^\s{0,3}[-*+]\s*\[[^\]]{0,3}\](?![(\[:])")
_INSIDE: Final = re.compile(r"^(?: {2,}|\t)(?P<text>\S.*)$")
_LATER_TYPES: Final = (
    (re.compile(r"^= .*(±|\.\.)|^= -?[0-9.,]+\s*$"), "a number question"),
    (re.compile(r"^= "), "a short-answer question"),
    (re.compile(r"^[-*+] .*\S => \S"), "a matching question"),
    (re.compile(r".*\{\{.+\}\}"), "a gap question"),
    (re.compile(r"^[0-9]+[.)] "), "an ordering question"),
)


@dataclass(slots=True)
class _Lines:
    """Lines being gathered into one passage."""

    line: int
    texts: list[str] = field(default_factory=list)

    def passage(self, path: str) -> Passage:
        return Passage(path, self.line, "\n".join(self.texts).strip("\n"))


@dataclass(slots=True)
class _Choice:
    is_right: bool
    text: _Lines
    feedback: _Lines | None = None


class _Reader:
    """Goes through the lines once; each belongs to the prompt, to a choice or to the explanation."""

    def __init__(self, path: str, first_line: int, found: Problems) -> None:
        self.path, self.found = path, found
        self.prompt = _Lines(first_line)
        self.choices: list[_Choice] = []
        self.explanation: _Lines | None = None

    def problem(self, line: int, code: str) -> None:
        self.found.append(Problem(self.path, line, code))

    def take(self, number: int, line: str, *, is_fenced: bool) -> None:
        if not is_fenced and self._choice(number, line):
            return
        if not self.choices:
            self.prompt.texts.append(line)
        elif line.startswith(">"):
            self.explanation = self.explanation or _Lines(number)
            self.explanation.texts.append(_unquoted(line))
        elif not line.strip():
            self._blank()
        elif (match := _INSIDE.match(line)) and self.explanation is None:
            self._inside(number, match["text"])
        else:
            self.problem(number, "text_after_choices")

    def _choice(self, number: int, line: str) -> bool:
        match = _CHOICE.match(line)
        if not match:
            if _ALMOST_CHOICE.match(line):
                self.problem(number, "bad_choice_mark")
                return True
            return False
        if self.explanation is not None:
            self.problem(number, "text_after_choices")
        if not (match["text"] or "").strip():
            self.problem(number, "empty_choice")
        self.choices.append(_Choice(match["mark"] != " ", _Lines(number, [match["text"] or ""])))
        return True

    def _blank(self) -> None:
        """A blank line may separate paragraphs of an explanation or of feedback."""
        if self.explanation is not None:
            self.explanation.texts.append("")

    def _inside(self, number: int, text: str) -> None:
        choice = self.choices[-1]
        if text.startswith(">"):
            choice.feedback = choice.feedback or _Lines(number)
            choice.feedback.texts.append(_unquoted(text))
        elif choice.feedback is not None:
            self.problem(number, "text_after_choices")
        else:
            choice.text.texts.append(text)

    def written(self) -> WrittenQuestion:
        return WrittenQuestion(
            prompt=self.prompt.passage(self.path),
            choices=tuple(
                WrittenChoice(
                    text=choice.text.passage(self.path),
                    feedback=choice.feedback.passage(self.path) if choice.feedback else None,
                    is_right=choice.is_right,
                )
                for choice in self.choices
            ),
            explanation=self.explanation.passage(self.path) if self.explanation else None,
        )


def read_written_question(
    path: str, first_line: int, lines: Sequence[str], found: Problems, *, line: int | None = None
) -> WrittenQuestion:
    """Reads and judges; problems of the whole question are told at `line` (its heading)."""
    reader = _Reader(path, first_line, found)
    fenced = fenced_lines(lines)
    before = len(found)
    for index, text in enumerate(lines):
        reader.take(first_line + index, text, is_fenced=index in fenced)
    written = reader.written()
    if all(problem.code != "bad_choice_mark" for problem in found[before:]):
        _judge(path, line or first_line, written, found)
    return written


def _judge(path: str, line: int, written: WrittenQuestion, found: Problems) -> None:
    texts = [choice.text.text.casefold().split() for choice in written.choices]
    if not texts:
        later = _later_type(written.prompt.text)
        code, values = ("not_supported_yet", {"what": later}) if later else ("no_choices", {})
        found.append(Problem(path, line, code, dict(values)))
    elif len(texts) == 1:
        found.append(Problem(path, line, "one_choice"))
    elif not any(written.key):
        found.append(Problem(path, line, "no_right_choice"))
    for index, choice in enumerate(written.choices):
        if texts[index] in texts[:index]:
            found.append(Problem(path, choice.text.line, "same_choice"))


def _later_type(prompt: str) -> str | None:
    lines = prompt.split("\n")
    return next((name for sign, name in _LATER_TYPES if any(map(sign.match, lines))), None)


def _unquoted(line: str) -> str:
    return line[1:].removeprefix(" ")
