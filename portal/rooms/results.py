"""What those who handed in in a room show of each question: how many had it right, and what the others fell for. Pure.

A room is smaller than statistics ask for (quizzes/statistics.py, LEAST), so this counts and concludes nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portal.catalogue.content import Question
from portal.quizzes.answers import CHOICE_TYPES
from portal.quizzes.statistics import Sheet


@dataclass(frozen=True, slots=True)
class QuestionInRoom:
    """`people` had it and handed in, `right` of them had it wholly right.

    `fallen_for`: index of the wrong choice taken most often, by `fallen` people; None where fewer than two took it.
    """

    question: Question
    people: int
    right: int
    fallen_for: int | None = None
    fallen: int = 0

    @property
    def share(self) -> float:
        return self.right / self.people

    @property
    def misled(self) -> bool:
        """More fell for one wrong choice than had it right."""
        return self.fallen > self.right


def questions_in_room(
    questions: Sequence[Question], sheets: Sequence[Sheet]
) -> tuple[QuestionInRoom, ...]:
    """Those that were asked, the hardest first; as written where equally many had them right."""
    asked = [_counted(one, sheets) for one in questions if any(one.id in s.shares for s in sheets)]
    return tuple(sorted(asked, key=lambda one: one.share))


def _counted(question: Question, sheets: Sequence[Sheet]) -> QuestionInRoom:
    drawn = [sheet for sheet in sheets if question.id in sheet.shares]
    right = sum(sheet.shares[question.id] == 1 for sheet in drawn)
    wrong = {choice.index for choice in question.choices if not choice.is_right}
    chosen = Counter(
        index
        for sheet in drawn
        if question.type in CHOICE_TYPES
        for index in sheet.answers.get(question.id, ())
        if index in wrong
    )
    index, times = max(chosen.items(), key=lambda one: one[1], default=(None, 0))
    if times < 2:
        return QuestionInRoom(question, len(drawn), right)
    return QuestionInRoom(question, len(drawn), right, index, times)
