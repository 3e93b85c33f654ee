"""An open attempt as its reader gets it: no key, no feedback, nothing of the pool but what was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.catalogue.content import Question, Quiz, in_language
from portal.quizzes.drawing import Drawn
from portal.quizzes.limits import closes_at
from portal.quizzes.records import AttemptRecord, StoredResponse


@dataclass(frozen=True, slots=True)
class PaperChoice:
    index: int
    html: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """`sequence` is that of the answer the portal holds; 0 where it holds none."""

    number: int
    id: str
    takes_several: bool
    is_critical: bool
    heading: str
    html: str
    choices: tuple[PaperChoice, ...]
    sequence: int

    @property
    def is_answered(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


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
    closes = closes_at(attempt.started_at, quiz.time_limit_minutes)
    return Paper(attempt.id, attempt.number, questions, closes)


def _question(
    number: int, question: Question, drawn: Drawn, stored: StoredResponse | None, language: str
) -> PaperQuestion:
    chosen = stored.chosen if stored else ()
    by_index = {choice.index: choice for choice in question.choices}
    return PaperQuestion(
        number=number,
        id=question.id,
        takes_several=question.type == "several",
        is_critical=question.is_critical,
        heading=in_language(question.heading, language),
        html=in_language(question.text, language),
        choices=tuple(
            PaperChoice(index, in_language(by_index[index].text, language), index in chosen)
            for index in drawn.choices
        ),
        sequence=stored.sequence if stored else 0,
    )
