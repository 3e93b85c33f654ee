"""A marked attempt as its reader gets it: what they chose, and what the review rule lets them see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from portal.catalogue.content import Choice, Question, Quiz, RevisionContent, Texts, in_language
from portal.catalogue.gaps import with_blanks
from portal.catalogue.package import QuestionType
from portal.quizzes.answers import CHOICE_TYPES, NOTHING, Answer, Stored, is_blank
from portal.quizzes.correcting import Correction
from portal.quizzes.drawing import Drawn
from portal.quizzes.marking import is_right_text, mark_question
from portal.quizzes.records import AttemptRecord, StoredResponse
from portal.quizzes.remarking import Decision
from portal.quizzes.review import may_show_key


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """A lesson to read again."""

    module: str
    lesson: str
    title: str


@dataclass(frozen=True, slots=True)
class ReviewedChoice:
    """`is_right` and `feedback` are None where the key may not be shown."""

    html: str
    is_chosen: bool
    is_right: bool | None
    feedback: str | None


@dataclass(frozen=True, slots=True)
class ReviewedPart:
    """One field of a question without choices: what was given in it, and what belongs there.

    `label` is HTML (a left side) or the number of a place or gap; `given` and `right` are HTML, `given` None where it
    was left empty, `right` and `is_right` None where the key may not be shown.
    """

    label: str | int | None
    given: str | None
    right: str | None
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    number: int
    id: str
    type: QuestionType
    heading: str
    html: str
    is_critical: bool
    is_answered: bool
    #: as it was marked; None where the key may not be shown, or the question does not count
    is_right: bool | None
    choices: tuple[ReviewedChoice, ...]
    parts: tuple[ReviewedPart, ...]
    explanation: str | None
    read_again: tuple[ReadAgain, ...]
    #: how it was marked again (a Decision), None where it was not
    marked_again: str | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """`critical_wrong` and `read_again` name what to work on, also where the key stays hidden."""

    shows_key: bool
    questions: tuple[ReviewedQuestion, ...]
    right: int
    critical_wrong: tuple[ReviewedQuestion, ...]
    read_again: tuple[ReadAgain, ...]

    @property
    def counted(self) -> int:
        """Questions that count."""
        return sum(one.marked_again != Decision.LEFT_OUT for one in self.questions)


@dataclass(frozen=True, slots=True)
class _Lens:
    """What every question is looked at through."""

    content: RevisionContent
    responses: Mapping[str, StoredResponse]
    right: frozenset[str]
    shows_key: bool
    language: str
    marks: Mapping[str, Any] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)

    def again(self, question_id: str) -> str | None:
        by: str | None = self.marks.get(question_id, {}).get("by")
        return by

    def answer(self, question_id: str) -> Answer:
        stored = self.responses.get(question_id)
        if stored and question_id in self.corrections:
            return self.corrections[question_id].answer(stored.answer)
        return stored.answer if stored else ()

    def text(self, texts: Texts) -> str:
        return in_language(texts, self.language)


def make_feedback(
    attempt: AttemptRecord,
    content: RevisionContent,
    responses: Mapping[str, StoredResponse],
    *,
    quiz: Quiz,
    has_passed: bool,
    language: str,
    corrections: Mapping[str, Correction] | None = None,
) -> Feedback:
    """What a handed-in attempt may say. `has_passed`: whether its person passed the quiz, now or before.

    `corrections`: the questions whose key was corrected, where it was marked again by it.
    """
    marks = attempt.marks or {}
    left_out = {name for name, mark in marks.items() if mark.get("by") == Decision.LEFT_OUT}
    right = {name for name, mark in marks.items() if mark["is_right"]}
    lens = _Lens(
        content=content,
        responses=responses,
        right=frozenset(right - left_out),
        shows_key=may_show_key(
            quiz.review, is_handed_in=not attempt.is_open, has_passed=has_passed
        ),
        language=language,
        marks=marks,
        corrections=corrections or {},
    )
    by_id = {question.id: question for question in quiz.questions}
    by_id |= {name: correction.question for name, correction in lens.corrections.items()}
    done = lens.right | left_out
    reviewed = tuple(
        _question(number, by_id[drawn.question], drawn, lens)
        for number, drawn in enumerate(attempt.draw, start=1)
    )
    wrong = [by_id[drawn.question] for drawn in attempt.draw if drawn.question not in done]
    return Feedback(
        shows_key=lens.shows_key,
        questions=reviewed,
        right=len(lens.right),
        critical_wrong=tuple(q for q in reviewed if q.is_critical and q.id not in done),
        read_again=_lessons(wrong, lens),
    )


def review_one(
    question: Question, drawn: Drawn, answer: Stored, content: RevisionContent, language: str
) -> ReviewedQuestion:
    """What a practice quiz says of an answer as soon as it is given: all of it."""
    right = {question.id} if mark_question(question, answer).is_right else set()
    lens = _Lens(
        content=content,
        responses={question.id: StoredResponse(answer, 1)},
        right=frozenset(right),
        shows_key=True,
        language=language,
    )
    return _question(1, question, drawn, lens)


def _question(number: int, question: Question, drawn: Drawn, lens: _Lens) -> ReviewedQuestion:
    answer = lens.answer(question.id)
    by_index = {choice.index: choice for choice in question.choices}
    has_choices = question.type in CHOICE_TYPES
    counts = lens.again(question.id) != Decision.LEFT_OUT
    return ReviewedQuestion(
        number=number,
        id=question.id,
        type=question.type,
        heading=lens.text(question.heading),
        html=with_blanks(lens.text(question.text)),
        is_critical=question.is_critical,
        is_answered=not is_blank(answer),
        is_right=question.id in lens.right if lens.shows_key and counts else None,
        choices=tuple(_choice(by_index[index], index in answer, lens) for index in drawn.choices)
        if has_choices
        else (),
        parts=() if has_choices else _parts(question, answer, lens),
        explanation=(lens.text(question.explanation) or None) if lens.shows_key else None,
        read_again=_lessons([question], lens) if lens.shows_key else (),
        marked_again=lens.again(question.id),
    )


def _parts(question: Question, answer: Answer, lens: _Lens) -> tuple[ReviewedPart, ...]:
    if question.type == "matching":
        texts = [lens.text(choice.text) for choice in question.choices]
        return tuple(
            _part(lens.text(left), _at(texts, _number(answer, at)), texts[right], lens)
            for at, (left, right) in enumerate(zip(question.lefts, question.pairs, strict=True))
        )
    if question.type == "ordering":
        texts = [lens.text(choice.text) for choice in question.choices]
        return tuple(
            _part(place + 1, _standing_at(place, texts, answer), right, lens)
            for place, right in enumerate(texts)
        )
    given = (answer,) if isinstance(answer, str) else [str(one) for one in answer]
    return tuple(
        _text_part(question, at, accepted, given[at] if at < len(given) else "", lens)
        for at, accepted in enumerate(question.answers)
    )


def _part(label: str | int, given: str | None, right: str, lens: _Lens) -> ReviewedPart:
    if not lens.shows_key:
        return ReviewedPart(label, given, None, None)
    return ReviewedPart(label, given, right, given == right)


def _text_part(
    question: Question, at: int, accepted: Sequence[str], text: str, lens: _Lens
) -> ReviewedPart:
    label = at + 1 if question.type == "gaps" else None
    given = escape(text) if text.strip() else None
    if not lens.shows_key:
        return ReviewedPart(label, given, None, None)
    right = " / ".join(escape(one) for one in accepted)
    return ReviewedPart(label, given, right, is_right_text(question, accepted, text))


def _number(answer: Answer, at: int) -> int:
    given = answer[at] if at < len(answer) else NOTHING
    return given if isinstance(given, int) else NOTHING


def _at(texts: Sequence[str], index: int) -> str | None:
    return texts[index] if 0 <= index < len(texts) else None


def _standing_at(place: int, texts: Sequence[str], answer: Answer) -> str | None:
    """The item that was put in a place; several, where several were."""
    there = [text for item, text in enumerate(texts) if _number(answer, item) == place]
    return " / ".join(there) or None


def _choice(choice: Choice, is_chosen: bool, lens: _Lens) -> ReviewedChoice:
    """Feedback is shown for what was chosen only: the others' would be noise."""
    return ReviewedChoice(
        html=lens.text(choice.text),
        is_chosen=is_chosen,
        is_right=choice.is_right if lens.shows_key else None,
        feedback=(lens.text(choice.feedback) or None) if lens.shows_key and is_chosen else None,
    )


def _lessons(questions: Sequence[Question], lens: _Lens) -> tuple[ReadAgain, ...]:
    """The lessons that questions point at, each once, in the order of the course."""
    wanted = {place for question in questions for place in question.read_again}
    return tuple(
        ReadAgain(lesson.module_id, lesson.id, lesson.title(lens.language))
        for lesson in lens.content.lessons
        if (lesson.module_id, lesson.id) in wanted
    )
