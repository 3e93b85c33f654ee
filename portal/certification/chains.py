"""A course completed again and again: which completions count, and to which day. Pure."""

from collections.abc import Iterable, Sequence
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


def end_but_for_withdrawals(
    requirement: CourseRequirement,
    chain: Sequence[CompletionFact],
    history: History,
    scheme: Scheme,
) -> date:
    """The last day on which a course would have counted, had nothing been withdrawn; the first of all days where
    nothing was, or where it was completed anew since: that mends it."""
    slug = requirement.course.slug
    withdrawals = history.withdrawals.get(slug)
    if not withdrawals or any(one.on >= withdrawals[-1].on for one in chain):
        return date.min
    made = (*history.completions.get(slug, ()), *history.withdrawn[slug])
    return _chain(made, requirement, scheme)[1]


def _chain(
    completions: Iterable[CompletionFact], requirement: CourseRequirement, scheme: Scheme
) -> tuple[list[CompletionFact], date]:
    made = list(completions)
    if not made:
        return [], date.min
    if len(made) > 1:
        made.sort(key=lambda one: one.counts_from)
    window = timedelta(days=scheme.course_renewal_window_days)
    days = [fact.counts_from for fact in made]
    start, until = chain_of(days, requirement.course.valid_months, window)
    return made[start:], until
