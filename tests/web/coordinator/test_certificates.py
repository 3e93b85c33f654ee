"""/readiness/<unit>/certificates, and a person's certificate as a PDF."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pypdfium2
import pytest
from sqlalchemy import select

from portal.areas.coordinator.views import certificates as views
from portal.certification.models import Certificate
from portal.certification.queries import get_standings
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.identifiers import new_serial
from tests.support.pages import Page, PageClient
from tests.web.coordinator.land import Land

Counting = Callable[[], AbstractContextManager[list[str]]]


def words(page: Page) -> list[str]:
    """The text of each sheet."""
    pdf = pypdfium2.PdfDocument(page.response.get_data())
    return [" ".join(one.get_textpage().get_text_bounded().split()) for one in pdf]


def serial_of(person_id: object) -> str:
    (row,) = get_standings(person_id, clock.today())  # type: ignore[arg-type]
    db.session.rollback()
    assert row.serial
    return row.serial


class TestCertificatesOfAUnit:
    def test_are_offered_on_the_board_and_named_with_their_number(
        self, cora: PageClient, land: Land
    ) -> None:
        board = cora.get("/readiness/82")
        address = board.links()["Certificates to print"]
        page = cora.get(address)
        assert list(filter(re.compile("PDF").search, page.links())) == [
            "Certificates 1 to 2 of 2 (PDF)"
        ]

    def test_come_as_one_pdf_by_unit_with_the_latest_of_each_person(
        self, cora: PageClient, land: Land
    ) -> None:
        page = cora.get("/readiness/82/certificates/P0/pdf")
        assert page.response.mimetype == "application/pdf"
        assert page.response.headers["Cache-Control"] == "no-store"
        sheets = words(page)
        assert ["Đỗ Thị Chi" in sheets[0], "Nguyễn Thị Ana" in sheets[1]] == [True, True]
        assert serial_of(land.ana.id) in sheets[1]
        assert len(sheets) == 2

    def test_come_in_parts(
        self, cora: PageClient, land: Land, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views, "PART", 1)
        page = cora.get("/readiness/82/certificates")
        addresses = [url for text, url in page.links().items() if "PDF" in text]
        assert [len(words(cora.get(url))) for url in addresses] == [1, 1]
        assert "Nguyễn Thị Ana" in words(cora.get(addresses[1]))[0]

    @pytest.mark.parametrize("start", ["0", "3", "-1", "x", "1e9", "999999999999", ""])
    def test_of_a_part_that_is_not_there_are_not_found(
        self, cora: PageClient, land: Land, start: str
    ) -> None:
        assert cora.get(f"/readiness/82/certificates/P0/pdf?start={start}").status_code == 404

    def test_of_other_units_are_not_found(self, dora: PageClient, land: Land) -> None:
        assert len(words(dora.get("/readiness/29905/certificates/P0/pdf"))) == 1
        for code in ("82", land.cao_lanh.code, "99999"):
            assert dora.get(f"/readiness/{code}/certificates").status_code == 404
            assert dora.get(f"/readiness/{code}/certificates/P0/pdf").status_code == 404

    def test_of_another_day_are_those_of_that_day(self, cora: PageClient, land: Land) -> None:
        page = cora.get("/readiness/82/certificates?on=2027-03-01")
        assert "Nobody here holds a certificate on this day" in page.words

    def test_take_at_most_six_statements(
        self, cora: PageClient, land: Land, statements: Counting
    ) -> None:
        with statements() as seen:
            cora.get("/readiness/82/certificates")
        assert len(seen) <= 6


class TestOnePersons:
    def test_is_offered_on_their_page(self, cora: PageClient, land: Land) -> None:
        serial = serial_of(land.ana.id)
        page = cora.get(f"/people/{land.ana.id}")
        (sheet,) = words(cora.get(page.links()[f"Certificate {serial} (PDF)"]))
        assert "Nguyễn Thị Ana" in sheet and serial in sheet

    def test_is_found_for_their_own_coordinators_only(self, dora: PageClient, land: Land) -> None:
        chis, anas = serial_of(land.chi.id), serial_of(land.ana.id)
        for person, serial in (
            (land.chi.id, chis),
            (land.ana.id, chis),
            (land.ana.id, new_serial()),
            (uuid4(), anas),
        ):
            assert dora.get(f"/people/{person}/certificates/{serial}/pdf").status_code == 404

    def test_an_earlier_one_can_be_printed_too(self, cora: PageClient, land: Land) -> None:
        mine = select(Certificate.serial).where(Certificate.person_id == land.ana.id)
        first = db.session.scalars(mine.order_by(Certificate.cycle)).first()
        db.session.rollback()
        (sheet,) = words(cora.get(f"/people/{land.ana.id}/certificates/{first}/pdf"))
        assert "10/01/2024" in sheet
