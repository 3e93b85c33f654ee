from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from portal.audit.services import record
from portal.certification.decisions import decide_hold, extend
from portal.certification.facts import HoldKind
from portal.certification.passes.status_list import ListedState, ListedStatus, StatusList
from portal.certification.passes.statuses import known_statuses, list_statuses
from portal.kernel import clock
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from tests.support.certifying import at, certify, load_rules
from tests.support.making import Maker

Statements = Callable[[], AbstractContextManager[list[str]]]
DAY = date(2026, 12, 21)


def decide(kind: HoldKind, whom: Person, by: Person, *, on: str) -> None:
    begin_writing()
    with frozen(at(on)):
        decide_hold(
            kind=kind,
            person_id=whom.id,
            certification="P0",
            reason="Vì lý do",
            actor_id=by.id,
        )
    db.session.commit()


@pytest.fixture
def rules(make: Maker, tmp_path: Path) -> None:
    load_rules(tmp_path)


@pytest.mark.usefixtures("rules")
class TestStatuses:
    def test_name_the_last_certificate_in_force_and_those_before_it_replaced(
        self, make: Maker
    ) -> None:
        ana, ben = make.person(), make.person("Lê Ben")
        first, second = certify(ana.id, "2026-01-10"), certify(ana.id, "2026-12-20")
        over = certify(ben.id, "2024-01-10")
        assert list_statuses(DAY) == {
            first.serial: ListedStatus(ListedState.REPLACED, first.expires_on),
            second.serial: ListedStatus(ListedState.IN_FORCE, second.expires_on),
            over.serial: ListedStatus(ListedState.IN_FORCE, over.expires_on),
        }

    @pytest.mark.parametrize(
        ("kind", "state"),
        [
            (HoldKind.REVOKED, ListedState.REVOKED),
            (HoldKind.SUSPENDED, ListedState.SUSPENDED),
        ],
        ids=["revoked", "suspended"],
    )
    def test_tell_what_was_withdrawn_and_what_was_given_back(
        self, make: Maker, kind: HoldKind, state: ListedState
    ) -> None:
        ana, cora = make.person(), make.person("Phạm Cora")
        earlier, issued = certify(ana.id, "2025-12-25"), certify(ana.id, "2026-12-10")
        decide(kind, ana, cora, on="2026-12-20")
        told = list_statuses(DAY)
        assert {told[one.serial].state for one in (earlier, issued)} == {state}
        decide(HoldKind.REINSTATED, ana, cora, on="2026-12-21")
        assert list_statuses(DAY)[issued.serial].state is ListedState.IN_FORCE

    def test_tell_the_day_to_which_a_permit_was_extended(self, make: Maker) -> None:
        ana, cora = make.person(), make.person("Phạm Cora")
        issued = certify(ana.id, "2025-12-25")
        begin_writing()
        with frozen(at("2026-12-20")):
            extend(
                person_ids=[ana.id],
                certification="P0",
                until=date(2027, 3, 31),
                decision_number="12-QĐ/TĐ",
                reason="Bão",
                actor_id=cora.id,
            )
        db.session.commit()
        assert list_statuses(date(2027, 1, 15))[issued.serial] == ListedStatus(
            ListedState.IN_FORCE, date(2027, 3, 31)
        )

    def test_know_nothing_of_what_comes_later(self, make: Maker) -> None:
        certify(make.person().id, "2027-01-10")
        assert list_statuses(DAY) == {}

    def test_keep_a_permit_that_the_rules_no_longer_have(self, make: Maker, tmp_path: Path) -> None:
        issued = certify(make.person().id, "2026-01-10")
        text = (
            (tmp_path / "scheme.yaml").read_text(encoding="utf-8").replace("code: P0", "code: P5")
        )
        with frozen(at("2026-06-01")):
            load_rules(tmp_path, text.replace("2023-01-01", "2026-06-01"))
        lapsed = ListedStatus(ListedState.LAPSED, issued.expires_on)
        assert list_statuses(DAY)[issued.serial] == lapsed

    def test_are_packed_again_only_after_something_was_done(
        self, make: Maker, statements: Statements
    ) -> None:
        issued = certify(make.person().id, "2026-01-10")
        packed = known_statuses(DAY).packed
        assert StatusList(clock.now(), packed).find(issued.serial)
        with statements() as seen:
            assert known_statuses(DAY).packed == packed
        assert len(seen) == 1
        begin_writing()
        record(actor_id=None, action="test", subject="x")
        db.session.commit()
        with statements() as seen:
            known_statuses(DAY)
        assert len(seen) > 1
