"""A marked attempt as its reader gets it: what they chose, and what the review rule lets them see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.content import Choice, Question, RevisionContent, Texts, in_language
from portal.quizzes.drawing import Drawn
from portal.quizzes.records import AttemptRecord, StoredResponse
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
class ReviewedQuestion:
    number: int
    id: str
    heading: str
    html: str
    is_critical: bool
    is_answered: bool
    is_right: bool | None
    choices: tuple[ReviewedChoice, ...]
    explanation: str | None
    read_again: tuple[ReadAgain, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """`critical_wrong` and `read_again` name what to work on, also where the key stays hidden."""

    shows_key: bool
    questions: tuple[ReviewedQuestion, ...]
    right: int
    critical_wrong: tuple[ReviewedQuestion, ...]
    read_again: tuple[ReadAgain, ...]


@dataclass(frozen=True, slots=True)
class _Lens:
    """What every question is looked at through."""

    content: RevisionContent
    responses: Mapping[str, StoredResponse]
    right: frozenset[str]
    shows_key: bool
    language: str

    def chosen(self, question_id: str) -> tuple[int, ...]:
        stored = self.responses.get(question_id)
        return stored.chosen if stored else ()

    def text(self, texts: Texts) -> str:
        return in_language(texts, self.language)


def make_feedback(
    attempt: AttemptRecord,
    content: RevisionContent,
    responses: Mapping[str, StoredResponse],
    *,
    has_passed: bool,
    language: str,
) -> Feedback:
    """What a handed-in attempt may say. `has_passed`: whether its person passed the quiz, now or before."""
    quiz = content.exam
    marks = attempt.marks or {}
    lens = _Lens(
        content=content,
        responses=responses,
        right=frozenset(identity for identity, mark in marks.items() if mark["is_right"]),
        shows_key=may_show_key(
            quiz.review, is_handed_in=not attempt.is_open, has_passed=has_passed
        ),
        language=language,
    )
    by_id = {question.id: question for question in quiz.questions}
    reviewed = tuple(
        _question(number, by_id[drawn.question], drawn, lens)
        for number, drawn in enumerate(attempt.draw, start=1)
    )
    wrong = [by_id[drawn.question] for drawn in attempt.draw if drawn.question not in lens.right]
    return Feedback(
        shows_key=lens.shows_key,
        questions=reviewed,
        right=len(lens.right),
        critical_wrong=tuple(q for q in reviewed if q.is_critical and q.id not in lens.right),
        read_again=_lessons(wrong, lens),
    )


def _question(number: int, question: Question, drawn: Drawn, lens: _Lens) -> ReviewedQuestion:
    chosen = lens.chosen(question.id)
    by_index = {choice.index: choice for choice in question.choices}
    return ReviewedQuestion(
        number=number,
        id=question.id,
        heading=lens.text(question.heading),
        html=lens.text(question.text),
        is_critical=question.is_critical,
        is_answered=bool(chosen),
        is_right=question.id in lens.right if lens.shows_key else None,
        choices=tuple(_choice(by_index[index], index in chosen, lens) for index in drawn.choices),
        explanation=(lens.text(question.explanation) or None) if lens.shows_key else None,
        read_again=_lessons([question], lens) if lens.shows_key else (),
    )


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
