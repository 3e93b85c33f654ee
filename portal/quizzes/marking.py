"""What answers are worth (content.md): the share of a question that is right, its points, and when a quiz is passed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from portal.catalogue.content import Question, Quiz
from portal.catalogue.numbers import read_number, read_range
from portal.kernel.text import fold, tidy
from portal.quizzes.answers import TEXT_TYPES, Answer


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


def mark_question(question: Question, answer: Answer) -> Mark:
    """What an answer (as stored) brings; one of another shape than its question's brings nothing."""
    if isinstance(answer, str):
        is_text = question.type in TEXT_TYPES
        is_right = is_text and is_right_text(question, question.answers[0], answer)
        return Mark(question.id, Fraction(is_right))
    if question.type == "gaps":
        return Mark(question.id, _share_of_gaps(question, [str(one) for one in answer]))
    chosen = [one for one in answer if isinstance(one, int)]
    if question.type == "one":
        return Mark(question.id, _all_or_nothing(question, chosen))
    if question.type == "several":
        return Mark(question.id, _right_less_wrong(question, chosen))
    if question.type == "matching":
        return Mark(question.id, _share_of_pairs(question, chosen))
    if question.type == "ordering":
        return Mark(question.id, _share_of_neighbours(question, chosen))
    return Mark(question.id, Fraction(0))


def is_right_text(question: Question, accepted: Sequence[str], text: str) -> bool:
    """Whether a text is one of those accepted: as a number in a range, else as it is spelt.

    Case and accents do not count, unless the question is exact.
    """
    if question.type == "number":
        number = read_number(text)
        ranges = (read_range(one) for one in accepted)
        return number is not None and any(one is not None and one.holds(number) for one in ranges)
    same = tidy if question.is_exact else fold
    return bool(text.strip()) and same(text) in {same(one) for one in accepted}


def _all_or_nothing(question: Question, chosen: Sequence[int]) -> Fraction:
    right = {choice.index for choice in question.choices if choice.is_right}
    return Fraction(len(chosen) == 1 and set(chosen) <= right)


def _right_less_wrong(question: Question, chosen: Sequence[int]) -> Fraction:
    """Share of right ones chosen less share of wrong ones, never below 0."""
    right = {choice.index for choice in question.choices if choice.is_right}
    wrong = {choice.index for choice in question.choices} - right
    gained = Fraction(len(right & set(chosen)), len(right))
    lost = Fraction(len(wrong & set(chosen)), len(wrong)) if wrong else Fraction(0)
    return max(gained - lost, Fraction(0))


def _share_of_gaps(question: Question, texts: Sequence[str]) -> Fraction:
    filled = zip(question.answers, texts, strict=False)
    right = sum(is_right_text(question, accepted, text) for accepted, text in filled)
    return Fraction(right, len(question.answers))


def _share_of_pairs(question: Question, chosen: Sequence[int]) -> Fraction:
    right = sum(a == b for a, b in zip(question.pairs, chosen, strict=False))
    return Fraction(right, len(question.pairs))


def _share_of_neighbours(question: Question, places: Sequence[int]) -> Fraction:
    """Of each item and the one after it: do they stand one after the other, and alone in their places?"""
    alone = {place for place, count in Counter(places).items() if count == 1 and place >= 0}
    right = sum({here, after} <= alone and after == here + 1 for here, after in pairwise(places))
    return Fraction(right, len(question.choices) - 1)


def mark_quiz(quiz: Quiz, drawn: Sequence[str], answers: Mapping[str, Answer]) -> Result:
    """Marks of the drawn questions; one without an answer brings nothing. A wrong critical one fails the whole."""
    by_id = {question.id: question for question in quiz.questions}
    return add_up(quiz, [mark_question(by_id[name], answers.get(name, ())) for name in drawn])


def add_up(quiz: Quiz, marks: Sequence[Mark]) -> Result:
    """What marks of the quiz's questions, at least one, come to."""
    by_id = {question.id: question for question in quiz.questions}
    questions = [by_id[mark.question] for mark in marks]
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
    return Result(score, reaches and not critical_wrong, tuple(marks), critical_wrong)
