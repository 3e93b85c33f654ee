"""What a lesson's page shows, and where "done" leads."""

from dataclasses import dataclass
from uuid import UUID

from portal.areas.learner.lesson_state import LessonState
from portal.catalogue.content import Lesson, RevisionContent
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.learning.queries import get_lesson_progress


@dataclass(frozen=True, slots=True)
class LessonToFinish:
    """`following` is where "done" leads: the next lesson in order, else the first one left, else the exam (None).

    `again`: it is a lesson that changed, and `following` (None: its questions) is the next one of those.
    """

    content: RevisionContent
    lesson: Lesson
    following: Lesson | None
    again: bool = False

    @property
    def leads_to_exam(self) -> bool:
        """Nothing but the lessons comes before it."""
        quizzes = (module.quiz for module in self.content.modules)
        return not any(quiz and quiz.kind == "certifying" for quiz in quizzes)


def get_lesson(person_id: UUID, course: str, module: str, lesson: str) -> LessonState:
    """Where a reader stands in a lesson of the course's current revision."""
    progress = get_lesson_progress(person_id, course)
    found = progress.content.find_lesson(module, lesson)
    if found is None:
        raise NotFound(lesson=f"{course}/{module}/{lesson}")
    refresh = progress.refresh(clock.now())
    to_read = refresh.lessons_left if refresh else ()
    return LessonState(
        revision_id=progress.content.revision_id,
        module=module,
        lesson=lesson,
        is_done=progress.is_done(found) and found not in to_read,
        is_new_again=found in to_read,
        has_others_left=any(one is not found for one in progress.lessons_left),
        is_under_review=found.is_under_review(clock.today()),
    )


def get_lesson_to_finish(person_id: UUID, course: str, module: str, lesson: str) -> LessonToFinish:
    progress = get_lesson_progress(person_id, course)
    found = progress.content.find_lesson(module, lesson)
    if found is None:
        raise NotFound(lesson=f"{course}/{module}/{lesson}")
    refresh = progress.refresh(clock.now())
    if refresh and found in refresh.lessons_left:
        rest = (one for one in refresh.lessons_left if one is not found)
        return LessonToFinish(progress.content, found, next(rest, None), again=True)
    _before, after = progress.content.neighbours(found)
    left = (one for one in progress.lessons_left if one is not found)
    return LessonToFinish(progress.content, found, after or next(left, None))
