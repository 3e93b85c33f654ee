"""Sentences of the learner's pages that depend on a moment or a number."""

from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.quiz_place import REFRESHING
from portal.catalogue.content import in_language
from portal.kernel import clock
from portal.kernel.errors import DomainError
from portal.learning.errors import CompletedAlready, LessonsLeft, QuizzesLeft
from portal.learning.refreshing import Refresh
from portal.quizzes.errors import CoolingDown, TimeIsUp
from portal.web.filters import day
from portal.web.sentences import task_words, why_sentence

blueprint.add_app_template_global(in_language)
blueprint.add_app_template_global(why_sentence)


@blueprint.app_template_global()
def when(moment: datetime) -> str:
    """A moment to come, as one says it: "08:30 tomorrow". Rounded up, so that nobody comes a minute early."""
    if moment.second or moment.microsecond:
        moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    local = clock.local(moment)
    time = local.strftime("%H:%M")
    days = (local.date() - clock.today()).days
    if days == 0:
        return str(_("%(time)s today", time=time))
    if days == 1:
        return str(_("%(time)s tomorrow", time=time))
    return str(_("%(time)s on %(date)s", time=time, date=local.strftime("%d/%m/%Y")))


@blueprint.app_template_global()
def minutes(count: int) -> str:
    """A length of time for reading."""
    return _unbroken(ngettext("%(num)s minute", "%(num)s minutes", count))


@blueprint.app_template_global()
def lessons(count: int) -> str:
    return _unbroken(ngettext("%(num)s lesson", "%(num)s lessons", count))


@blueprint.app_template_global()
def refresh_title() -> str:
    """What answering a course's changes is called."""
    return str(_("Refresh"))


@blueprint.app_template_global()
def refresh_url(course: str) -> str:
    return url_for("learner.exam", course=course, module=REFRESHING)


@blueprint.app_template_global()
def refresh_day(refresh: Refresh) -> str:
    """By when; after that day, that it was then, and that doing it is still what helps."""
    if clock.today() > refresh.by:
        return str(
            _("was due by the end of %(day)s: do it, and it counts again", day=day(refresh.by))
        )
    return str(_("by the end of %(day)s", day=day(refresh.by)))


@blueprint.app_template_global()
def refresh_words(refresh: Refresh) -> str:
    """What is left of it: "2 lessons, 5 questions, about 12 minutes"."""
    return task_words(len(refresh.lessons_left), refresh.task.question_count, refresh.minutes_left)


@blueprint.app_template_global()
def attempts_left(count: int) -> str:
    return str(ngettext("%(num)s attempt left", "%(num)s attempts left", count))


def _unbroken(words: str) -> str:
    """A number and its word stay on one line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def refusal(error: DomainError) -> str:
    """Why something was not done, and what to do instead."""
    return str(_refusal(error))


def _refusal(error: DomainError) -> Any:
    match error:
        case CoolingDown():
            return _(
                "You have used all attempts for now. The exam opens again at %(when)s.",
                when=when(error.until),
            )
        case LessonsLeft():
            return _(
                "Finish the lessons first: %(lessons)s left.",
                lessons=lessons(int(str(error.values["count"]))),
            )
        case QuizzesLeft():
            return _("Pass the quizzes first: %(count)s left.", count=error.values["count"])
        case CompletedAlready():
            return _(
                "You have passed this course already. There is nothing more to do here for now."
            )
        case TimeIsUp():
            return _(
                "The time is up. What the portal had received by then counts. Hand in to see your result."
            )
    return _(
        "An answer did not fit its question, so nothing was saved. Look at your answers and save again."
    )
