"""What answers are worth (content.md): the share of a question that is right, its points, and when a quiz is passed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.catalogue.content import Question, Quiz


@dataclass(frozen=True, slots=True)
class Mark:
    """What one question brought: a share of 0–1 of its points. Right means the whole of it."""

    question: str
    share: Fraction

    @property
    def is_right(self) -> bool:
        return self.share == 1


@dataclass(frozen=True, slots=True)
class Result:
    """Of a whole attempt; the score is exact, so that 12 of 15 is the 0.8 that passes."""

    score: Fraction
    is_passed: bool
    marks: tuple[Mark, ...]
    critical_wrong: tuple[str, ...]


def mark_question(question: Question, chosen: Collection[int]) -> Mark:
    """One choice: all or nothing. Several: share of right ones chosen less share of wrong ones, never below 0."""
    right = {choice.index for choice in question.choices if choice.is_right}
    wrong = {choice.index for choice in question.choices} - right
    if question.type == "one":
        return Mark(question.id, Fraction(len(chosen) == 1 and set(chosen) <= right))
    gained = Fraction(len(right & set(chosen)), len(right))
    lost = Fraction(len(wrong & set(chosen)), len(wrong)) if wrong else Fraction(0)
    return Mark(question.id, max(gained - lost, Fraction(0)))


def mark_quiz(quiz: Quiz, drawn: Sequence[str], chosen: Mapping[str, Collection[int]]) -> Result:
    """Marks of the drawn questions; one without an answer brings nothing. A wrong critical one fails the whole."""
    by_id = {question.id: question for question in quiz.questions}
    questions = [by_id[identity] for identity in drawn]
    marks = tuple(mark_question(question, chosen.get(question.id, ())) for question in questions)
    worth = [Fraction(question.points) for question in questions]
    gained = sum(
        (mark.share * points for mark, points in zip(marks, worth, strict=True)), Fraction(0)
    )
    score = gained / sum(worth)
    critical_wrong = tuple(
        question.id
        for question, mark in zip(questions, marks, strict=True)
        if question.is_critical and not mark.is_right
    )
    reaches = score >= Fraction(str(quiz.pass_mark))
    return Result(score, reaches and not critical_wrong, marks, critical_wrong)
