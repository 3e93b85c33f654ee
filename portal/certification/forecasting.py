"""Whom a change would turn, worked out before it is saved, and written when it is: the same computation.

What takes long, judging thousands of people, happens while nobody waits for a lock. Each result is kept with the
number of facts known about its person (`Person.facts_added`), so that once the lock is held only those are computed
again about whom a fact came in between.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, or_, select

from portal.certification.candidates import may_be_awarded
from portal.certification.decision_models import Ruling, StandingSpan
from portal.certification.facts import CertificateFact, Fact, HoldFact, HoldKind
from portal.certification.issuing import issue_many
from portal.certification.ledger import Ledger, read_ledger
from portal.certification.ledger_lock import write_alone
from portal.certification.models import Certificate
from portal.certification.predicting import (
    Change,
    Effect,
    Flip,
    Predicted,
    concerned_codes,
    predict,
)
from portal.certification.projection import kept_spans, span_row
from portal.certification.rule_versions import RulesFrom, rules_on
from portal.certification.spans import Span
from portal.certification.standing import Standing
from portal.kernel import clock
from portal.kernel.db import db
from portal.people.models import Person

_AT_ONCE: Final = 500
_DAY: Final = timedelta(days=1)
#: id of a decision that is not made yet: after every other of its day
LAST_OF_THE_DAY: Final = "ruling-next"


@dataclass(frozen=True)
class Forecast:
    """What a change does to each person whom it turns. Others whom it concerns stay as they are."""

    change: Change
    people: Mapping[UUID, Predicted]

    def flips(self, effect: Effect) -> Iterator[tuple[UUID, Flip]]:
        return (
            (person, flip)
            for person, predicted in self.people.items()
            for flip in predicted.flips
            if flip.effect is effect
        )

    def count(self, effect: Effect) -> int:
        """People, however many of their permits flip."""
        return len({person for person, _flip in self.flips(effect)})

    @property
    def awards(self) -> int:
        """Certificates that it issues."""
        return sum(len(predicted.awards) for predicted in self.people.values())

    @cached_property
    def fingerprint(self) -> str:
        """The same only where the same people would flip, in the same permits, on the same days, by the same awards."""
        told = sorted(
            f"{person} {what}"
            for person, predicted in self.people.items()
            for what in (
                *(f"{flip.certification} {flip.effect} {flip.on}" for flip in predicted.flips),
                *(due.name for due in predicted.awards),
            )
        )
        return hashlib.sha256("\n".join((str(self.change.on), *told)).encode()).hexdigest()


@dataclass(frozen=True)
class Underway:
    """A forecast that is not complete yet: how many people were judged, and how many there are to judge."""

    judged: int
    people: int


#: for each person the facts known when they were judged, and what would flip
_Worked = dict[UUID, tuple[int, Predicted | None]]

#: the changes that this process looked at last, the latest last; by what their results depend on
_last: dict[tuple[str, ...], _Worked] = {}
_REMEMBERED: Final = 3


def forecast(change: Change, ledger: Ledger | None = None) -> Forecast:
    """Judge everybody whom a change concerns, or of these whoever changed since it was last asked.

    `ledger`: of nobody, where it was read already.
    """
    return _judge(change, ledger, None)[0]


def forecast_further(change: Change, most: int) -> Forecast | Underway:
    """The same of no more than so many people; asked again it goes on, until it is complete."""
    found, judged, people = _judge(change, None, most)
    return found if judged == people else Underway(judged, people)


def _judge(change: Change, ledger: Ledger | None, most: int | None) -> tuple[Forecast, int, int]:
    """What is known then, of how many people, and how many are concerned."""
    ledger = ledger or read_ledger([], change.on)
    rules, worked = ledger.rules, _worked_out(change, ledger)
    known = _concerned(change, rules)
    to_judge = [
        person
        for person, facts in known.items()
        if person not in worked or worked[person][0] != facts
    ]
    stale = to_judge[:most]
    rules_after = change.rules_after(rules)
    for start in range(0, len(stale), _AT_ONCE):
        some = stale[start : start + _AT_ONCE]
        told, kept = read_ledger(some, clock.today()), kept_spans(some, change.on)
        for person in some:
            spans = tuple(kept[person])
            predicted = predict(told.of(person), rules, rules_after, change, spans)
            worked[person] = (known[person], predicted if predicted.is_turned else None)
    found = ((person, worked[person][1]) for person in known if person in worked)
    turned = Forecast(change, {person: one for person, one in found if one})
    return turned, len(known) - len(to_judge) + len(stale), len(known)


def foretell_holds(
    person_ids: Iterable[UUID], kind: HoldKind
) -> dict[UUID, dict[str, tuple[str, ...]]]:
    """For each person and each permit that they were ever issued: codes of those that would stop counting today."""
    people, today = list(person_ids), clock.today()
    ledger = read_ledger(people, today)

    def falling(facts: tuple[Fact, ...], code: str) -> tuple[str, ...]:
        change = Change(today, facts=(HoldFact(LAST_OF_THE_DAY, code, today, kind),))
        flips = predict(facts, ledger.rules, ledger.rules, change).flips
        return tuple(
            flip.certification for flip in flips if flip.effect is Effect.LOSES and flip.on == today
        )

    found = {}
    for person in people:
        facts = ledger.of(person)
        held = {fact.certification for fact in facts if isinstance(fact, CertificateFact)}
        found[person] = {code: falling(facts, code) for code in sorted(held)}
    return found


def settle(found: Forecast) -> None:
    """Write what a forecast found, in the transaction that adds the change and holds the lock alone: spans and, where
    they are issued today, certificates."""
    is_issued = found.change.issued_on == clock.today()
    people = [one for one, told in found.people.items() if is_issued or told.is_other]
    for start in range(0, len(people), _AT_ONCE):
        some = {one: found.people[one] for one in people[start : start + _AT_ONCE]}
        spans = {
            person: predicted.spans_awarded if is_issued else predicted.spans
            for person, predicted in some.items()
        }
        _rewrite(spans, found)
    if is_issued:
        issue_many({one: found.people[one].awards for one in people})
    _last.clear()


def forget_forecasts() -> None:
    """The next one is worked out from the database alone."""
    _last.clear()


def forecast_alone(change: Change) -> Forecast:
    """The same as `forecast`, once nobody else can add a fact: for whoever saves the change now."""
    write_alone()
    return forecast(change)


def _worked_out(change: Change, ledger: Ledger) -> _Worked:
    """What is known already about this change, on this day, under these rules."""
    said = (change, [one.applies_from for one in ledger.rules], ledger.revisions)
    digest = hashlib.sha256(repr((*said, ledger.scheme_version_id)).encode()).hexdigest()
    key = (str(db.engine.url), clock.today().isoformat(), digest)
    worked = _last.pop(key, None)
    worked = _last[key] = {} if worked is None else worked
    for old in list(_last)[:-_REMEMBERED]:
        _last.pop(old, None)
    return worked


def _concerned(change: Change, rules: Sequence[RulesFrom]) -> dict[UUID, int]:
    """Whoever may be cleared by one of the permits on or after the change's day, or be issued one by it; with how many
    facts are known."""
    if change.people is not None:
        return _known(Person.id.in_(change.people))
    after = rules_on(change.rules_after(rules), change.on)
    if after is None:
        return {}
    courses = [one.course for one in change.revisions]
    codes = concerned_codes(rules_on(rules, change.on), after, courses)
    found = _holders(codes, change) if codes else {}
    if change.issued_on and (codes or not change.rules):
        permits = [one for one in after.certifications if not codes or one.code in codes]
        found |= _known(may_be_awarded(permits))
    return found


def _known(about: ColumnElement[bool]) -> dict[UUID, int]:
    """People, with how many facts are known about each."""
    rows = db.session.execute(select(Person.id, Person.facts_added).where(about))
    return {row.id: row.facts_added for row in rows}


def _holders(codes: Collection[str], change: Change) -> dict[UUID, int]:
    extended = select(Ruling.person_id).where(
        Ruling.certification.in_(codes), Ruling.until >= change.on
    )
    rows = db.session.execute(
        select(Certificate.person_id, Person.facts_added)
        .distinct()
        .join(Person, Person.id == Certificate.person_id)
        .where(
            Certificate.certification.in_(codes),
            or_(Certificate.expires_on >= change.on, Certificate.person_id.in_(extended)),
        )
    )
    return {row.person_id: row.facts_added for row in rows}


def _rewrite(spans: Mapping[UUID, Sequence[Span]], found: Forecast) -> None:
    """From the change's day on these spans stand; what began before it goes on to the day before, or into them."""
    on, kept = found.change.on, StandingSpan
    running = db.session.execute(
        select(kept.person_id, kept.certification, kept.from_on, kept.standing).where(
            kept.person_id.in_(spans), kept.from_on < on, kept.to_on >= on
        )
    ).all()
    before = {(row.person_id, row.certification): row for row in running}
    rows = list[dict[str, Any]]()
    for person, new in spans.items():
        for span in new:
            started = before.get((person, span.certification)) if span.from_on == on else None
            if started and started.standing == span.standing.value:
                rows.append(span_row(person, replace(span, from_on=started.from_on)))
                del before[person, span.certification]
            else:
                rows.append(span_row(person, span))
    rows += [span_row(row.person_id, _cut(row, on)) for row in before.values()]
    db.session.execute(delete(kept).where(kept.person_id.in_(spans), kept.to_on >= on))
    if rows:
        db.session.execute(insert(kept), rows)


def _cut(row: Any, on: date) -> Span:
    return Span(row.certification, row.from_on, on - _DAY, Standing(row.standing))
