"""A course package as frozen values: what its files say, before anything is rendered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from portal.catalogue.media_types import Kind

#: the first is the original, the others are translations that may be missing
LANGUAGES: Final = ("vi", "en")
ORIGINAL: Final = LANGUAGES[0]

QuestionType = Literal["one", "several", "short", "number", "matching", "ordering", "gaps"]
#: practice: with feedback at once, as often as one likes; certifying: to be passed before the exam opens
QuizKind = Literal["exam", "practice", "certifying"]
#: how a question is answered, as it is written; None: nothing there to answer with
AnswerKind = Literal["choices", "answers", "pairs", "items", "gaps"] | None
Draw = int | Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Markdown in one file; `line` is where it begins."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class WrittenChoice:
    text: Passage
    feedback: Passage | None
    is_right: bool


@dataclass(frozen=True, slots=True)
class WrittenPair:
    left: Passage
    right: Passage


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap on a line of its file, and what is right in it."""

    line: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A prompt and what answers it: a quiz question's body, or a self-check inside a lesson.

    Of choices, answers (`= …`), pairs, items (in the right order) and gaps only those of its kind are there.
    """

    prompt: Passage
    choices: tuple[WrittenChoice, ...] = ()
    explanation: Passage | None = None
    kind: AnswerKind = "choices"
    answers: tuple[Passage, ...] = ()
    pairs: tuple[WrittenPair, ...] = ()
    items: tuple[Passage, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def key(self) -> tuple[bool, ...]:
        return tuple(choice.is_right for choice in self.choices)

    @property
    def rights(self) -> tuple[Passage, ...]:
        """The right sides, each text once: what a left side is matched with."""
        first: dict[str, Passage] = {}
        for pair in self.pairs:
            first.setdefault(_plain(pair.right), pair.right)
        return tuple(first.values())

    @property
    def matches(self) -> tuple[int, ...]:
        """For each left side the place of what belongs to it among `rights`."""
        texts = [_plain(right) for right in self.rights]
        return tuple(texts.index(_plain(pair.right)) for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One question in one language."""

    heading: Passage
    written: WrittenQuestion


@dataclass(frozen=True, slots=True)
class Question:
    """`classes` are the author's own; those with a meaning of their own have fields."""

    id: str
    type: QuestionType
    points: int
    is_critical: bool
    is_fixed: bool
    classes: tuple[str, ...]
    texts: Mapping[str, QuestionText]
    is_exact: bool = False

    @property
    def written(self) -> WrittenQuestion:
        """As the original has it: what the key is read from."""
        return next(iter(self.texts.values())).written


@dataclass(frozen=True, slots=True)
class Quiz:
    """pass_mark: a share (0–1). draw: how many are asked, or how many by class; None: all."""

    path: str
    titles: Mapping[str, str]
    pass_mark: float
    attempts: int | None
    cooldown_hours: int
    draw: Draw
    time_limit_minutes: int | None
    shuffle: bool
    review: str
    questions: tuple[Question, ...]
    lines: Mapping[str, int] = field(default_factory=dict)
    kind: QuizKind = "exam"


@dataclass(frozen=True, slots=True)
class Lesson:
    id: str
    path: str
    minutes: int
    facts: tuple[str, ...]
    titles: Mapping[str, str]
    bodies: Mapping[str, Passage]
    lines: Mapping[str, int]
    is_scenario: bool = False


@dataclass(frozen=True, slots=True)
class Module:
    id: str
    path: str
    titles: Mapping[str, str]
    objectives: Mapping[str, tuple[str, ...]]
    bodies: Mapping[str, Passage]
    lessons: tuple[Lesson, ...]
    quiz: Quiz | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A file of media/ as readers get it: digest, type, bytes; sides in pixels where it has them.

    A picture is encoded anew, so these are not those of the file at `path`.
    """

    path: str
    digest: str
    media_type: str
    size: int
    kind: Kind
    width: int | None = None
    height: int | None = None

    @property
    def name(self) -> str:
        name = self.path.rsplit("/", 1)[-1]
        return f"{name.rsplit('.', 1)[0]}.webp" if self.kind is Kind.PICTURE else name


@dataclass(frozen=True, slots=True)
class CoursePackage:
    slug: str
    level: str
    minutes: int
    valid_months: int
    prerequisites: tuple[str, ...]
    digcomp: tuple[str, ...]
    authors: tuple[str, ...]
    licence: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    bodies: Mapping[str, Passage]
    modules: tuple[Module, ...]
    exam: Quiz | None
    media: Mapping[str, Media]
    lines: Mapping[str, int]

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)


def _plain(passage: Passage) -> str:
    return " ".join(passage.text.casefold().split())
