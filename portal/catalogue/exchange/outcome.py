"""What was read or written of questions, and what went wrong on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.understood import ReadQuestion, UnderstoodKey, doubtful, key_of
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _

#: told of every question whose key is doubtful
UNSURE: Final = _("its key is doubtful: %(why)s")


class NoCounterpart(ValueError):
    """The question cannot be asked here; `said` is why."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


@dataclass(frozen=True, slots=True)
class Trouble:
    """One problem, where it is, how the question begins, and whether it was left out for it."""

    place: Said
    message: Said
    name: str = ""
    is_left_out: bool = True

    def __str__(self) -> str:
        what = "left out, " if self.is_left_out else ""
        return f"{self.place}: {what}{self.message}" + (f": {self.name}" if self.name else "")


@dataclass(slots=True)
class Outcome:
    """What was read or written so far."""

    read: list[ReadQuestion] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def questions(self) -> list[Question]:
        return [one.question for one in self.read]

    @property
    def is_whole(self) -> bool:
        return not any(trouble.is_left_out for trouble in self.troubles)

    def keep(
        self, question: Question, place: Said, *, name: str = "", key: UnderstoodKey | None = None
    ) -> None:
        """`key` where it is not simply the file's own word. A doubtful one is told, and nothing marked."""
        key = key or key_of(question)
        if key.doubt_said is not None:
            question = doubtful(question)
            self.remark(place, replace(UNSURE, values={"why": key.doubt_said}), name=name)
        self.read.append(ReadQuestion(question, key, place))

    def leave_out(self, place: Said, message: Said, name: str = "") -> None:
        self.troubles.append(Trouble(place, message, name))

    def remark(self, place: Said, *messages: Said, name: str = "") -> None:
        """Of a question that is kept all the same."""
        self.troubles += [Trouble(place, one, name, is_left_out=False) for one in messages]


def written(questions: Iterable[Question]) -> Outcome:
    """Of questions that were all written; doubts were told when they were read."""
    return Outcome([ReadQuestion(one, key_of(one), Said(one.id)) for one in questions])
