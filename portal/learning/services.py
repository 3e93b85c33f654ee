"""Learning changes: a course begun, a lesson done, an exam started, a course completed. None of these commits."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from portal.catalogue.content import EXAM, REFRESH, Lesson, RevisionContent, is_rehearsal
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.learning.completion import RENEWAL_WINDOW, ExamState
from portal.learning.errors import CompletedAlready, LessonsLeft, QuizzesLeft
from portal.learning.models import CourseCompletion, Enrolment, LessonCompletion, LessonReadAgain
from portal.learning.queries import get_course_progress
from portal.learning.records import CourseProgress, lesson_key
from portal.quizzes.models import Attempt
from portal.quizzes.services import start_attempt
from portal.quizzes.writing import insert_into


def enrol(*, person_id: UUID, course_slug: str) -> None:
    """Begin a course; once, however often it is called."""
    db.session.execute(
        insert_into(Enrolment)
        .values(person_id=person_id, course_slug=course_slug, enrolled_at=clock.now())
        .on_conflict_do_nothing()
    )


def complete_lesson(
    *, person_id: UUID, content: RevisionContent, lesson: Lesson, again: bool = False
) -> None:
    """Mark a lesson as done; the first time counts. `again`: it changed, and was read anew on this revision."""
    course_slug = content.course.slug
    enrol(person_id=person_id, course_slug=course_slug)
    db.session.execute(
        insert_into(LessonCompletion)
        .values(
            person_id=person_id,
            course_slug=course_slug,
            lesson=lesson_key(lesson),
            revision_id=content.revision_id,
            completed_at=clock.now(),
        )
        .on_conflict_do_nothing()
    )
    if again:
        _read_again(person_id, content, lesson)


def _read_again(person_id: UUID, content: RevisionContent, lesson: Lesson) -> None:
    db.session.execute(
        insert_into(LessonReadAgain)
        .values(
            person_id=person_id,
            course_slug=content.course.slug,
            lesson=lesson_key(lesson),
            revision_id=content.revision_id,
            read_at=clock.now(),
        )
        .on_conflict_do_nothing()
    )


def start_exam(*, person_id: UUID, course_slug: str, window: timedelta = RENEWAL_WINDOW) -> Attempt:
    """A new attempt at the course's exam, or the open one. `window`: how long before its end it may be renewed.

    Raises LessonsLeft, QuizzesLeft, CompletedAlready (complete and not yet to be renewed) and CoolingDown.
    """
    progress = _begin(person_id, course_slug, window)
    state = progress.exam(clock.now()).state
    if state is ExamState.LOCKED and progress.lessons_left:
        raise LessonsLeft(count=len(progress.lessons_left))
    if state is ExamState.LOCKED:
        raise QuizzesLeft(count=len(progress.quizzes_left))
    if state is ExamState.PASSED:
        raise CompletedAlready(course=course_slug)
    return start_attempt(person_id=person_id, content=progress.content)


def start_quiz(*, person_id: UUID, course_slug: str, module_id: str) -> Attempt:
    """A new attempt at a module's quiz, or the open one.

    Raises NotFound, CompletedAlready (a certifying one that is passed) and CoolingDown.
    """
    progress = _begin(person_id, course_slug)
    module = progress.content.find_module(module_id)
    quiz = progress.quiz(module, clock.now()) if module else None
    if module is None or quiz is None:
        raise NotFound(quiz=f"{course_slug}/{module_id}")
    if quiz.state is ExamState.PASSED:
        raise CompletedAlready(course=course_slug)
    return start_attempt(person_id=person_id, content=progress.content, name=module.quiz_name)


def start_refresh(
    *, person_id: UUID, course_slug: str, window: timedelta = RENEWAL_WINDOW
) -> Attempt:
    """A new attempt at the questions that a change asks, or the open one.

    Raises NotFound (none are asked), LessonsLeft and CoolingDown.
    """
    progress = _begin(person_id, course_slug, window)
    refresh = progress.refresh(clock.now())
    if refresh is None or not refresh.task.questions:
        raise NotFound(refresh=course_slug)
    if refresh.quiz.state is ExamState.LOCKED:
        raise LessonsLeft(count=len(refresh.lessons_left))
    return start_attempt(
        person_id=person_id,
        content=progress.content,
        name=REFRESH,
        among=refresh.task.questions,
    )


def start_named(
    *, person_id: UUID, course_slug: str, quiz: str, window: timedelta = RENEWAL_WINDOW
) -> Attempt:
    """A new attempt at the exam or a module's quiz by its name, or the open one; a rehearsal is open to everybody.

    Raises NotFound, and what `start_exam` and `start_quiz` raise.
    """
    if quiz == EXAM:
        return start_exam(person_id=person_id, course_slug=course_slug, window=window)
    if not is_rehearsal(quiz):
        module_id = quiz.removesuffix("/quiz")
        return start_quiz(person_id=person_id, course_slug=course_slug, module_id=module_id)
    content = _begin(person_id, course_slug).content
    if content.find_quiz(quiz) is None:
        raise NotFound(quiz=f"{course_slug}/{quiz}")
    return start_attempt(person_id=person_id, content=content, name=quiz)


def lock_course(*, person_id: UUID, course_slug: str) -> None:
    """Begin a course, and keep whoever else would start an attempt in it for this person waiting."""
    enrol(person_id=person_id, course_slug=course_slug)
    _lock_enrolment(person_id, course_slug)


def _begin(person_id: UUID, course_slug: str, window: timedelta = RENEWAL_WINDOW) -> CourseProgress:
    lock_course(person_id=person_id, course_slug=course_slug)
    return get_course_progress(person_id, course_slug, window)


def complete_course(*, attempt: Attempt, content: RevisionContent) -> CourseCompletion | None:
    """The completion that a passed exam brings, made once; None where it was not passed, or is a module's quiz."""
    if attempt.quiz != EXAM or not attempt.is_passed or attempt.handed_in_at is None:
        return None
    db.session.execute(
        insert_into(CourseCompletion)
        .values(
            person_id=attempt.person_id,
            course_slug=attempt.course_slug,
            revision_id=content.revision_id,
            attempt_id=attempt.id,
            completed_on=clock.day_of(attempt.handed_in_at),
            completed_at=attempt.handed_in_at,
        )
        .on_conflict_do_nothing()
    )
    return db.session.scalars(
        select(CourseCompletion).where(
            CourseCompletion.person_id == attempt.person_id,
            CourseCompletion.course_slug == attempt.course_slug,
            CourseCompletion.completed_on == clock.day_of(attempt.handed_in_at),
        )
    ).one()


def _lock_enrolment(person_id: UUID, course_slug: str) -> None:
    """Two taps on "Start" meet here: the second waits, then finds the attempt of the first."""
    db.session.execute(
        select(Enrolment.person_id)
        .where(Enrolment.person_id == person_id, Enrolment.course_slug == course_slug)
        .with_for_update()
    ).one()
