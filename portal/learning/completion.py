"""When a course is complete, how long that lasts, and what a person may do next in it. All pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from portal.kernel.months import add_months
from portal.quizzes.limits import Chance

#: a completed course may be taken again from this long before it expires, where no rules say otherwise
RENEWAL_WINDOW: Final = timedelta(days=60)


class ExamState(StrEnum):
    """What a course's exam, or a module's quiz, says to its reader."""

    LOCKED = "locked"  # lessons or certifying quizzes are left
    OPEN = "open"  # may be started
    STARTED = "started"  # an attempt is open
    WAITING = "waiting"  # attempts are used up, until a moment
    PASSED = "passed"  # an exam: the course is complete, and not yet to be renewed; a certifying quiz: for good


@dataclass(frozen=True, slots=True)
class Exam:
    """The exam's state with what explains it; `is_renewal` where the course was completed before."""

    state: ExamState
    attempts_left: int | None = None
    wait_until: datetime | None = None
    is_renewal: bool = False


def holds_until(
    completed_on: Sequence[date], valid_months: int, window: timedelta = RENEWAL_WINDOW
) -> date | None:
    """The last day of what was completed on these days; None where nothing was."""
    if not completed_on:
        return None
    return chain_of(sorted(completed_on), valid_months, window)[1]


def chain_of(days: Sequence[date], valid_months: int, window: timedelta) -> tuple[int, date]:
    """Of completions on these days (in order, at least one): where those begin that still count, and their last day.

    Completing again in the window before the end adds to the old end; after the end it begins anew; before the
    window it counts from the day itself. It never ends earlier than before.
    """
    start, until = 0, date.min
    for place, day in enumerate(days):
        if day > until:
            start = place
        is_renewal = until - window <= day <= until if until > date.min else False
        until = max(until, add_months(until if is_renewal else day, valid_months))
    return start, until


def may_renew(expires: date, today: date, window: timedelta = RENEWAL_WINDOW) -> bool:
    """Whether a completed course may be taken again: inside the window before its end, and ever after."""
    return today >= expires - window


def exam_state(
    *,
    left: int,
    expires: date | None,
    is_started: bool,
    chance: Chance,
    today: date,
    is_refresh_due: bool = False,
    window: timedelta = RENEWAL_WINDOW,
) -> Exam:
    """What a person may do with a course's exam.

    `left`: how many lessons and certifying quizzes come first; `expires`: of their latest completion, if any;
    `is_refresh_due`: the course has changed since, and its change must be answered.
    """
    is_renewal = expires is not None
    if is_started:
        return Exam(ExamState.STARTED, chance.attempts_left, is_renewal=is_renewal)
    if expires is not None and not is_refresh_due and not may_renew(expires, today, window):
        return Exam(ExamState.PASSED)
    if left:
        return Exam(ExamState.LOCKED, is_renewal=is_renewal)
    if chance.wait_until is not None:
        return Exam(ExamState.WAITING, 0, chance.wait_until, is_renewal)
    return Exam(ExamState.OPEN, chance.attempts_left, is_renewal=is_renewal)


def quiz_state(*, is_certifying: bool, is_passed: bool, is_started: bool, chance: Chance) -> Exam:
    """What a person may do with a module's quiz. It is open from the start; one for practice stays so."""
    if is_started:
        return Exam(ExamState.STARTED, chance.attempts_left)
    if is_certifying and is_passed:
        return Exam(ExamState.PASSED)
    if chance.wait_until is not None:
        return Exam(ExamState.WAITING, 0, chance.wait_until)
    return Exam(ExamState.OPEN, chance.attempts_left)
