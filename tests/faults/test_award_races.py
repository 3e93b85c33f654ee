"""Two hand-ins of one person at the same moment: one certificate, and nobody sees an error."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from portal.certification import services
from portal.certification.awarding import find_certificate_due
from portal.certification.models import Certificate
from portal.certification.services import award_due
from portal.kernel.db import begin_writing, db
from tests.support.certifying import certify, complete, load_rules
from tests.support.making import Maker

DAY = date(2026, 1, 10)
AT_ONCE = 6


@pytest.fixture
def ana(make: Maker, tmp_path: Path) -> UUID:
    load_rules(tmp_path)
    person = make.person().id
    complete(person, "thiet-bi", "lua-dao", on="2026-01-10")
    return person


class TestAwardsAtOnce:
    def test_issue_one_certificate(self, app: Flask, ana: UUID) -> None:
        barrier = Barrier(AT_ONCE)

        def award(_number: int) -> list[str]:
            with app.app_context():
                barrier.wait()
                begin_writing()
                issued = award_due(person_id=ana, on=DAY)
                db.session.commit()
                return [certificate.serial for certificate in issued]

        with ThreadPoolExecutor(AT_ONCE) as pool:
            serials = [serial for found in pool.map(award, range(AT_ONCE)) for serial in found]
        assert len(serials) == 1
        with app.app_context():
            assert db.session.scalars(select(Certificate.serial)).all() == serials

    def test_without_the_lock_the_unique_key_still_gives_the_others_certificate(
        self, make: Maker, ana: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = certify(make.person("Lê Ben").id, "2026-01-10")

        def issued_meanwhile(*known: object) -> object:
            due = find_certificate_due(*known)  # type: ignore[arg-type]
            if due:
                first.person_id = ana  # as if another process had just committed it
                db.session.flush()
                monkeypatch.setattr(services, "find_certificate_due", find_certificate_due)
            return due

        monkeypatch.setattr(services, "find_certificate_due", issued_meanwhile)
        begin_writing()
        issued = award_due(person_id=ana, on=DAY)
        assert [certificate.serial for certificate in issued] == [first.serial]
