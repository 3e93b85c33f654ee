"""What those who handed in in a room show of each question: how many had it right, and what the others fell for. Pure.

A room is smaller than statistics ask for (quizzes/statistics.py, LEAST), so this counts and concludes nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portal.catalogue.content import Question
from portal.quizzes.answers import CHOICE_TYPES
from portal.rooms.records import Participant


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


def most_common_revision(people: Sequence[Participant]) -> int | None:
    """That most of those who handed in were asked from: one may be published meanwhile. None before the first."""
    revisions = Counter(one.revision_id for one in people if one.has_handed_in)
    return max(revisions, key=lambda one: (revisions[one], one), default=None)


def questions_in_room(
    questions: Sequence[Question], people: Sequence[Participant]
) -> tuple[QuestionInRoom, ...]:
    """Those that were asked, the hardest first; as written where equally many had them right."""
    asked = ((one, [who for who in people if one.id in (who.marks or {})]) for one in questions)
    counted = [_counted(question, who) for question, who in asked if who]
    return tuple(sorted(counted, key=lambda one: one.share))


def _counted(question: Question, people: Sequence[Participant]) -> QuestionInRoom:
    right = sum((who.marks or {})[question.id]["is_right"] for who in people)
    wrong = {choice.index for choice in question.choices if not choice.is_right}
    chosen = Counter(
        index
        for who in people
        if question.type in CHOICE_TYPES
        for index in who.answers.get(question.id, ())
        if index in wrong
    )
    index, times = max(chosen.items(), key=lambda one: one[1], default=(None, 0))
    if times < 2:
        return QuestionInRoom(question, len(people), right)
    return QuestionInRoom(question, len(people), right, index, times)
