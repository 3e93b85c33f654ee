"""Aiken: a question on a line, options `A.` … below it, then `ANSWER: B`. One choice only."""

import re
from typing import Final

from portal.catalogue.exchange.model import Option, Outcome, Question
from portal.catalogue.exchange.texts import decoded, from_plain, one_line, question_text

_OPTION: Final = re.compile(r"^\s*(?P<letter>[A-Z])[.)]\s+(?P<text>\S.*)$")
_ANSWER: Final = re.compile(r"^\s*ANSWER:\s*(?P<letter>[A-Za-z])\s*$", re.I)


def read_aiken(content: bytes) -> Outcome:
    outcome = Outcome()
    text = decoded(content)
    if text is None:
        outcome.leave_out("line 1", "the file is not UTF-8 text")
        return outcome
    asked: list[str] = []
    options: dict[str, str] = {}
    first = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _ANSWER.match(line):
            _add(outcome, first, asked, options, match["letter"].upper())
            asked, options = [], {}
        elif (match := _OPTION.match(line)) and asked:
            options.setdefault(match["letter"], match["text"])
        elif line.strip():
            if options:
                outcome.leave_out(f"line {first}", f"no ANSWER line: {asked[0][:60]}")
                asked, options = [], {}
            first = first if asked else number
            asked.append(line.strip())
    if asked:
        outcome.leave_out(f"line {first}", f"no ANSWER line: {asked[0][:60]}")
    return outcome


def _add(outcome: Outcome, line: int, asked: list[str], options: dict[str, str], key: str) -> None:
    if not asked or len(options) < 2 or key not in options:
        what = asked[0][:60] if asked else "no question"
        outcome.leave_out(f"line {line}", f"fewer than two options, or the answer is none: {what}")
        return
    outcome.questions.append(
        Question(
            id=" ".join(asked),
            type="one",
            text=question_text(from_plain("\n".join(asked))),
            options=tuple(
                Option(one_line(from_plain(said)), letter == key)
                for letter, said in options.items()
            ),
        )
    )
