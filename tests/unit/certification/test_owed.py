"""What new rules make due is issued on their first day, once, and not to whom it is held back from."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.certification.decisions import decide_hold
from portal.certification.facts import HoldKind
from portal.certification.models import Certificate
from portal.certification.owed import issue_owed
from portal.certification.predicting import Effect
from portal.certification.rule_changes import change_rule, preview_rule
from portal.certification.rule_editing import RuleDraft
from portal.certification.verifying import verify
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from tests.support.certifying import RULES, at, certify, complete, load_rules
from tests.support.making import Maker

FIRST = date(2026, 6, 10)
#: P1 rests on P0
TWO = RULES + RULES[RULES.index("  - code: P0") :].replace("P0", "P1").replace(
    "[C02, C04]", "[P0, C09]"
)
LOOSER = RuleDraft(FIRST, ("C02",), 12, 30, 60)


@pytest.fixture
def people(make: Maker, tmp_path: Path) -> list[UUID]:
    """With C02 alone; with C09 too; with all of P0, held back since, and C02 done anew."""
    load_rules(tmp_path, TWO)
    ana, ben, chi, boss = (make.person(f"Lê Văn {name}").id for name in ("A", "B", "C", "Boss"))
    complete(ana, "thiet-bi", on="2026-03-01")
    complete(ben, "thiet-bi", "mini", on="2026-03-02")
    certify(chi, "2026-01-10")
    begin_writing()
    with frozen(at("2026-02-01")):
        decide_hold(
            kind=HoldKind.SUSPENDED, person_id=chi, certification="P0", reason="x", actor_id=boss
        )
    db.session.commit()
    complete(chi, "thiet-bi", on="2026-05-01")
    return [ana, ben, chi, boss]


def keep(draft: RuleDraft, boss: UUID) -> None:
    found = preview_rule("P0", draft)
    assert (found.count(Effect.GAINS), found.awards) == (2, 3)
    begin_writing()
    for _click in range(2):
        change_rule(code="P0", draft=draft, fingerprint=found.fingerprint, actor_id=boss)
    db.session.commit()


def issued() -> list[tuple[UUID, str, int, date]]:
    db.session.rollback()
    rows = db.session.scalars(select(Certificate).order_by(Certificate.person_id)).all()
    return sorted((row.person_id, row.certification, row.cycle, row.issued_on) for row in rows)


def expected(people: list[UUID], on: date) -> list[tuple[UUID, str, int, date]]:
    ana, ben, chi, _boss = people
    before = (chi, "P0", 1, date(2026, 1, 10))
    return sorted([(ana, "P0", 1, on), (ben, "P0", 1, on), (ben, "P1", 1, on), before])


class TestRuleFromToday:
    def test_gives_what_was_foretold_in_the_act_that_keeps_it(self, people: list[UUID]) -> None:
        with frozen(at(FIRST.isoformat())):
            keep(LOOSER, people[3])
            assert issued() == expected(people, FIRST)
            assert verify().differences == ()
            assert issue_owed() == 0
        noted = select(func.count()).where(AuditEntry.action == "certificate.issued")
        assert db.session.scalar(noted) == 4
        newest = select(func.count()).where(Certificate.scheme_version_id == 2)
        assert db.session.scalar(newest) == 3


class TestRuleFromADayToCome:
    def test_gives_it_on_that_day_once_however_often_it_is_asked(
        self, app: Flask, people: list[UUID]
    ) -> None:
        with frozen(at("2026-06-01")):
            keep(LOOSER, people[3])
            assert (issue_owed(), len(issued())) == (0, 1)
            assert verify().differences == ()
        barrier = Barrier(2)

        def night(_number: int) -> int:
            with app.app_context(), frozen(at(FIRST.isoformat())):
                barrier.wait()
                return issue_owed()

        with frozen(at(FIRST.isoformat())):
            told = [str(one) for one in verify().differences]
            assert len([one for one in told if one.startswith("owed P0 to ")]) == 2
            db.session.rollback()
            with ThreadPoolExecutor(2) as pool:
                assert sorted(pool.map(night, range(2))) == [0, 3]
            assert issued() == expected(people, FIRST)
            assert verify().differences == ()
