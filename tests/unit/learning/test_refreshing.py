"""What a changed course asks of whoever completed it: how much, how far, and by when."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from portal.catalogue.news import News
from portal.learning.completion import ExamState
from portal.learning.next_step import StepKind, step_in
from portal.learning.records import CourseProgress, Revised
from portal.learning.refreshing import Refresh
from portal.quizzes.limits import HandedInAttempt
from tests.unit.quizzes.samples import content, question, quiz

NOW = datetime(2026, 5, 20, 5, tzinfo=UTC)
BY = date(2026, 7, 9)
COURSE = replace(content(quiz(*map(question, "qrst"), draw=2)), revision_id=7)
NEWS = News({"mot/a": 5}, ("q", "r", "s"))


def progress(**facts: Any) -> CourseProgress:
    """Completed on 1 May 2026, then revised on 10 May."""
    revised = (Revised(date(2026, 5, 10), BY, 5),)
    defaults = {"done": {}, "completions": (date(2026, 5, 1),), "revised": revised, "news": NEWS}
    return CourseProgress(COURSE, **{**defaults, **facts})


def refresh(**facts: Any) -> Refresh:
    found = progress(**facts).refresh(NOW)
    assert found
    return found


def test_asks_no_more_questions_than_the_exam() -> None:
    found = refresh()
    assert (found.task.question_count, found.minutes_left, found.by) == (2, 7, BY)


def test_a_lesson_counts_as_read_from_the_revision_that_changed_it_last() -> None:
    assert refresh(read_again={"mot/a": 4}).quiz.state is ExamState.LOCKED
    for mended_since in (5, 6):
        assert refresh(read_again={"mot/a": mended_since}).quiz.state is ExamState.OPEN


def test_is_answered_on_the_day_of_the_change_or_later() -> None:
    assert progress(refreshed=(date(2026, 5, 9),)).refresh(NOW)
    assert progress(refreshed=(date(2026, 5, 10),)).refresh(NOW) is None
    assert progress(completions=(date(2026, 5, 1), date(2026, 5, 12))).refresh(NOW) is None


def test_is_none_where_the_whole_exam_is_due_anyway() -> None:
    assert progress(news=None).refresh(NOW) is None
    assert progress(news=replace(NEWS, is_most=True)).refresh(NOW) is None
    assert progress(completions=(date(2025, 5, 1),)).refresh(NOW) is None


def test_is_the_next_step_and_waits_as_an_exam_does() -> None:
    assert step_in(progress(), NOW).kind is StepKind.REFRESH
    failed = (HandedInAttempt(NOW, is_passed=False),) * 3
    waiting = step_in(progress(read_again={"mot/a": 5}, attempts={"refresh": failed}), NOW)
    assert waiting.kind is StepKind.WAIT
    assert waiting.wait_until == datetime(2026, 5, 21, 5, tzinfo=UTC)
