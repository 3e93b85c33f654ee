"""Who would flip, and when, if rules, a revision or decisions were added: before anything is saved. Pure.

A prediction is the difference between two projections of the same facts (`spans.py`), so what is predicted is what
the boards read once it is saved. Nothing that people may do meanwhile is guessed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from portal.certification.awarding import Due, find_all_due
from portal.certification.facts import Fact, RevisionFact
from portal.certification.history import History
from portal.certification.rule_versions import RulesFrom, chained, rules_on
from portal.certification.scheme import Scheme, certifications_asked_for, courses_asked_for
from portal.certification.spans import Span, spans_of
from portal.certification.standing import Standing, judge_in

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """What would be added. Days before `on` stay as they are."""

    on: date
    #: a further version of the rules
    rules: RulesFrom | None = None
    #: facts about each of the people concerned, such as a revision of a course or a revocation
    facts: tuple[Fact, ...] = ()
    #: whom it is about, in order; None where that is everybody whom it may turn
    people: tuple[UUID, ...] | None = None
    #: the day on which whoever fulfils everything is issued their certificates by it; None where it issues none
    issued_on: date | None = None

    @property
    def revisions(self) -> tuple[RevisionFact, ...]:
        return tuple(fact for fact in self.facts if isinstance(fact, RevisionFact))

    def rules_after(self, rules: Sequence[RulesFrom]) -> tuple[RulesFrom, ...]:
        """All versions with the one that is added. `rules` are chained already, and chaining again changes nothing."""
        return chained((*rules, self.rules)) if self.rules else tuple(rules)


class Effect(StrEnum):
    """What a change does to somebody's permit."""

    LOSES = "loses"  # is cleared by it no more, from a day on which it would have counted
    ASKED = "asked"  # keeps it, and must do something that was not asked before
    GAINS = "gains"  # is cleared by it on a day on which it would not have counted


@dataclass(frozen=True, slots=True)
class Flip:
    """One permit of one person that a change turns."""

    certification: str
    effect: Effect
    #: first day on which it is so
    on: date
    #: where they would stand on that day without the change, and with it
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Predicted:
    """What a change does to one person: the permits that flip, and the spans from its day on."""

    flips: tuple[Flip, ...]
    #: before anything is issued by it
    spans: tuple[Span, ...]
    #: once what falls due is issued
    spans_awarded: tuple[Span, ...]
    #: whether `spans` are others than without it, if only by the day on which they begin to expire
    is_other: bool
    #: what falls due by it, in order
    awards: tuple[Due, ...] = ()

    @property
    def is_turned(self) -> bool:
        """Whether it does anything at all."""
        return self.is_other or bool(self.awards)


def predict(
    facts: Iterable[Fact],
    rules: Sequence[RulesFrom],
    rules_after: Sequence[RulesFrom],
    change: Change,
    before: tuple[Span, ...] | None = None,
) -> Predicted:
    """For one person. `rules_after`: what `change.rules_after` gives, worked out once for everybody.

    `before`: their spans from the change's day on as they are without it, where these are known.
    """
    told = tuple(facts)
    added = (*told, *change.facts)
    awards = _awards(added, rules_after, change)
    if not (change.rules or change.facts or awards):
        return Predicted((), (), (), is_other=False)
    issued = (*added, *(due.issued_as(due.name) for due in awards))
    before = spans_of(told, rules, change.on) if before is None else before
    kept = spans_of(added, rules_after, change.on)
    after = spans_of(issued, rules_after, change.on) if awards else kept
    if before == kept and not awards:
        return Predicted((), kept, after, is_other=False)
    flips = tuple(
        replace(
            flip,
            before=_cleared_on(before, flip) or _judged(told, flip, rules),
            after=_cleared_on(after, flip) or _judged(issued, flip, rules_after),
        )
        for flip in _flips(before, after)
    )
    return Predicted(flips, kept, after, is_other=kept != before, awards=awards)


def concerned_codes(before: Scheme | None, after: Scheme, courses: Iterable[str] = ()) -> set[str]:
    """Permits whose holders a change may turn: those with other rules, or that ask for these courses (slugs), and all
    that rest on them."""
    known = before.certifications_by_code if before else {}
    window = before.course_renewal_window_days if before else 0
    found = set(known) - set(after.certifications_by_code)
    changed = set(courses)
    found |= {
        one.code
        for one in after.certifications
        if one != known.get(one.code)
        or after.course_renewal_window_days != window
        or changed & set(courses_asked_for(one.requires))
    }
    return with_those_that_rest_on(found, after)


def with_those_that_rest_on(codes: Iterable[str], scheme: Scheme) -> set[str]:
    """These permits and all that ask for them, however far."""
    found = set(codes)
    while more := {
        one.code
        for one in scheme.certifications
        if one.code not in found and found & set(certifications_asked_for(one.requires))
    }:
        found |= more
    return found


def _awards(facts: Sequence[Fact], rules: Sequence[RulesFrom], change: Change) -> tuple[Due, ...]:
    on = change.issued_on
    scheme = rules_on(rules, on) if on else None
    return find_all_due(facts, scheme, on) if scheme and on else ()


def _flips(before: Sequence[Span], after: Sequence[Span]) -> Iterator[Flip]:
    """The first day on which each permit is lost, asked for more, or gained; a loss tells more than being asked."""
    codes = sorted({span.certification for span in (*before, *after)})
    for code in codes:
        then = [span for span in before if span.certification == code]
        now = [span for span in after if span.certification == code]
        lost, gained = _first_uncovered(then, now), _first_uncovered(now, then)
        asked = [
            day
            for span in now
            if span.standing is Standing.REFRESH_DUE
            and (day := _first_other(span, then)) is not None
        ]
        for effect, on in (
            (Effect.LOSES, lost),
            (Effect.GAINS, gained),
            (Effect.ASKED, min(asked, default=None)),
        ):
            if on is not None:
                yield Flip(code, effect, on, Standing.NONE, Standing.NONE)


def _first_uncovered(spans: Sequence[Span], others: Sequence[Span]) -> date | None:
    """The first day of `spans` that none of `others` has."""
    for span in spans:
        day = span.from_on
        while day <= span.to_on:
            cover = next((one for one in others if one.from_on <= day <= one.to_on), None)
            if cover is None:
                return day
            if cover.to_on >= span.to_on:
                break
            day = cover.to_on + _DAY
    return None


def _first_other(span: Span, others: Sequence[Span]) -> date | None:
    """The first day of a span on which somebody is cleared in `others` by another standing."""
    days = [
        max(span.from_on, one.from_on)
        for one in others
        if one.standing is not span.standing
        and one.from_on <= span.to_on
        and one.to_on >= span.from_on
    ]
    return min(days, default=None)


def _cleared_on(spans: Sequence[Span], flip: Flip) -> Standing | None:
    """By what somebody is cleared on the day of a flip; None where they are not."""
    found = (
        span.standing
        for span in spans
        if span.certification == flip.certification and span.from_on <= flip.on <= span.to_on
    )
    return next(found, None)


def _judged(facts: Sequence[Fact], flip: Flip, rules: Sequence[RulesFrom]) -> Standing:
    scheme = rules_on(rules, flip.on)
    certification = scheme.certifications_by_code.get(flip.certification) if scheme else None
    if scheme is None or certification is None:
        return Standing.NONE
    return judge_in(History(facts, flip.on), certification, scheme) or Standing.NONE
