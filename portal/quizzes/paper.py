"""An open attempt as its reader gets it: no key, no feedback, nothing of the pool but what was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portal.catalogue.content import Question, Quiz, in_language
from portal.catalogue.gaps import split_at_gaps
from portal.catalogue.package import QuestionType
from portal.quizzes.answers import Answer, as_sent, is_blank
from portal.quizzes.drawing import Drawn
from portal.quizzes.limits import closes_at
from portal.quizzes.records import AttemptRecord, StoredResponse

_MOST_SHOWN: Final = 4000
#: each with the question it was made from, which so keeps its identity
_shown: dict[tuple[int, tuple[int, ...], str], tuple[Question, "ShownQuestion"]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class ShownQuestion:
    """What all those see to whom a question is shown in this order and language; nothing of anybody's answer.

    By type: `choices` (one, several); `parts` and `options` (matching: left sides, and right sides in the order shown;
    ordering: items, and as many places); `pieces` (gaps: the text around them). All in the order shown; how the package
    writes them is not told. A process has one of each, so it is equal to itself alone.
    """

    id: str
    type: QuestionType
    is_critical: bool
    heading: str
    html: str
    choices: tuple[str, ...]
    parts: tuple[str, ...]
    options: tuple[str, ...]
    pieces: tuple[str, ...]

    @property
    def takes_several(self) -> bool:
        return self.type == "several"


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """`answer` is what the portal holds, as the page sends it (answers.py), and `sequence` its own; 0 without any."""

    number: int
    shown: ShownQuestion
    answer: Answer
    sequence: int
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Paper:
    attempt_id: UUID
    number: int
    questions: tuple[PaperQuestion, ...]
    closes_at: datetime | None

    @property
    def answered(self) -> int:
        return sum(question.is_answered for question in self.questions)

    @property
    def unanswered(self) -> tuple[PaperQuestion, ...]:
        return tuple(question for question in self.questions if not question.is_answered)


def make_paper(
    attempt: AttemptRecord, quiz: Quiz, responses: Mapping[str, StoredResponse], language: str
) -> Paper:
    """What may be shown of an open attempt, with the answers the portal holds."""
    by_id = {question.id: question for question in quiz.questions}
    questions = tuple(
        _question(number, by_id[drawn.question], drawn, responses.get(drawn.question), language)
        for number, drawn in enumerate(attempt.draw, start=1)
    )
    closes = closes_at(attempt.started_at, quiz.time_limit_minutes, attempt.allowed_seconds)
    return Paper(attempt.id, attempt.number, questions, closes)


def _question(
    number: int, question: Question, drawn: Drawn, stored: StoredResponse | None, language: str
) -> PaperQuestion:
    shown = _remembered(question, drawn, language)
    if stored is None:
        return PaperQuestion(number, shown, (), sequence=0, is_answered=False)
    answer = as_sent(question, drawn.choices, stored.answer)
    return PaperQuestion(number, shown, answer, stored.sequence, is_answered=not is_blank(answer))


def _remembered(question: Question, drawn: Drawn, language: str) -> ShownQuestion:
    """A question never changes, and few orders of its choices are seen: put together once in a process."""
    key = (id(question), drawn.choices, language)
    known = _shown.get(key)
    if known is None:
        if len(_shown) >= _MOST_SHOWN:
            _shown.clear()
        known = _shown[key] = (question, _in_order(question, drawn, language))
    return known[1]


def _in_order(question: Question, drawn: Drawn, language: str) -> ShownQuestion:
    ordered = tuple(in_language(question.choices[index].text, language) for index in drawn.choices)
    html = in_language(question.text, language)
    is_ordering, is_matching = question.type == "ordering", question.type == "matching"
    lefts = tuple(in_language(left, language) for left in question.lefts)
    parts = ordered if is_ordering else lefts
    return ShownQuestion(
        id=question.id,
        type=question.type,
        is_critical=question.is_critical,
        heading=in_language(question.heading, language),
        html="" if question.type == "gaps" else html,
        choices=() if is_ordering or is_matching else ordered,
        parts=parts,
        options=ordered if is_matching else tuple(map(str, range(1, len(parts) + 1))),
        pieces=tuple(split_at_gaps(html)) if question.type == "gaps" else (),
    )
