"""A course completed again and again: which completions count, and to which day. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal.certification.facts import CompletionFact
from portal.certification.history import History
from portal.certification.scheme import CourseRequirement, Scheme
from portal.learning.completion import chain_of


def course_chain(
    requirement: CourseRequirement, history: History, scheme: Scheme
) -> tuple[list[CompletionFact], date]:
    """The completions that still count, each a renewal of the one before, and their last day; none where none do."""
    return _chain(history.completions.get(requirement.course.slug, ()), requirement, scheme)


def chain_with_withdrawn(requirement: CourseRequirement, history: History, scheme: Scheme) -> date:
    """The last day that a course would have counted, had nothing been withdrawn."""
    slug = requirement.course.slug
    if slug not in history.withdrawn:
        return date.min
    made = (*history.completions.get(slug, ()), *history.withdrawn[slug])
    return _chain(made, requirement, scheme)[1]


def _chain(
    completions: Iterable[CompletionFact], requirement: CourseRequirement, scheme: Scheme
) -> tuple[list[CompletionFact], date]:
    made = sorted(completions, key=lambda one: one.counts_from)
    if not made:
        return [], date.min
    window = timedelta(days=scheme.course_renewal_window_days)
    days = [fact.counts_from for fact in made]
    start, until = chain_of(days, requirement.course.valid_months, window)
    return made[start:], until
