"""Which questions an attempt gets, and in which order they and their choices stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from portal.catalogue.content import Question, Quiz

#: the class of a question that carries none of those the draw names
DEFAULT_CLASS: Final = "default"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question of an attempt, and its choices, right sides or items (indexes as written) in the order shown."""

    question: str
    choices: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        return {"question": self.question, "choices": list(self.choices)}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Drawn":
        return cls(row["question"], tuple(row["choices"]))


def draw(quiz: Quiz, seen: Mapping[str, int], chance: Random) -> tuple[Drawn, ...]:
    """The questions of a new attempt. `seen`: how often this person had each question before.

    What was seen least comes first; where the questions to draw from have critical ones, at least one is drawn.
    """
    chosen: set[str] = set()
    swappable: list[tuple[list[Question], int]] = []
    for pool, count in _pools(quiz):
        ranked = _least_seen_first(pool, seen, chance)
        chosen.update(question.id for question in ranked[:count])
        if 0 < count < len(ranked):
            swappable.append((ranked, count))
    _make_one_critical(quiz.questions, chosen, swappable)
    questions = [question for question in quiz.questions if question.id in chosen]
    if quiz.shuffle:
        chance.shuffle(questions)
    return tuple(
        Drawn(question.id, _order(question, quiz.shuffle, chance)) for question in questions
    )


def only(quiz: Quiz, questions: Collection[str]) -> Quiz:
    """The quiz with these questions alone: an attempt draws them all, but no more than it drew before."""
    kept = tuple(question for question in quiz.questions if question.id in questions)
    return replace(quiz, questions=kept, draw=min(len(kept), count_drawn(quiz)))


def count_drawn(quiz: Quiz) -> int:
    """How many questions an attempt has."""
    return sum(count for _, count in _pools(quiz))


def _pools(quiz: Quiz) -> Iterable[tuple[Sequence[Question], int]]:
    """The questions apart by class, each with how many to draw from it."""
    if quiz.draw is None:
        return [(quiz.questions, len(quiz.questions))]
    if isinstance(quiz.draw, int):
        return [(quiz.questions, quiz.draw)]
    pools: dict[str, list[Question]] = {name: [] for name in quiz.draw}
    for question in quiz.questions:
        pool = pools.get(_class_of(question, quiz.draw))
        if pool is not None:
            pool.append(question)
    return [(pool, quiz.draw[name]) for name, pool in pools.items()]


def _class_of(question: Question, named: Mapping[str, int]) -> str:
    return next((name for name in question.classes if name in named), DEFAULT_CLASS)


def _least_seen_first(
    pool: Sequence[Question], seen: Mapping[str, int], chance: Random
) -> list[Question]:
    mixed = list(pool)
    chance.shuffle(mixed)
    return sorted(mixed, key=lambda question: seen.get(question.id, 0))


def _make_one_critical(
    questions: Sequence[Question], chosen: set[str], swappable: Sequence[tuple[list[Question], int]]
) -> None:
    """Without a critical question in the draw, the first one left out takes the last place of its class."""
    if any(question.is_critical for question in questions if question.id in chosen):
        return
    for ranked, count in swappable:
        left_out = next((question for question in ranked[count:] if question.is_critical), None)
        if left_out is not None:
            chosen.remove(ranked[count - 1].id)
            chosen.add(left_out.id)
            return


def _order(question: Question, shuffle: bool, chance: Random) -> tuple[int, ...]:
    """Right sides and items are always mixed, evenly: they are written in the right order, which is the key."""
    indexes = [choice.index for choice in question.choices]
    if question.type in ("matching", "ordering") or (shuffle and not question.is_fixed):
        chance.shuffle(indexes)
    return tuple(indexes)
