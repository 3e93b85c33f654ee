"""A published revision as the rest of the portal reads it: rendered, in both languages, never changing.

Quizzes hold their keys here: nothing of them may be given to a page but through the quizzes package.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from portal.catalogue.facts import Fact
from portal.catalogue.package import ORIGINAL, Draw, QuestionType, QuizKind

#: the name of a course's final quiz
EXAM: Final = "exam"
#: of the questions that somebody is asked again after a change: some of the exam's
REFRESH: Final = "refresh"
#: ends the name of a quiz that is taken for practice, although it counts otherwise; short: names have 80 characters
_REHEARSAL: Final = "/try"
#: a text or HTML by language; a translation may be missing, the original is there
Texts = Mapping[str, str]


def rehearsal_of(name: str) -> str:
    """The name under which attempts at a quiz count for nothing: they are numbered and limited apart from its own."""
    return name + _REHEARSAL


def is_rehearsal(name: str) -> bool:
    return name.endswith(_REHEARSAL)


def in_language(texts: Texts, language: str) -> str:
    """The text in a language, else in the original's, else empty."""
    return texts.get(language) or texts.get(ORIGINAL, "")


def shown_language(texts: Texts, language: str) -> str:
    """The language in which `in_language` answers: the page marks it where it is not the reader's."""
    return language if texts.get(language) else ORIGINAL


@dataclass(frozen=True, slots=True)
class Choice:
    """`index` is the choice's place in the package; `feedback` is empty where there is none."""

    index: int
    text: Texts
    is_right: bool
    feedback: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """`heading` and the choices' texts are inline HTML; read_again names (module, lesson).

    `choices` are what is chosen from: of a matching question the right sides, of an ordering the items in the right
    order. `lefts` and `pairs`: of a matching question the left sides, and for each the index of the choice that
    belongs to it. `answers`: what is right, of a short answer or number in one tuple, else a tuple a gap; a gap
    stands in `text` as gaps.MARKER says.
    """

    id: str
    type: QuestionType
    points: int
    is_critical: bool
    is_fixed: bool
    classes: tuple[str, ...]
    heading: Texts
    text: Texts
    choices: tuple[Choice, ...]
    explanation: Texts
    read_again: tuple[tuple[str, str], ...]
    lefts: tuple[Texts, ...] = ()
    pairs: tuple[int, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Quiz:
    """pass_mark: a share (0–1). attempts None: unlimited; time_limit_minutes None: untimed."""

    titles: Texts
    pass_mark: float
    attempts: int | None
    cooldown_hours: int
    draw: Draw
    time_limit_minutes: int | None
    shuffle: bool
    review: str
    questions: tuple[Question, ...]
    kind: QuizKind = "exam"

    def title(self, language: str) -> str:
        return in_language(self.titles, language)

    def as_rehearsal(self) -> "Quiz":
        """The same questions as a practice quiz asks them: untimed, as often as one likes, and the key is told."""
        return replace(
            self,
            kind="practice",
            attempts=None,
            cooldown_hours=0,
            time_limit_minutes=None,
            review="submitted",
        )


@dataclass(frozen=True, slots=True)
class Lesson:
    id: str
    module_id: str
    titles: Texts
    minutes: int
    facts: tuple[Fact, ...]
    pages: Texts

    def title(self, language: str) -> str:
        return in_language(self.titles, language)

    def html(self, language: str) -> tuple[str, str]:
        """The lesson's HTML and the language it is in."""
        return in_language(self.pages, language), shown_language(self.pages, language)

    def is_under_review(self, today: date) -> bool:
        """Whether it teaches a fact that should have been looked at again by today."""
        return any(fact.is_overdue(today) for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Module:
    id: str
    titles: Texts
    objectives_by_language: Mapping[str, tuple[str, ...]]
    about: Texts
    lessons: tuple[Lesson, ...]
    quiz: Quiz | None = None

    @property
    def quiz_name(self) -> str:
        """How the module's quiz is told from the course's others."""
        return f"{self.id}/quiz"

    def title(self, language: str) -> str:
        return in_language(self.titles, language)

    def about_html(self, language: str) -> str:
        return in_language(self.about, language)

    def objectives(self, language: str) -> tuple[str, ...]:
        by_language = self.objectives_by_language
        return by_language.get(language) or by_language.get(ORIGINAL, ())


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What course.md says. `level` is the author's Vietnamese word; `code` is the scheme's."""

    slug: str
    code: str | None
    titles: Texts
    summaries: Texts
    about: Texts
    level: str
    minutes: int
    valid_months: int
    prerequisites: tuple[str, ...]
    digcomp: tuple[str, ...]
    authors: tuple[str, ...]
    licence: str

    def title(self, language: str) -> str:
        return in_language(self.titles, language)

    def summary(self, language: str) -> str:
        return in_language(self.summaries, language)

    def about_html(self, language: str) -> str:
        return in_language(self.about, language)


@dataclass(frozen=True, slots=True)
class RevisionContent:
    revision_id: int
    number: int
    published_at: datetime
    course: CourseFacts
    modules: tuple[Module, ...]
    lessons: tuple[Lesson, ...]
    exam: Quiz

    def find_lesson(self, module: str, lesson: str) -> Lesson | None:
        return next(
            (one for one in self.lessons if (one.module_id, one.id) == (module, lesson)), None
        )

    def find_module(self, module: str) -> Module | None:
        return next((one for one in self.modules if one.id == module), None)

    def find_quiz(self, name: str) -> Quiz | None:
        """EXAM, REFRESH (the exam, of which an attempt draws some), a module's `quiz_name`, or a rehearsal's name."""
        if is_rehearsal(name):
            quiz = self.find_quiz(name.removesuffix(_REHEARSAL))
            return quiz and quiz.as_rehearsal()
        if name in (EXAM, REFRESH):
            return self.exam
        return next((one.quiz for one in self.modules if one.quiz_name == name), None)

    def quiz(self, name: str) -> Quiz:
        """One that is there: of an attempt on this revision."""
        quiz = self.find_quiz(name)
        if quiz is None:
            raise LookupError(f"revision {self.revision_id} has no quiz {name}")
        return quiz

    def neighbours(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The lessons before and after, across modules."""
        place = self.lessons.index(lesson)
        before = self.lessons[place - 1] if place else None
        after = self.lessons[place + 1] if place + 1 < len(self.lessons) else None
        return before, after

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact the course teaches, once, in the order of their ids."""
        by_id = {fact.id: fact for lesson in self.lessons for fact in lesson.facts}
        return tuple(by_id[name] for name in sorted(by_id))

    def overdue_facts(self, today: date) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.is_overdue(today))

    def lessons_teaching(self, fact: Fact) -> tuple[Lesson, ...]:
        return tuple(lesson for lesson in self.lessons if fact in lesson.facts)
