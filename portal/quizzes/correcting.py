"""A question as it was asked, with the key that it has now. Pure.

Only the key is taken from the newer revision: wording, points, what must be right and the pass mark stay those that
the attempt was taken under.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.catalogue.content import Question, Texts
from portal.catalogue.package import ORIGINAL
from portal.kernel.text import tidy
from portal.quizzes.answers import CHOICE_TYPES, TEXT_TYPES, Answer


class Change(StrEnum):
    """What became of a question. Only where its key alone differs can given answers be marked by the new one."""

    NONE = "none"
    KEY = "key"
    CHOICES = "choices"  # something else can be chosen, matched, put in order or filled in
    TYPE = "type"  # it is answered in another way
    GONE = "gone"  # it is not asked any more


@dataclass(frozen=True, slots=True)
class Correction:
    """`question`: as asked, with the newer key and explanation; as it was where it cannot have that.

    `order`: of an ordering, for each item as it stands in `question` its index as asked; empty where they stand alike.
    """

    change: Change
    question: Question
    order: tuple[int, ...] = ()

    def answer(self, stored: Answer) -> Answer:
        """A stored answer in the terms of `question`."""
        if isinstance(stored, str) or len(stored) != len(self.order):
            return stored
        return [one for place in self.order if isinstance(one := stored[place], int)]


def correct(asked: Question, newer: Question | None) -> Correction:
    """What became of a question since it was asked."""
    if newer is None:
        return Correction(Change.GONE, asked)
    kinds = (CHOICE_TYPES, TEXT_TYPES, frozenset({asked.type}))
    if not any({asked.type, newer.type} <= kind for kind in kinds):
        return Correction(Change.TYPE, asked)
    if asked.type in CHOICE_TYPES:
        found = _choices(asked, newer)
    elif asked.type == "matching":
        found = _matching(asked, newer)
    elif asked.type == "ordering":
        return _ordering(asked, newer)
    else:
        found = _texts(asked, newer)
    if found is None:
        return Correction(Change.CHOICES, asked)
    if _key(found) == _key(asked):
        return Correction(Change.NONE, asked)
    return Correction(Change.KEY, replace(found, explanation=newer.explanation))


def _choices(asked: Question, newer: Question) -> Question | None:
    """Asked as one choice, any of several right ones is right: more could not be chosen."""
    places = _places([one.text for one in asked.choices], [one.text for one in newer.choices])
    if places is None or len(places) != len(newer.choices):
        return None
    by_place = [newer.choices[place] for place in places]
    choices = tuple(
        replace(one, is_right=now.is_right, feedback=now.feedback)
        for one, now in zip(asked.choices, by_place, strict=True)
    )
    return replace(asked, choices=choices)


def _matching(asked: Question, newer: Question) -> Question | None:
    """Every side that is right now must have been there to choose."""
    lefts = _places(asked.lefts, newer.lefts)
    rights = _places([one.text for one in newer.choices], [one.text for one in asked.choices])
    if lefts is None or rights is None or len(lefts) != len(newer.lefts):
        return None
    return replace(asked, pairs=tuple(rights[newer.pairs[left]] for left in lefts))


def _ordering(asked: Question, newer: Question) -> Correction:
    order = _places([one.text for one in newer.choices], [one.text for one in asked.choices])
    if order is None or len(order) != len(asked.choices):
        return Correction(Change.CHOICES, asked)
    if order == tuple(range(len(order))):
        return Correction(Change.NONE, asked)
    items = tuple(replace(asked.choices[place], index=index) for index, place in enumerate(order))
    question = replace(asked, choices=items, explanation=newer.explanation)
    return Correction(Change.KEY, question, order)


def _texts(asked: Question, newer: Question) -> Question | None:
    if len(asked.answers) != len(newer.answers):
        return None
    return replace(asked, type=newer.type, answers=newer.answers, is_exact=newer.is_exact)


def _places(texts: Sequence[Texts], among: Sequence[Texts]) -> tuple[int, ...] | None:
    """For each text its place among others, by the original's words; None where one is missing or stands twice."""
    ours, theirs = _originals(texts), _originals(among)
    if ours == theirs:
        return tuple(range(len(ours)))
    if len(set(theirs)) < len(theirs) or not set(ours) <= set(theirs):
        return None
    return tuple(theirs.index(text) for text in ours)


def _originals(texts: Sequence[Texts]) -> list[str]:
    return [tidy(text.get(ORIGINAL, "")) for text in texts]


def is_asked_alike(asked: Question, now: Question) -> bool:
    """Whether readers see the same: only what is right, or why, differs at most."""
    look, look_now = (
        (one.type, one.heading, one.text, one.lefts, [choice.text for choice in one.choices])
        for one in (asked, now)
    )
    return look == look_now


def _key(question: Question) -> object:
    """All that decides whether an answer is right."""
    right = tuple(choice.is_right for choice in question.choices)
    accepted = tuple(frozenset(one) for one in question.answers)
    kind = question.type if question.type in TEXT_TYPES else ""
    return right, question.pairs, accepted, question.is_exact, kind
