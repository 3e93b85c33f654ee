"""Right answers to an attempt, for tests that call the services themselves."""

from portal.catalogue.queries import get_content
from portal.quizzes.answers import Stored, as_sent, right_answer
from portal.quizzes.drawing import Drawn
from portal.quizzes.models import Attempt


def right_answers(attempt: Attempt) -> dict[str, Stored]:
    """By question drawn, as the attempt's own page would send it."""
    questions = {one.id: one for one in get_content(attempt.revision_id).exam.questions}
    drawn = [Drawn.from_json(row) for row in attempt.draw]
    return {
        one.question: as_sent(
            questions[one.question], one.choices, right_answer(questions[one.question])
        )
        for one in drawn
    }
