"""`python -m bench.simulated [20000]`: what is predicted for so many people is what happens, and how long both take.

Changes one after the other: a stricter rule, a shorter validity, a major revision, a revocation, and rules that ask for
less, from today and from a day to come. Each is foretold, saved (what falls due on a day to come is issued on it), and
then everybody is judged by the facts on several days: exactly those who were named have flipped.
Exit code 1 where one differs, or where saving holds the lock longer than its budget.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final
from uuid import UUID

from flask_migrate import upgrade
from sqlalchemy import select

from bench.instance import ROOT
from bench.invented_holders import invent_holders
from portal.application import create_app
from portal.catalogue.models import Course
from portal.certification.board import unit_board
from portal.certification.facts import HoldKind
from portal.certification.forecasting import Forecast, forecast
from portal.certification.history import History
from portal.certification.holding import (
    HoldOrder,
    Motive,
    find_holdable,
    foretell_order,
    hold_many,
)
from portal.certification.ledger import read_ledger
from portal.certification.loading import sync_scheme
from portal.certification.owed import issue_owed
from portal.certification.predicting import Effect
from portal.certification.revising import ask_to_refresh, revision_change
from portal.certification.rule_changes import change_rule, get_rule, preview_rule
from portal.certification.rule_editing import RuleDraft, drafted
from portal.certification.rule_versions import rules_on
from portal.certification.standing import judge_in
from portal.config import Settings
from portal.kernel import clock
from portal.kernel.clock import VIETNAM, frozen
from portal.kernel.db import begin_writing, db
from portal.people.services import add_person
from portal.teams.models import Team, Unit

LOCK_SECONDS: Final = 5.0
BOARD_SECONDS: Final = 0.1
_AT_ONCE: Final = 500
_LATER: Final = (0, 1, 60, 61, 150, 300)

#: person, permit, day: who is cleared
Cleared = set[tuple[UUID, str, date]]


@dataclass(frozen=True)
class Outcome:
    """One change: how many were named, how many differ from what happened, and seconds."""

    name: str
    loses: int
    asked: int
    gains: int
    differing: int
    foretold_in: float
    #: by the clock: how long others had to wait
    saved_in: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.loses} lose, {self.asked} asked, {self.gains} gain;"
            f" {self.differing} differ from what happened;"
            f" foretold in {self.foretold_in:.2f} s of a processor, the lock held for {self.saved_in:.2f} s"
        )


def simulate(people: list[UUID], boss: UUID) -> Iterator[Outcome]:
    """Each change in turn; commits."""
    today = clock.today()
    stricter = drafted(get_rule("P0"), today)
    stricter = replace(stricter, requires=(*stricter.requires, "C05"))
    yield _rule("stricter rule", "P0", stricter, people, boss)
    shorter = drafted(get_rule("P6"), today + timedelta(days=5))
    yield _rule("shorter validity", "P6", replace(shorter, validity_months=4), people, boss)
    yield _revision(read_ledger([], today).rules[-1].scheme.courses[3].slug, people)
    yield _revocations("P0", people[: max(len(people) // 100, 5)], boss)
    first = today + timedelta(days=6)
    with frozen(datetime.combine(first, time(9), VIETNAM)):
        looser = replace(drafted(get_rule("P1"), first), requires=("P0", "C05"))
        yield _rule("looser rule", "P1", looser, people, boss)
    later = first + timedelta(days=1)
    looser = replace(drafted(get_rule("P6"), later), requires=("P0", ("C11", "S6")))
    yield _rule("looser rule from a day to come", "P6", looser, people, boss)


def _rule(name: str, code: str, draft: RuleDraft, people: list[UUID], boss: UUID) -> Outcome:
    def save(found: Forecast) -> None:
        change_rule(code=code, draft=draft, fingerprint=found.fingerprint, actor_id=boss)

    return _told(name, lambda: preview_rule(code, draft), save, people)


def _revision(course: str, people: list[UUID]) -> Outcome:
    today = clock.today()
    by = today + timedelta(days=60)
    return _told(
        "major revision",
        lambda: forecast(revision_change(course, today, by)),
        lambda _found: _asked(course, by),
        people,
    )


def _asked(course: str, by: date) -> None:
    ask_to_refresh(course_slug=course, refresh_by=by)


def _told(
    name: str,
    foretell: Callable[[], Forecast],
    save: Callable[[Forecast], None],
    people: list[UUID],
) -> Outcome:
    began = process_time()
    found = foretell()
    foretold_in = process_time() - began
    days = [found.change.on + timedelta(days=days) for days in _LATER]
    before = cleared(people, days)
    db.session.rollback()
    begin_writing()
    began = perf_counter()
    save(found)
    db.session.commit()
    saved_in = perf_counter() - began
    with frozen(datetime.combine(max(found.change.on, clock.today()), time(1), VIETNAM)):
        issue_owed()
    after = cleared(people, days)
    return Outcome(
        name,
        found.count(Effect.LOSES),
        found.count(Effect.ASKED),
        found.count(Effect.GAINS),
        len(_predicted(found, before, days) ^ after),
        foretold_in,
        saved_in,
    )


def _predicted(found: Forecast, before: Cleared, days: list[date]) -> Cleared:
    """Who would be cleared: those who are named as their spans say, all others as they were."""
    told = {one for one in before if one[0] not in found.people}
    for person, predicted in found.people.items():
        told |= {
            (person, span.certification, day)
            for span in predicted.spans_awarded
            for day in days
            if span.from_on <= day <= span.to_on
        }
    return told


def _revocations(code: str, people: list[UUID], boss: UUID) -> Outcome:
    today, kind = clock.today(), HoldKind.REVOKED
    order = HoldOrder(kind, code, tuple(find_holdable(people, kind, code)))
    began = process_time()
    found = foretell_order(order)
    foretold_in = process_time() - began
    held = list(order.person_ids)
    before = cleared(held, [today])
    gone = {(person, flip.certification, today) for person, flip in found.flips(Effect.LOSES)}
    db.session.rollback()
    begin_writing()
    began = perf_counter()
    motive = Motive("x", "7")
    hold_many(order=order, motive=motive, fingerprint=found.fingerprint, actor_id=boss)
    db.session.commit()
    saved_in = perf_counter() - began
    differing = len((before - gone) ^ cleared(held, [today]))
    losing = found.count(Effect.LOSES)
    return Outcome(f"{len(held)} revocations", losing, 0, 0, differing, foretold_in, saved_in)


def cleared(people: list[UUID], days: list[date]) -> Cleared:
    """Who is cleared by what on these days: by the facts and rules as they lie in the database, not by spans."""
    found: Cleared = set()
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        ledger = read_ledger(some, clock.today())
        for day in days:
            scheme = rules_on(ledger.rules, day)
            assert scheme is not None
            for person in some:
                history = History(ledger.of(person), day)
                for permit in scheme.certifications:
                    standing = judge_in(history, permit, scheme)
                    if standing and standing.is_cleared:
                        found.add((person, permit.code, day))
    return found


def main(count: int) -> int:
    with TemporaryDirectory(prefix="portal-simulated-") as folder:
        app = create_app(Settings(instance=Path(folder), secret_key="bench", https=False))
        with app.app_context():
            upgrade()
            began = perf_counter()
            people, boss = prepare(count)
            print(f"{count} people invented in {perf_counter() - began:.0f} s", flush=True)
            board = board_seconds()
            print(
                f"their board, from the projection: {board * 1000:.0f} ms (budget 100 ms)",
                flush=True,
            )
            outcomes = []
            for outcome in simulate(people, boss):
                print(outcome, flush=True)
                outcomes.append(outcome)
            db.session.remove()
    slow = [one for one in outcomes if one.saved_in > LOCK_SECONDS]
    is_met = board <= BOARD_SECONDS and not slow
    return 0 if is_met and not any(one.differing for one in outcomes) else 1


def board_seconds() -> float:
    """Of a processor: everybody counted for the board of their unit today; the median of some times."""
    (unit,) = db.session.scalars(select(Unit.id))
    times = []
    for _time in range(5):
        began = process_time()
        unit_board([unit], clock.today())
        times.append(process_time() - began)
    return median(times)


def prepare(count: int, but: str | None = None) -> tuple[list[UUID], UUID]:
    """An empty portal gets the shipped rules, a team and its people; these, and who decides about them.

    `but`: the slug of a course that none of them has done.
    """
    begin_writing()
    sync_scheme(ROOT / "courses" / "scheme.yaml")
    boss = add_person(full_name="Lê Boss", email="boss@example.org").id
    unit = Unit(edition=2025, code="1", name="A", name_en="A", kind="xã", sort_key="a")
    db.session.add(unit)
    db.session.flush()
    team = Team(name="Tổ", unit_id=unit.id, from_on=date(2023, 1, 1))
    courses = read_ledger([], clock.today()).rules[-1].scheme.courses
    db.session.add_all([team, *(Course(slug=one.slug, created_at=clock.now()) for one in courses)])
    db.session.flush()
    chance = Random(1)
    people = invent_holders(count, boss=boss, team=team.id, unit=unit.id, chance=chance, but=but)
    db.session.commit()
    return people, boss


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
