"""Practice: what is right and why, for one answer, as soon as it is given. Nothing of it is kept."""

from uuid import UUID

from portal.areas.learner.forms import SentAnswer
from portal.areas.learner.quiz_place import QuizPlace
from portal.catalogue.queries import get_content
from portal.kernel.errors import NotFound
from portal.quizzes.answers import checked_answer, is_blank
from portal.quizzes.errors import BadAnswer
from portal.quizzes.feedback import ReviewedQuestion, review_one
from portal.quizzes.queries import find_open, list_attempts


def get_check(
    person_id: UUID, place: QuizPlace, sent: SentAnswer, language: str
) -> ReviewedQuestion:
    """Raises NotFound unless the attempt is the person's open one at a practice quiz, and BadAnswer."""
    attempt = find_open(list_attempts(person_id, place.course, place.name))
    content = get_content(attempt.revision_id) if attempt else None
    if attempt is None or content is None or attempt.id != sent.attempt_id:
        raise NotFound(attempt=sent.attempt_id)
    quiz = content.quiz(place.name)
    if quiz.kind != "practice":
        raise NotFound(quiz=place.name)
    answer = checked_answer(quiz, attempt.draw, sent.question, sent.answer)
    if is_blank(answer):
        raise BadAnswer(question=sent.question)
    question = next(one for one in quiz.questions if one.id == sent.question)
    drawn = next(one for one in attempt.draw if one.question == sent.question)
    return review_one(question, drawn, answer, content, language)
