"""Practice: watched item by item, kept once, superseded and never edited; the person can object."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from portal.certification.decision_models import SignOff
from portal.certification.errors import (
    AboutOneself,
    LooksLikeIdentity,
    NotThatDay,
    ObjectedAlready,
    ReasonMissing,
    UnknownList,
)
from portal.certification.practice import Watched, list_sign_offs, object_to, sign_off
from portal.certification.queries import get_standings
from portal.certification.standing import Standing
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.kernel.errors import NotFound
from portal.people.models import Person
from portal.teams.models import Unit
from tests.support.certifying import RULES, at, certify, load_rules
from tests.support.making import Maker

PRACTICE = (
    RULES.replace(
        "certifications:",
        """signoffs:
  - code: S1
    title: {vi: Thực hành, en: Practice}
    minimum: {vi: hai ca, en: two shifts}
    items: [{vi: Chào hỏi, en: Greets}, {vi: Đóng ca, en: Closes}]
certifications:""",
    )
    + """\
  - code: P1
    title: {vi: Bàn một cửa, en: Desk}
    activity: {vi: Trực tại bàn, en: Works at the desk}
    requires: [P0, S1]
    validity_months: 12
"""
)
MAY = date(2026, 5, 1)


@pytest.fixture
def unit(make: Maker) -> Unit:
    return make.unit("11", "Xã A")


@pytest.fixture
def ana(make: Maker, tmp_path: Path) -> Person:
    load_rules(tmp_path, PRACTICE)
    person = make.person()
    certify(person.id, "2026-01-10")
    return person


@pytest.fixture
def watcher(make: Maker) -> Person:
    return make.person("Lê Văn Xem")


def watch(
    unit: Unit, watcher: Person, *watched: Watched, on: date = MAY, today: str = "2026-05-01"
) -> int:
    begin_writing()
    with frozen(at(today)):
        added = sign_off(
            list_code="S1", watched_on=on, unit_id=unit.id, watched=watched, assessor_id=watcher.id
        )
    db.session.commit()
    return added


def marks(person: Person, *given: bool, key: UUID | None = None, note: str = "") -> Watched:
    return Watched(key or uuid4(), person.id, given, note)


def standing(person: Person, on: date = MAY) -> Standing:
    return get_standings(person.id, on)[1].standing


class TestSignOff:
    def test_every_item_passed_lets_the_permit_fall_due(
        self, ana: Person, watcher: Person, unit: Unit
    ) -> None:
        assert watch(unit, watcher, marks(ana, True, True)) == 1
        assert standing(ana) == Standing.VALID

    def test_one_item_not_passed_is_not_passed(
        self, ana: Person, watcher: Person, unit: Unit
    ) -> None:
        watch(unit, watcher, marks(ana, True, False))
        assert standing(ana) == Standing.IN_PROGRESS
        (row,) = list_sign_offs(ana.id)
        assert [item["is_passed"] for item in row.items] == [True, False]
        assert not row.is_passed

    def test_several_people_of_one_day_and_sent_again_only_once(
        self, ana: Person, watcher: Person, unit: Unit, make: Maker
    ) -> None:
        ben = make.person("Lê Ben")
        both = (marks(ana, True, True), marks(ben, True, True, note="tốt"))
        assert watch(unit, watcher, *both) == 2
        assert watch(unit, watcher, *both) == 0
        assert db.session.scalar(select(func.count()).select_from(SignOff)) == 2

    def test_a_later_one_supersedes_and_both_are_kept(
        self, ana: Person, watcher: Person, unit: Unit
    ) -> None:
        watch(unit, watcher, marks(ana, True, True))
        watch(unit, watcher, marks(ana, True, False), on=date(2026, 5, 9), today="2026-05-10")
        assert standing(ana, date(2026, 5, 8)) == Standing.VALID
        assert standing(ana, date(2026, 5, 9)) == Standing.SUSPENDED
        assert [(one.is_passed, one.is_superseded) for one in list_sign_offs(ana.id)] == [
            (False, False), (True, True),
        ]  # fmt: skip

    def test_two_assessors_of_one_day_the_one_received_later_stands(
        self, ana: Person, watcher: Person, unit: Unit, make: Maker
    ) -> None:
        watch(unit, watcher, marks(ana, True, False))
        watch(unit, make.person("Lê Thị Khác"), marks(ana, True, True))
        assert standing(ana) == Standing.VALID

    def test_watched_without_a_signal_and_received_later_is_awarded_then(
        self, ana: Person, watcher: Person, unit: Unit
    ) -> None:
        watch(unit, watcher, marks(ana, True, True), today="2026-05-20")
        row = get_standings(ana.id, date(2026, 5, 20))[1]
        assert (row.standing, row.issued_on) == (Standing.VALID, date(2026, 5, 20))

    def test_refusals(self, ana: Person, watcher: Person, unit: Unit) -> None:
        with pytest.raises(AboutOneself):
            watch(unit, ana, marks(ana, True, True))
        with pytest.raises(UnknownList):
            watch(unit, watcher, marks(ana, True))
        with pytest.raises(NotThatDay):
            watch(unit, watcher, marks(ana, True, True), on=date(2026, 5, 2))
        with pytest.raises(NotThatDay):
            watch(unit, watcher, marks(ana, True, True), on=date(2026, 3, 1))
        with pytest.raises(LooksLikeIdentity):
            watch(unit, watcher, marks(ana, True, True, note="CCCD 087200123456"))
        db.session.rollback()
        assert list_sign_offs(ana.id) == ()

    def test_the_database_refuses_a_sign_off_of_oneself(self, ana: Person, unit: Unit) -> None:
        values = {
            "key": uuid4(), "person_id": ana.id, "list_code": "S1", "watched_on": MAY, "unit_id": unit.id,
            "assessor_id": ana.id, "items": [], "is_passed": True, "note": "", "recorded_at": at("2026-05-01"),
        }  # fmt: skip
        begin_writing()
        with pytest.raises(IntegrityError):
            db.session.execute(insert(SignOff), [values])
        db.session.rollback()


class TestObjection:
    def test_is_kept_once_and_changes_nothing(
        self, ana: Person, watcher: Person, unit: Unit
    ) -> None:
        watch(unit, watcher, marks(ana, True, False))
        (row,) = list_sign_offs(ana.id)
        begin_writing()
        object_to(sign_off_id=row.id, person_id=ana.id, note="Tôi đã đóng ca.")
        with pytest.raises(ObjectedAlready):
            object_to(sign_off_id=row.id, person_id=ana.id, note="Thêm nữa.")
        db.session.commit()
        (after,) = list_sign_offs(ana.id)
        assert after.objection == "Tôi đã đóng ca."
        assert standing(ana) == Standing.IN_PROGRESS

    def test_needs_words_and_is_only_for_ones_own(
        self, ana: Person, watcher: Person, unit: Unit
    ) -> None:
        watch(unit, watcher, marks(ana, True, False))
        (row,) = list_sign_offs(ana.id)
        begin_writing()
        with pytest.raises(ReasonMissing):
            object_to(sign_off_id=row.id, person_id=ana.id, note=" ")
        with pytest.raises(NotFound):
            object_to(sign_off_id=row.id, person_id=watcher.id, note="x")
        db.session.rollback()
