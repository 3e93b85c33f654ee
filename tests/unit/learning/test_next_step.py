"""The one thing to do next, over all courses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal.learning.next_step import StepKind, next_step
from portal.learning.records import CourseProgress
from portal.quizzes.limits import HandedInAttempt
from tests.unit.quizzes.samples import content, question, quiz

NOW = datetime(2026, 5, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
READ = {"mot/a": NOW - HOUR, "mot/b": NOW - HOUR}


def progress(
    slug: str = "one", *, prerequisites: tuple[str, ...] = (), **facts: Any
) -> CourseProgress:
    course = content(quiz(question("q")), slug=slug, prerequisites=prerequisites)
    return CourseProgress(course, **{"done": {}, **facts})


def failed(*hours_ago: int) -> tuple[HandedInAttempt, ...]:
    return tuple(HandedInAttempt(NOW - HOUR * ago, is_passed=False) for ago in hours_ago)


def kind_and_course(*courses: CourseProgress) -> tuple[StepKind, str] | None:
    step = next_step(courses, NOW)
    return (step.kind, step.progress.content.course.slug) if step else None


class TestNextStep:
    def test_is_the_first_lesson_of_the_first_course(self) -> None:
        step = next_step([progress("one"), progress("two")], NOW)
        assert step
        assert step.lesson
        assert (step.progress.content.course.slug, step.lesson.id) == ("one", "a")

    def test_goes_on_with_the_course_read_last(self) -> None:
        one = progress("one", done={"mot/a": NOW - HOUR * 9})
        two = progress("two", done={"mot/a": NOW - HOUR})
        assert kind_and_course(one, two) == (StepKind.LESSON, "two")

    def test_finishes_an_open_attempt_before_all_else(self) -> None:
        one, two = (
            progress("one", done=READ),
            progress("two", done=READ, started=frozenset({"exam"})),
        )
        assert kind_and_course(one, two) == (StepKind.GO_ON, "two")

    def test_takes_the_exam_when_lessons_are_done(self) -> None:
        assert kind_and_course(progress(done=READ)) == (StepKind.EXAM, "one")

    def test_begins_with_the_course_that_others_ask_for(self) -> None:
        one = progress("one", prerequisites=("two",))
        assert kind_and_course(one, progress("two")) == (StepKind.LESSON, "two")

    def test_turns_to_another_course_while_one_waits(self) -> None:
        one = progress("one", done=READ, attempts={"exam": failed(3, 2, 1)})
        assert kind_and_course(one, progress("two")) == (StepKind.LESSON, "two")

    def test_waits_for_the_exam_that_opens_first(self) -> None:
        one = progress("one", done=READ, attempts={"exam": failed(3, 2, 1)})
        two = progress("two", done=READ, attempts={"exam": failed(9, 8, 7)})
        assert kind_and_course(one, two) == (StepKind.WAIT, "two")

    def test_is_nothing_where_all_is_done(self) -> None:
        assert next_step([progress(done=READ, completions=(date(2026, 4, 1),))], NOW) is None

    def test_is_nothing_without_courses(self) -> None:
        assert next_step([], NOW) is None

    def test_renews_after_what_was_begun(self) -> None:
        old = progress("one", done=READ, completions=(date(2025, 5, 20),))
        assert kind_and_course(old) == (StepKind.EXAM, "one")
        assert kind_and_course(old, progress("two", done={"mot/a": NOW})) == (
            StepKind.LESSON,
            "two",
        )


class TestProgress:
    def test_counts_what_is_left(self) -> None:
        half = progress(done={"mot/a": NOW})
        assert (half.lessons_done, half.minutes_left, half.has_begun) == (1, 5, True)

    def test_ignores_lessons_that_a_revision_dropped(self) -> None:
        assert progress(done={"mot/old": NOW}).lessons_done == 0


class TestCertifyingQuiz:
    @staticmethod
    def course(kind: str = "certifying", **facts: Any) -> CourseProgress:
        plain = content(quiz(question("q")), slug="one")
        module = replace(plain.modules[0], quiz=quiz(question("p"), kind=kind, attempts=2))
        return CourseProgress(replace(plain, modules=(module,)), **{"done": READ, **facts})

    def test_comes_after_its_modules_lessons(self) -> None:
        assert kind_and_course(self.course(done={})) == (StepKind.LESSON, "one")
        assert kind_and_course(self.course()) == (StepKind.QUIZ, "one")

    def test_is_gone_on_with_where_it_was_started(self) -> None:
        assert kind_and_course(self.course(started=frozenset({"mot/quiz"}))) == (
            StepKind.QUIZ,
            "one",
        )

    def test_once_passed_leaves_the_exam(self) -> None:
        passed = {"mot/quiz": (HandedInAttempt(NOW - HOUR, is_passed=True),)}
        assert kind_and_course(self.course(attempts=passed)) == (StepKind.EXAM, "one")

    def test_is_waited_for(self) -> None:
        step = next_step([self.course(attempts={"mot/quiz": failed(2, 1)})], NOW)
        assert step
        assert (step.kind, step.wait_until) == (StepKind.WAIT, NOW - HOUR + timedelta(hours=24))

    def test_for_practice_is_never_a_step(self) -> None:
        assert kind_and_course(self.course("practice")) == (StepKind.EXAM, "one")
