"""An open attempt as its reader gets it: no key, no feedback, nothing of the pool but what was drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from portal.catalogue.content import Question, Quiz, in_language
from portal.catalogue.gaps import split_at_gaps
from portal.catalogue.package import QuestionType
from portal.quizzes.answers import NOTHING, Answer, as_sent, is_blank
from portal.quizzes.drawing import Drawn
from portal.quizzes.limits import closes_at
from portal.quizzes.records import AttemptRecord, StoredResponse

_MOST_BLANKS: Final = 4000
#: questions as nobody has answered them yet, each with the one it was made from, which so keeps its identity
_blanks: dict[tuple[int, tuple[int, ...], str], tuple[Question, "PaperQuestion"]] = {}


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """`place` in the order shown, from 0; how a choice is written in the package is not told."""

    place: int
    html: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PaperPart:
    """What one select is for: a left side or an item; `chosen` is a place in what it offers, or NOTHING."""

    html: str
    chosen: int


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """`sequence` is that of the answer the portal holds; 0 where it holds none.

    By type: `choices` (one, several); `parts` and `options` (matching: right sides in the order shown; ordering:
    as many places as there are items); `texts` as given (short, number: one; gaps: one each, between `pieces`).
    """

    number: int
    id: str
    type: QuestionType
    is_critical: bool
    heading: str
    html: str
    choices: tuple[PaperChoice, ...]
    sequence: int
    is_answered: bool
    parts: tuple[PaperPart, ...] = ()
    options: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()

    @property
    def takes_several(self) -> bool:
        return self.type == "several"

    @property
    def face(self) -> tuple[str, ...]:
        """With the question's id, all that its look depends on from reader to reader, their answers aside."""
        choices = (choice.html for choice in self.choices)
        parts = (part.html for part in self.parts)
        return (*choices, *parts, *self.options)


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
    blank = _remembered_blank(question, drawn, language)
    if stored is None:
        return replace(blank, number=number)
    answer = as_sent(question, drawn.choices, stored.answer)
    return replace(
        blank,
        number=number,
        choices=tuple(
            replace(one, is_chosen=True) if one.place in answer else one for one in blank.choices
        ),
        parts=tuple(replace(one, chosen=_place(answer, at)) for at, one in enumerate(blank.parts)),
        texts=_texts(question, answer),
        sequence=stored.sequence,
        is_answered=not is_blank(answer),
    )


def _remembered_blank(question: Question, drawn: Drawn, language: str) -> PaperQuestion:
    """A question never changes, and few orders of its choices are seen: put together once in a process."""
    key = (id(question), drawn.choices, language)
    known = _blanks.get(key)
    if known is None:
        if len(_blanks) >= _MOST_BLANKS:
            _blanks.clear()
        known = _blanks[key] = (question, _blank(question, drawn, language))
    return known[1]


def _blank(question: Question, drawn: Drawn, language: str) -> PaperQuestion:
    """The first question of a paper, unanswered."""
    shown = [in_language(question.choices[index].text, language) for index in drawn.choices]
    html = in_language(question.text, language)
    is_ordering, is_matching = question.type == "ordering", question.type == "matching"
    lefts = shown if is_ordering else [in_language(left, language) for left in question.lefts]
    return PaperQuestion(
        number=1,
        id=question.id,
        type=question.type,
        is_critical=question.is_critical,
        heading=in_language(question.heading, language),
        html="" if question.type == "gaps" else html,
        choices=()
        if is_ordering or is_matching
        else tuple(PaperChoice(place, text, False) for place, text in enumerate(shown)),
        sequence=0,
        is_answered=False,
        parts=tuple(PaperPart(left, NOTHING) for left in lefts),
        options=tuple(shown) if is_matching else tuple(map(str, range(1, len(lefts) + 1))),
        texts=_texts(question, []),
        pieces=tuple(split_at_gaps(html)) if question.type == "gaps" else (),
    )


def _place(answer: Answer, at: int) -> int:
    given = answer[at] if at < len(answer) else NOTHING
    return given if isinstance(given, int) else NOTHING


def _texts(question: Question, answer: Answer) -> tuple[str, ...]:
    """One text for each field, empty where nothing is given."""
    given: Sequence[object] = (answer,) if isinstance(answer, str) else answer
    fields = len(question.answers)
    texts = [one for one in given if isinstance(one, str)]
    return tuple([*texts, *[""] * fields][:fields])
