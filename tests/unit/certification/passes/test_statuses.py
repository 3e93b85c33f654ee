from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from portal.audit.services import record
from portal.certification.passes.status_list import ListedState, ListedStatus, StatusList
from portal.certification.passes.statuses import known_statuses, list_statuses
from portal.kernel import clock
from portal.kernel.db import begin_writing, db
from tests.support.certifying import certify, load_rules
from tests.support.making import Maker

Statements = Callable[[], AbstractContextManager[list[str]]]
DAY = date(2026, 12, 21)


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

    def test_know_nothing_of_what_comes_later(self, make: Maker) -> None:
        certify(make.person().id, "2027-01-10")
        assert list_statuses(DAY) == {}

    def test_keep_a_permit_that_the_rules_no_longer_have(self, make: Maker, tmp_path: Path) -> None:
        issued = certify(make.person().id, "2026-01-10")
        text = (
            (tmp_path / "scheme.yaml").read_text(encoding="utf-8").replace("code: P0", "code: P5")
        )
        load_rules(tmp_path, text.replace("2023-01-01", "2026-06-01"))
        assert list_statuses(DAY)[issued.serial].until == issued.expires_on

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
