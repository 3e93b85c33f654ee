"""Decisions about what people hold: kept once, with who and why, refused in words, and told by every standing."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from portal.audit.models import AuditEntry
from portal.certification.decision_models import Ruling, StandingSpan
from portal.certification.decisions import accept_equivalent, decide_hold, extend, waive
from portal.certification.errors import (
    AboutOneself,
    AlreadySo,
    CourseNotPublished,
    DecisionMissing,
    ExtensionIntoThePast,
    LooksLikeIdentity,
    NothingToDecide,
    ProofMissing,
    ReasonMissing,
    TextTooLong,
    UnknownRequirement,
)
from portal.certification.facts import HoldKind
from portal.certification.queries import get_standings
from portal.certification.standing import Standing
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.kernel.errors import DomainError
from portal.people.models import Person
from tests.support.certifying import at, certify, complete, load_rules, offer
from tests.support.making import Maker

MAY = date(2026, 5, 1)


@pytest.fixture
def ana(make: Maker, tmp_path: Path) -> Person:
    """Certified to 10/01/2027."""
    load_rules(tmp_path)
    offer("thiet-bi", "lua-dao")
    person = make.person()
    certify(person.id, "2026-01-10")
    return person


@pytest.fixture
def boss(make: Maker) -> Person:
    return make.person("Lê Boss")


def standing(person_id: UUID, on: date = MAY) -> Standing:
    return get_standings(person_id, on)[0].standing


def hold(kind: HoldKind, person: Person, boss: Person, **more: str) -> None:
    begin_writing()
    decide_hold(
        kind=kind,
        person_id=person.id,
        certification="P0",
        actor_id=boss.id,
        **{"reason": "vì một lý do", **more},
    )
    db.session.commit()


class TestHolds:
    def test_suspended_revoked_and_given_back_each_from_its_day(
        self, ana: Person, boss: Person
    ) -> None:
        for day, kind in (
            ("2026-02-01", "suspended"),
            ("2026-03-01", "reinstated"),
            ("2026-04-01", "revoked"),
        ):
            with frozen(at(day)):
                hold(HoldKind(kind), ana, boss)
        found = [
            standing(ana.id, date(2026, month, day)).value
            for month, day in ((1, 31), (2, 1), (2, 28), (3, 1), (3, 31), (4, 1), (12, 31))
        ]
        assert found == ["valid", "suspended", "suspended", "valid", "valid", "revoked", "revoked"]

    def test_the_board_knows_the_same_spans(self, ana: Person, boss: Person) -> None:
        with frozen(at("2026-02-01")):
            hold(HoldKind.SUSPENDED, ana, boss)
        with frozen(at("2026-03-01")):
            hold(HoldKind.REINSTATED, ana, boss)
        spans = db.session.scalars(select(StandingSpan).order_by(StandingSpan.from_on))
        assert [(one.from_on, one.to_on, one.standing) for one in spans] == [
            (date(2026, 1, 10), date(2026, 1, 31), "valid"),
            (date(2026, 3, 1), date(2026, 12, 10), "valid"),
            (date(2026, 12, 11), date(2027, 1, 10), "expiring"),
        ]

    def test_nothing_is_renewed_while_it_lasts_and_at_once_when_given_back(
        self, ana: Person, boss: Person
    ) -> None:
        with frozen(at("2026-12-20")):
            hold(HoldKind.SUSPENDED, ana, boss)
        complete(ana.id, "thiet-bi", "lua-dao", on="2026-12-22")
        with frozen(at("2027-02-01")):
            hold(HoldKind.REINSTATED, ana, boss)
        (row,) = get_standings(ana.id, date(2027, 2, 1))
        assert (row.standing, row.issued_on) == (Standing.VALID, date(2027, 2, 1))

    def test_who_when_and_why_are_kept_and_audited(self, ana: Person, boss: Person) -> None:
        with frozen(at("2026-02-01")):
            hold(HoldKind.REVOKED, ana, boss, appeal_note="Gửi đơn trong 30 ngày")
        ruling = db.session.scalars(select(Ruling)).one()
        assert (ruling.made_by, ruling.made_on) == (boss.id, date(2026, 2, 1))
        assert (ruling.reason, ruling.appeal_note) == ("vì một lý do", "Gửi đơn trong 30 ngày")
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "permit.revoked")
        ).one()
        assert (entry.actor_id, entry.subject) == (boss.id, str(ana.id))

    @pytest.mark.parametrize(
        ("kind", "more", "error"),
        [
            (HoldKind.SUSPENDED, {"reason": "  "}, ReasonMissing),
            (HoldKind.REVOKED, {"reason": "x" * 1001}, TextTooLong),
            (HoldKind.REVOKED, {"reason": "căn cước 0872 0012 3456"}, LooksLikeIdentity),
            (HoldKind.REINSTATED, {}, AlreadySo),
        ],
        ids=["no reason", "too long", "identity number", "not held up"],
    )
    def test_refusals(
        self,
        ana: Person,
        boss: Person,
        kind: HoldKind,
        more: dict[str, str],
        error: type[DomainError],
    ) -> None:
        with pytest.raises(error), frozen(at("2026-02-01")):
            hold(kind, ana, boss, **more)
        db.session.rollback()
        assert db.session.scalars(select(Ruling)).all() == []

    def test_nobody_decides_about_themselves_or_about_nothing(
        self, ana: Person, boss: Person
    ) -> None:
        with pytest.raises(AboutOneself), frozen(at("2026-02-01")):
            hold(HoldKind.SUSPENDED, ana, ana)
        with pytest.raises(NothingToDecide), frozen(at("2026-02-01")):
            hold(HoldKind.SUSPENDED, boss, ana)

    @pytest.mark.parametrize(
        "changed",
        [
            {"made_by": "self"},
            {"reason": " "},
            {"kind": "forgotten"},
            {"until": date(2026, 1, 1)},
            {"requirement": "C02"},
        ],
        ids=["self", "reason", "kind", "until", "requirement"],
    )
    def test_the_database_keeps_the_same_promises(
        self, ana: Person, boss: Person, changed: dict[str, Any]
    ) -> None:
        values = {
            "person_id": ana.id, "kind": "suspended", "certification": "P0", "made_on": MAY,
            "reason": "x", "made_by": boss.id, "made_at": at("2026-05-01"), **changed,
        }  # fmt: skip
        values["made_by"] = ana.id if changed.get("made_by") else boss.id
        begin_writing()
        with pytest.raises(IntegrityError):
            db.session.execute(insert(Ruling), [values])
        db.session.rollback()


class TestExtend:
    def extend(self, *people: Person, boss: Person, **more: Any) -> int:
        begin_writing()
        count = extend(
            person_ids=[one.id for one in people],
            actor_id=boss.id,
            **{
                "certification": "P0", "until": date(2027, 6, 30), "decision_number": "12/QĐ",
                "reason": "lũ", **more,
            },
        )  # fmt: skip
        db.session.commit()
        return count

    def test_many_at_once_and_the_same_decision_only_once(
        self, ana: Person, boss: Person, make: Maker
    ) -> None:
        ben, nobody = make.person("Lê Ben"), make.person("Lê Không")
        certify(ben.id, "2025-01-10")  # it has expired
        with frozen(at("2026-05-01")):
            assert self.extend(ana, ben, nobody, boss=boss) == 2
            assert self.extend(ana, ben, nobody, boss=boss) == 0
        (row,) = get_standings(ana.id, MAY)
        assert (row.standing, row.expires_on) == (Standing.VALID, date(2027, 6, 30))
        assert standing(ben.id) == Standing.VALID
        assert standing(ben.id, date(2026, 4, 30)) == Standing.EXPIRED
        assert standing(nobody.id) == Standing.NONE

    def test_leaves_alone_who_holds_it_longer_and_the_actor(
        self, ana: Person, boss: Person
    ) -> None:
        with frozen(at("2026-05-01")):
            assert self.extend(ana, boss=boss, until=date(2026, 12, 1)) == 0
            assert self.extend(ana, boss=ana) == 0

    def test_refusals(self, ana: Person, boss: Person) -> None:
        with frozen(at("2026-05-01")):
            for more, error in (
                ({"until": date(2026, 4, 30)}, ExtensionIntoThePast),
                ({"decision_number": ""}, DecisionMissing),
                ({"reason": ""}, ReasonMissing),
            ):
                with pytest.raises(error):
                    self.extend(ana, boss=boss, **more)
                db.session.rollback()


class TestWaiveAndAccept:
    def test_a_waived_requirement_lets_the_certificate_fall_due(
        self, ana: Person, boss: Person, make: Maker
    ) -> None:
        ben = make.person("Lê Ben")
        complete(ben.id, "thiet-bi", on="2026-05-01")
        for _twice in range(2):
            begin_writing()
            with frozen(at("2026-05-02")):
                waive(
                    person_id=ben.id,
                    certification="P0",
                    requirement="C04",
                    reason="x",
                    actor_id=boss.id,
                )
            db.session.commit()
        (row,) = get_standings(ben.id, date(2026, 5, 2))
        assert (row.standing, row.expires_on) == (Standing.VALID, date(2027, 5, 1))
        assert [one.code for one in row.why] == ["valid_until", "completed", "waived"]

    def test_what_was_done_elsewhere_counts_from_its_day(
        self, ana: Person, boss: Person, make: Maker
    ) -> None:
        ben = make.person("Lê Ben")
        complete(ben.id, "thiet-bi", on="2026-05-01")
        begin_writing()
        with frozen(at("2026-05-03")):
            accept_equivalent(
                person_id=ben.id,
                course_slug="lua-dao",
                proof="Giấy của trường",
                reason="x",
                actor_id=boss.id,
            )
        db.session.commit()
        assert standing(ben.id, date(2026, 5, 2)) == Standing.IN_PROGRESS
        assert standing(ben.id, date(2026, 5, 3)) == Standing.VALID

    def test_refusals(self, ana: Person, boss: Person) -> None:
        waiving = {"person_id": ana.id, "certification": "P0", "reason": "x", "actor_id": boss.id}
        accepting = {
            "person_id": ana.id,
            "course_slug": "lua-dao",
            "reason": "x",
            "actor_id": boss.id,
        }
        begin_writing()
        with frozen(at("2026-05-01")):
            with pytest.raises(UnknownRequirement):
                waive(requirement="C09", **waiving)
            with pytest.raises(ProofMissing):
                accept_equivalent(proof=" ", **accepting)
            with pytest.raises(CourseNotPublished):
                accept_equivalent(proof="x", **{**accepting, "course_slug": "mini"})
            with pytest.raises(AboutOneself):
                accept_equivalent(proof="x", **{**accepting, "actor_id": ana.id})
        db.session.rollback()
