"""What boards read is what the facts say: after random lives, on any day. And whatever differs is told."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.certification.board import unit_board
from portal.certification.decision_models import StandingSpan
from portal.certification.decisions import accept_equivalent, decide_hold, extend, waive
from portal.certification.errors import AlreadySo, NothingToDecide
from portal.certification.facts import HoldKind
from portal.certification.models import Certificate
from portal.certification.projection import project_holders
from portal.certification.queries import list_standings
from portal.certification.refreshing import keep_refreshed
from portal.certification.revising import ask_to_refresh
from portal.certification.services import award_due
from portal.certification.standing import Standing
from portal.certification.verifying import verify
from portal.kernel import clock
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.learning.models import CompletionWithdrawn, CourseCompletion
from portal.learning.remarks import withdrawal_row
from portal.people.models import Person
from portal.quizzes.remark_models import Remark
from portal.teams.models import Unit
from tests.support.certifying import RULES, at, certify, complete, load_rules, offer
from tests.support.making import Maker

FIRST = date(2025, 1, 1)


@pytest.fixture
def people(make: Maker, tmp_path: Path) -> list[Person]:
    load_rules(tmp_path)
    offer("thiet-bi", "lua-dao")
    province = make.unit("1", "Tỉnh", kind="tỉnh")
    team = make.team(make.unit("11", "Xã A", parent=province))
    return [make.person(f"Lê Văn {letter}", team=team) for letter in "ABCDEF"]


def live(people: list[Person], boss: UUID, chance: Random) -> None:
    """Some dozens of acts on random people, day after day, as the portal's services do them."""
    on = FIRST
    for _act in range(30):
        on += timedelta(days=chance.choice((0, 3, 10, 25, 40)))
        with frozen(at(on.isoformat())):
            _act_on(chance.choice(people).id, boss, on, chance)


def _act_on(person: UUID, boss: UUID, on: date, chance: Random) -> None:
    who = {"person_id": person, "actor_id": boss, "reason": "x"}
    slug = chance.choice(("thiet-bi", "lua-dao"))
    match chance.choices(range(8), weights=(6, 4, 3, 2, 1, 1, 1, 2))[0]:
        case 0 | 1:
            with suppress(IntegrityError):  # they did it that day already
                complete(person, "thiet-bi", "lua-dao", on=on.isoformat())
            db.session.rollback()
            begin_writing()
            award_due(person_id=person, on=on)
        case 2:
            begin_writing()
            try:
                kind = chance.choice(list(HoldKind))
                decide_hold(kind=kind, certification="P0", **who)
            except (AlreadySo, NothingToDecide):
                db.session.rollback()
        case 3:
            begin_writing()
            until = on + timedelta(days=chance.choice((0, 30, 200)))
            number = str(chance.random())
            extend(
                person_ids=[person], certification="P0", until=until, decision_number=number,
                reason="x", actor_id=boss,
            )  # fmt: skip
        case 4:
            begin_writing()
            waive(certification="P0", requirement=chance.choice(("C02", "C04")), **who)
        case 5:
            begin_writing()
            accept_equivalent(course_slug=slug, proof="x", **who)
        case 6:
            begin_writing()
            _lose(person, boss, slug)
        case _:
            begin_writing()
            ask_to_refresh(course_slug=slug, refresh_by=on + timedelta(days=chance.randint(0, 60)))
            keep_refreshed(person_id=person, course_slug=slug)
    db.session.commit()


def _lose(person: UUID, boss: UUID, slug: str) -> None:
    """Their latest exam in a course was marked again, and is not passed."""
    made = db.session.scalars(
        select(CourseCompletion)
        .where(CourseCompletion.person_id == person, CourseCompletion.course_slug == slug)
        .order_by(CourseCompletion.completed_on.desc())
    ).first()
    if made is None:
        return
    remark = Remark(
        id=uuid4(), course_slug=slug, quiz="exam", revision_id=made.revision_id, decisions={},
        takes_away=True, reason="x", fingerprint=uuid4().hex, made_by=boss, made_on=clock.today(),
        made_at=clock.now(),
    )  # fmt: skip
    db.session.add(remark)
    db.session.flush()
    withdrawn = withdrawal_row(made.id, remark_id=remark.id, actor_id=boss)
    db.session.add(CompletionWithdrawn(**withdrawn))
    award_due(person_id=person, on=clock.today())


class TestRandomLives:
    @pytest.mark.parametrize("seed", range(4))
    def test_the_board_counts_what_the_rule_judges_on_any_day(
        self, people: list[Person], make: Maker, seed: int
    ) -> None:
        chance = Random(seed)
        live(people, make.person("Lê Boss").id, chance)
        (top,) = (unit for unit in db.session.query(Unit) if unit.code == "1")
        ids = [person.id for person in people]
        soon = {Standing.EXPIRING, Standing.REFRESH_DUE}
        for _day in range(25):
            on = FIRST + timedelta(days=chance.randint(0, 1200))
            judged = [rows[0].standing for rows in list_standings(ids, on).values()]
            counts = unit_board([top.id], on).counts
            assert counts.ready == sum(one.is_cleared for one in judged), on
            assert counts.expiring == sum(one in soon for one in judged), on
        with frozen(at("2026-06-01")):
            assert verify().differences == ()


class TestVerify:
    @pytest.fixture
    def certified(self, people: list[Person]) -> Person:
        certify(people[0].id, "2026-01-10")
        return people[0]

    def test_finds_nothing_in_what_the_portal_made(self, certified: Person) -> None:
        with frozen(at("2026-06-01")):
            found = verify()
        assert (found.people, found.certificates, found.differences) == (1, 1, ())

    def test_tells_a_certificate_that_was_tampered_with(self, certified: Person) -> None:
        begin_writing()
        db.session.execute(update(Certificate).values(expires_on=date(2028, 1, 10)))
        project_holders()
        db.session.commit()
        with frozen(at("2026-06-01")):
            (found,) = verify().differences
        assert found.what == "certificate"
        assert "2028-01-10, computed cycle 1, 2026-01-10 to 2027-01-10" in str(found)

    def test_tells_spans_and_boards_that_are_not_what_the_facts_say(
        self, certified: Person
    ) -> None:
        begin_writing()
        db.session.query(StandingSpan).delete()
        db.session.commit()
        with frozen(at("2026-06-01")):
            found = verify().differences
            assert {one.what for one in found} == {"span", "board"}
            begin_writing()
            project_holders()
            assert verify().differences == ()
        db.session.rollback()


class TestRules:
    def test_a_new_version_of_the_rules_changes_what_boards_read(
        self, people: list[Person], tmp_path: Path
    ) -> None:
        certify(people[0].id, "2026-01-10")
        with frozen(at("2026-06-01")):
            load_rules(tmp_path, RULES + "    renewal_window_days: 90\n")
            assert verify().differences == ()
        first = db.session.query(StandingSpan).filter_by(standing="expiring").one()
        assert first.from_on == date(2026, 10, 12)


class TestRefresh:
    def test_is_due_then_lapsed_and_answered_counts_again(self, people: list[Person]) -> None:
        ana = people[0]
        certify(ana.id, "2026-01-10")
        begin_writing()
        with frozen(at("2026-03-01")):
            assert ask_to_refresh(course_slug="lua-dao") == date(2026, 4, 30)
            assert ask_to_refresh(course_slug="lua-dao") == date(2026, 4, 30)
        with frozen(at("2026-05-10")):
            keep_refreshed(person_id=ana.id, course_slug="lua-dao")
            keep_refreshed(person_id=ana.id, course_slug="lua-dao")
        db.session.commit()
        found = {
            day: list_standings([ana.id], date.fromisoformat(day))[ana.id][0].standing.value
            for day in ("2026-02-28", "2026-03-01", "2026-04-30", "2026-05-01", "2026-05-10")
        }
        assert list(found.values()) == ["valid", "refresh_due", "refresh_due", "expired", "valid"]
        assert list_standings([uuid4()], date(2026, 5, 1))

    def test_opens_the_exam_again_and_taking_it_answers(self, people: list[Person]) -> None:
        ana = people[0]
        certify(ana.id, "2026-01-10")
        begin_writing()
        with frozen(at("2026-03-01")):
            ask_to_refresh(course_slug="lua-dao")
        db.session.commit()
        complete(ana.id, "lua-dao", on="2026-03-05")
        with frozen(at("2026-03-05")):
            begin_writing()
            award_due(person_id=ana.id, on=date(2026, 3, 5))
        db.session.commit()
        (row,) = list_standings([ana.id], date(2026, 3, 5))[ana.id]
        assert (row.standing, row.expires_on) == (Standing.VALID, date(2027, 1, 10))
