from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pypdfium2
import pytest

from portal.kernel.clock import frozen
from portal.kernel.identifiers import new_serial
from tests.support.certifying import RULES, at, certify, complete, load_rules, offer
from tests.support.making import Maker
from tests.support.pages import PageClient

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with frozen(at("2026-06-01")):
        yield


@pytest.fixture
def rules(make: Maker, tmp_path: Path) -> None:
    load_rules(tmp_path)
    offer("thiet-bi", "lua-dao")


@pytest.mark.usefixtures("rules")
class TestCertificates:
    def test_shows_the_way_to_somebody_with_nothing(self, client: PageClient, make: Maker) -> None:
        client.sign_in(make.person())
        page = client.get("/certificates")
        assert page.status_code == 200
        assert "Chưa có" in page.words
        links = page.links()
        assert links["Thiết bị"] == "/courses/thiet-bi"
        assert links["Lừa đảo"] == "/courses/lua-dao"
        assert "khoảng 90 phút" in page.words
        assert "Tất cả khoảng 150 phút" in page.words
        assert links["Mở khóa học tiếp theo"] == "/courses/thiet-bi"

    def test_shows_only_what_is_missing_halfway(self, client: PageClient, make: Maker) -> None:
        ana = make.person()
        complete(ana.id, "thiet-bi", on="2026-05-01")
        client.sign_in(ana)
        page = client.get("/certificates")
        assert "Đang học" in page.words
        assert "còn thiếu “Lừa đảo”" in page.words
        assert "Thiết bị" not in page.links()

    def test_shows_what_is_held_why_and_until_when(self, client: PageClient, make: Maker) -> None:
        ana = make.person()
        issued = certify(ana.id, "2026-05-01")
        client.sign_in(ana)
        page = client.get("/certificates")
        assert page.find("div", class_="c-verdict--ready")
        assert "Còn hiệu lực đến hết ngày 01/05/2027, dựa trên “Thiết bị”" in page.words
        assert page.links()[issued.serial] == f"/check/{issued.serial}"
        assert "Mở khóa học tiếp theo" not in page.links()

    @pytest.mark.parametrize(
        ("day", "word", "tone"),
        [("2027-04-20", "Sắp hết hạn", "soon"), ("2027-05-02", "Đã hết hạn", "no")],
    )
    def test_shows_how_to_renew(
        self, client: PageClient, make: Maker, day: str, word: str, tone: str
    ) -> None:
        ana = make.person()
        certify(ana.id, "2026-05-01")
        with frozen(at(day)):
            client.sign_in(ana)
            page = client.get("/certificates")
        assert word in page.words
        assert page.find("div", class_=f"c-verdict--{tone}")
        assert "Để gia hạn" in page.words
        assert page.links()["Thiết bị"] == "/courses/thiet-bi"

    def test_keeps_earlier_certificates_below(self, client: PageClient, make: Maker) -> None:
        ana = make.person()
        old, new = certify(ana.id, "2025-05-20"), certify(ana.id, "2026-05-10")
        client.sign_in(ana)
        page = client.get("/certificates")
        assert {old.serial, new.serial} <= set(page.links())
        assert "Giấy chứng nhận trước đây" in page.words

    def test_shows_nothing_of_another_person(self, client: PageClient, make: Maker) -> None:
        issued = certify(make.person().id, "2026-05-01")
        client.sign_in(make.person("Lê Ben"))
        assert issued.serial not in client.get("/certificates").text

    def test_speaks_english(self, client: PageClient, make: Maker) -> None:
        ana = make.person()
        certify(ana.id, "2026-05-01")
        client.switch_to("en")
        client.sign_in(ana)
        assert "Valid to the end of 01/05/2027, by “Devices”" in client.get("/certificates").words

    def test_takes_at_most_three_statements(
        self, client: PageClient, make: Maker, statements: Statements
    ) -> None:
        ana = make.person()
        certify(ana.id, "2026-05-01")
        client.sign_in(ana)
        with statements() as seen:
            client.get("/certificates")
        assert len(seen) <= 3
        assert all("SELECT" in statement for statement in seen)

    def test_gives_ones_own_as_a_pdf(self, client: PageClient, make: Maker) -> None:
        ana = make.person("Nguyễn Thị Ánh Đào")
        serial = certify(ana.id, "2026-05-01").serial
        client.sign_in(ana)
        page = client.get(client.get("/certificates").links()["Tải bản in (PDF)"])
        assert page.response.mimetype == "application/pdf"
        assert f"{serial}.pdf" in page.response.headers["Content-Disposition"]
        text = pypdfium2.PdfDocument(page.response.get_data())[0].get_textpage().get_text_bounded()
        assert "Nguyễn Thị Ánh Đào" in text and serial in text

    def test_gives_nobody_elses(self, client: PageClient, make: Maker) -> None:
        serial = certify(make.person().id, "2026-05-01").serial
        client.sign_in(make.person("Lê Ben"))
        for wanted in (serial, new_serial(), "x"):
            assert client.get(f"/certificates/{wanted}/pdf").status_code == 404

    def test_cannot_be_posted(self, client: PageClient, make: Maker) -> None:
        client.sign_in(make.person())
        assert client.post("/certificates").status_code in {400, 405}


class TestWithoutRules:
    def test_says_that_nothing_is_lost(self, client: PageClient, make: Maker) -> None:
        client.sign_in(make.person())
        page = client.get("/certificates")
        assert "Quản trị viên chưa nạp quy định" in page.words

    def test_signed_out_goes_to_sign_in(self, client: PageClient) -> None:
        page = client.get("/certificates")
        assert page.status_code == 302
        assert page.location == "/sign-in?next=/certificates"


COMING = (
    RULES
    + """\
  - code: P1
    title: {vi: Bàn một cửa, en: Desk}
    activity: {vi: Trực tại bàn, en: Works at the desk}
    requires: [P0, C09]
    validity_months: 12
"""
)


class TestComing:
    def test_shows_apart_what_waits_for_a_course(
        self, client: PageClient, make: Maker, tmp_path: Path
    ) -> None:
        load_rules(tmp_path, COMING)
        offer("thiet-bi", "lua-dao")
        client.sign_in(make.person())
        page = client.get("/certificates")
        before, after = page.words.split("Sắp có", 1)
        assert "Trực tại bàn" in after
        assert "Trực tại bàn" not in before
        assert "Khóa thử" not in page.links()

    def test_is_a_permit_like_any_other_once_the_course_is_there(
        self, client: PageClient, make: Maker, tmp_path: Path
    ) -> None:
        load_rules(tmp_path, COMING)
        offer("thiet-bi", "lua-dao", "mini")
        client.sign_in(make.person())
        page = client.get("/certificates")
        assert "Sắp có" not in page.words
        assert page.links()["Khóa thử"] == "/courses/mini"
