"""Which options a reader took for the key, what told it so, and whether that is sure: asked about, never guessed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from portal.catalogue.exchange.model import DOUBTFUL, Question
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _


class Sign(StrEnum):
    """What marks options as right."""

    FILE = "file"
    BOLD = "bold"
    UNDERLINE = "underline"
    COLOUR = "colour"
    SHADE = "shade"
    ASTERISK = "asterisk"
    LINE = "line"
    TABLE = "table"
    TRAINER = "trainer"


SIGN_WORDS: Final[Mapping[Sign, Said]] = {
    Sign.FILE: _("the file says so"),
    Sign.BOLD: _("set in bold"),
    Sign.UNDERLINE: _("underlined"),
    Sign.COLOUR: _("in another colour"),
    Sign.SHADE: _("highlighted"),
    Sign.ASTERISK: _("marked with an asterisk"),
    Sign.LINE: _("named on a line below the question"),
    Sign.TABLE: _("named in the key at the end"),
    Sign.TRAINER: _("decided by you"),
}


class Doubt(StrEnum):
    """Why a key is not sure."""

    NOTHING = "nothing"
    NO_SUCH_OPTION = "no_such_option"
    DISAGREE = "disagree"
    SEVERAL = "several"
    SAME_LETTER = "same_letter"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sign, and the indexes of the options it marks (none where it names an option that is not there)."""

    sign: Sign
    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class UnderstoodKey:
    """`right`: indexes of options, empty where there is a doubt; `doubt_said`: the doubt in words."""

    right: frozenset[int] = frozenset()
    candidates: tuple[Candidate, ...] = ()
    doubt: Doubt | None = None
    doubt_said: Said | None = None


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question as it was read, with its key as it was understood; `place`: where it stands in its file."""

    question: Question
    key: UnderstoodKey
    place: Said

    @property
    def is_doubtful(self) -> bool:
        return self.key.doubt is not None


class NotAnOption(ValueError):
    """What was chosen is not among the question's options, or the question has none."""


NO_SUCH_OPTION: Final = UnderstoodKey(
    doubt=Doubt.NO_SUCH_OPTION, doubt_said=_("the key names an option that is not there")
)
NOTHING_MARKED: Final = UnderstoodKey(
    doubt=Doubt.NOTHING, doubt_said=_("no option is marked as right")
)


def several_marked(right: frozenset[int], sign: Sign = Sign.FILE) -> UnderstoodKey:
    """Of a question that asks for one option only."""
    names = ", ".join(chr(ord("A") + at) for at in sorted(right))
    said = _("several options are marked (%(options)s)", options=names)
    return UnderstoodKey(candidates=(Candidate(sign, right),), doubt=Doubt.SEVERAL, doubt_said=said)


def key_of(question: Question) -> UnderstoodKey:
    """Of a question whose file says plainly what is right; where it says nothing, that is the doubt."""
    if not question.options:
        return UnderstoodKey()
    right = frozenset(at for at, option in enumerate(question.options) if option.correct)
    if right:
        return UnderstoodKey(right, (Candidate(Sign.FILE, right),))
    return NOTHING_MARKED


def doubtful(question: Question) -> Question:
    """The question with none of its options marked as right, and the class that says so."""
    options = tuple(replace(option, correct=False) for option in question.options)
    classes = tuple(dict.fromkeys([*question.classes, DOUBTFUL]))
    return replace(question, type="one", options=options, classes=classes)


def decided(
    read: Sequence[ReadQuestion], chosen: Mapping[int, Collection[int]]
) -> list[ReadQuestion]:
    """All of them, those at the indexes in `chosen` with these options as their key.

    An empty choice decides nothing: a doubtful question stays doubtful. Raises NotAnOption.
    """
    if any(not 0 <= at < len(read) for at in chosen):
        raise NotAnOption
    return [_decided(one, frozenset(chosen.get(at, ()))) for at, one in enumerate(read)]


def sure(read: Iterable[ReadQuestion]) -> list[Question]:
    """The questions whose key is no matter of doubt (any more)."""
    return [one.question for one in read if not one.is_doubtful]


def _decided(one: ReadQuestion, right: frozenset[int]) -> ReadQuestion:
    question = one.question
    if not right or right == one.key.right:
        return one
    if not right <= set(range(len(question.options))):
        raise NotAnOption
    options = tuple(
        replace(option, correct=at in right) for at, option in enumerate(question.options)
    )
    is_several = len(right) > 1 or (question.type == "several" and not one.is_doubtful)
    classes = tuple(name for name in question.classes if name != DOUBTFUL)
    final = replace(
        question, type="several" if is_several else "one", options=options, classes=classes
    )
    key = replace(one.key, right=right, doubt=None, doubt_said=None)
    candidates = (*key.candidates, Candidate(Sign.TRAINER, right))
    return replace(one, question=final, key=replace(key, candidates=candidates))
