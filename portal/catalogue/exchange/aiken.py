"""Aiken: a question on a line, options `A.` … below it, then `ANSWER: B`. One choice only."""

import re
from dataclasses import dataclass, field
from typing import Final

from portal.catalogue.exchange.model import Option, Question
from portal.catalogue.exchange.outcome import Outcome
from portal.catalogue.exchange.texts import decoded, from_plain, one_line, question_text
from portal.catalogue.exchange.understood import NO_SUCH_OPTION
from portal.catalogue.exchange.wording import said as _

_OPTION: Final = re.compile(r"^\s*(?P<letter>[A-Z])[.)]\s+(?P<text>\S.*)$")
_ANSWER: Final = re.compile(r"^\s*ANSWER:\s*(?P<letter>[A-Za-z])\s*$", re.I)


@dataclass(slots=True)
class _Asked:
    """A question being gathered; `line` is where it begins."""

    line: int = 1
    text: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)


def read_aiken(content: bytes) -> Outcome:
    """Every question with two options or more; one without a right ANSWER line has a doubtful key."""
    outcome = Outcome()
    text = decoded(content)
    if text is None:
        outcome.leave_out(_("line %(number)s", number=1), _("the file is not UTF-8 text"))
        return outcome
    asked = _Asked()
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _ANSWER.match(line):
            _finish(outcome, asked, match["letter"].upper())
            asked = _Asked()
        elif (match := _OPTION.match(line)) and asked.text:
            asked.options.setdefault(match["letter"], match["text"])
        elif line.strip():
            if asked.options:
                _finish(outcome, asked, "")
                asked = _Asked()
            asked.line = asked.line if asked.text else number
            asked.text.append(line.strip())
    if asked.text:
        _finish(outcome, asked, "")
    return outcome


def _finish(outcome: Outcome, asked: _Asked, key: str) -> None:
    """`key`: the letter of the ANSWER line, empty where there is none."""
    place, name = _("line %(number)s", number=asked.line), "".join(asked.text[:1])[:60]
    if not asked.text:
        outcome.leave_out(place, _("there is no question above the answer"))
        return
    if len(asked.options) < 2:
        outcome.leave_out(place, _("has fewer than two options, or an empty one"), name)
        return
    question = Question(
        id=" ".join(asked.text),
        type="one",
        text=question_text(from_plain("\n".join(asked.text))),
        options=tuple(
            Option(one_line(from_plain(text)), letter == key)
            for letter, text in asked.options.items()
        ),
    )
    foreign = key and key not in asked.options
    outcome.keep(question, place, name=name, key=NO_SUCH_OPTION if foreign else None)
