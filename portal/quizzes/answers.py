"""What can be an answer to a question of an attempt, whoever sends it."""

from collections.abc import Sequence
from typing import Final

from portal.catalogue.content import Quiz
from portal.quizzes.drawing import Drawn
from portal.quizzes.errors import BadAnswer

#: what a 32-bit column holds, less room for a few changes more
HIGHEST_SEQUENCE: Final = 2_000_000_000


def checked_answer(
    quiz: Quiz, drawn: Sequence[Drawn], question_id: str, chosen: Sequence[int]
) -> list[int]:
    """The chosen indexes ascending, each once. Raises BadAnswer; choosing nothing is allowed."""
    shown = next((one for one in drawn if one.question == question_id), None)
    question = next((one for one in quiz.questions if one.id == question_id), None)
    if shown is None or question is None:
        raise BadAnswer(question=question_id)
    kept = sorted(set(chosen))
    if len(kept) != len(chosen) or not set(kept) <= set(shown.choices):
        raise BadAnswer(question=question_id)
    if question.type == "one" and len(kept) > 1:
        raise BadAnswer(question=question_id)
    return kept
