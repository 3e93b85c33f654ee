"""What first attempts tell of a quiz's questions, and of attempts that look odd. Pure.

*Facility* is the mean share of its points that a question brought. *Discrimination* is the correlation of that share
with the rest score (the share of points that the same person gained on the other questions): the point-biserial
coefficient where a question is right or wrong, Pearson's where there is partial credit (Crocker & Algina, Introduction
to Classical and Modern Test Theory, 1986, ch. 14). Both say little of few people, so nothing is said before `LEAST`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean
from typing import Final

from portal.catalogue.content import Question
from portal.quizzes.answers import CHOICE_TYPES, Stored, is_blank

#: people before anything is said of a question
LEAST: Final = 30
#: this share of people, who did best on the other questions, is called strong, and who did as well as they
_STRONG: Final = 1 / 3
_EASY, _HARD, _WEAK, _UNUSED = 0.95, 0.3, 0.1, 0.02
#: nobody reads faster than this many words a second and still takes them in
_FASTEST_WORDS: Final = 8.0
#: as many equal wrong answers, and no other wrong one, are no accident
_EQUAL_WRONG: Final = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's first attempt. `shares`: 0–1 by question drawn; `answers` as stored; `seconds` from start to
    hand-in; `receipt` names it without naming the person."""

    receipt: str
    shares: Mapping[str, float]
    answers: Mapping[str, Stored]
    seconds: float


class Finding(StrEnum):
    """What is to be said of a question, the gravest first."""

    TOO_FEW = "too_few"
    MISLEADING = "misleading"  # most who did well chose the same wrong choice
    REVERSED = "reversed"  # who does well gets it wrong more often
    HARD = "hard"
    EASY = "easy"
    WEAK = "weak"  # right or wrong has little to do with the rest
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class ChoiceUse:
    """Shares (0–1) of all who got the question, and of the strong, that chose a choice."""

    index: int
    is_right: bool
    share: float
    of_strong: float

    @property
    def is_unused(self) -> bool:
        return not self.is_right and self.share < _UNUSED


@dataclass(frozen=True, slots=True)
class QuestionStatistics:
    """`missing`: how many people more it takes; figures are None until then.

    `discrimination` is None too where all did alike. `misleading` is the choice that the strong fell for.
    """

    question: str
    people: int
    missing: int
    facility: float | None = None
    discrimination: float | None = None
    blank: float | None = None
    choices: tuple[ChoiceUse, ...] = ()
    misleading: int | None = None

    @property
    def finding(self) -> Finding:
        if self.facility is None:
            return Finding.TOO_FEW
        if self.misleading is not None:
            return Finding.MISLEADING
        if self.discrimination is not None and self.discrimination < 0:
            return Finding.REVERSED
        if self.facility < _HARD:
            return Finding.HARD
        if self.facility > _EASY:
            return Finding.EASY
        is_weak = self.discrimination is not None and self.discrimination < _WEAK
        return Finding.WEAK if is_weak else Finding.FINE


def question_statistics(
    question: Question, sheets: Iterable[Sheet], points: Mapping[str, int]
) -> QuestionStatistics:
    """Of the sheets on which the question was drawn; `points` of every question of the quiz."""
    drawn = [sheet for sheet in sheets if question.id in sheet.shares]
    missing = max(0, LEAST - len(drawn))
    if missing:
        return QuestionStatistics(question.id, len(drawn), missing)
    shares = [sheet.shares[question.id] for sheet in drawn]
    rests = [rest_score(sheet, question.id, points) for sheet in drawn]
    uses = _choice_uses(question, drawn, rests)
    misleading = (use.index for use in uses if not use.is_right and use.of_strong > 1 / 2)
    blanks = [is_blank(sheet.answers.get(question.id, ())) for sheet in drawn]
    return QuestionStatistics(
        question=question.id,
        people=len(drawn),
        missing=0,
        facility=fmean(shares),
        discrimination=correlation(shares, rests),
        blank=fmean(blanks),
        choices=uses,
        misleading=next(misleading, None),
    )


def rest_score(sheet: Sheet, question: str, points: Mapping[str, int]) -> float:
    """The share of points gained on the other questions; 0 where there were none."""
    others = [
        (points.get(name, 1), share) for name, share in sheet.shares.items() if name != question
    ]
    worth = sum(point for point, _ in others)
    return sum(point * share for point, share in others) / worth if worth else 0.0


def correlation(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Pearson's r, -1 to 1; None where either does not vary."""
    mean, other_mean = fmean(ones), fmean(others)
    away = [one - mean for one in ones]
    other_away = [other - other_mean for other in others]
    spread = sqrt(sum(a * a for a in away) * sum(b * b for b in other_away))
    if spread < 1e-12:
        return None
    found = sum(a * b for a, b in zip(away, other_away, strict=True)) / spread
    return max(-1.0, min(1.0, found))


def quick_sheets(sheets: Iterable[Sheet], words: Mapping[str, int]) -> tuple[Sheet, ...]:
    """Those handed in sooner than anybody could have read what was asked. `words` of each question and its choices."""
    return tuple(
        sheet
        for sheet in sheets
        if sheet.seconds < sum(words.get(name, 0) for name in sheet.shares) / _FASTEST_WORDS
    )


def equal_sheets(sheets: Iterable[Sheet]) -> tuple[tuple[Sheet, ...], ...]:
    """Groups with the same wrong answers to the same questions, at least four, and no other wrong one."""
    groups: defaultdict[frozenset[tuple[str, str]], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        wrong = frozenset(
            (name, repr(sheet.answers[name]))
            for name, share in sheet.shares.items()
            if share < 1 and not is_blank(sheet.answers.get(name, ()))
        )
        if len(wrong) >= _EQUAL_WRONG:
            groups[wrong].append(sheet)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _choice_uses(
    question: Question, drawn: Sequence[Sheet], rests: Sequence[float]
) -> tuple[ChoiceUse, ...]:
    if question.type not in CHOICE_TYPES:
        return ()
    least = sorted(rests, reverse=True)[round(len(rests) * _STRONG) - 1]
    strong = [sheet for sheet, rest in zip(drawn, rests, strict=True) if rest >= least]
    all_chosen, strong_chosen = _chosen(question, drawn), _chosen(question, strong)
    return tuple(
        ChoiceUse(
            choice.index,
            choice.is_right,
            all_chosen[choice.index] / len(drawn),
            strong_chosen[choice.index] / len(strong),
        )
        for choice in question.choices
    )


def _chosen(question: Question, sheets: Sequence[Sheet]) -> Counter[object]:
    answers = (sheet.answers.get(question.id, ()) for sheet in sheets)
    return Counter(index for answer in answers if not isinstance(answer, str) for index in answer)
