from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from portal.areas.public.views.check import GUESSES_ALLOWED, guesses
from portal.certification.models import Certificate
from portal.certification.passes.keyring import find_signing_key, rotate_keys
from portal.certification.passes.keys import SigningKey, make_key
from portal.certification.passes.tokens import PassClaims, sign_pass
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.kernel.identifiers import new_serial
from portal.web.guesses import WINDOW
from tests.support.certifying import at, certify, load_rules
from tests.support.databases import SECRET
from tests.support.making import Maker
from tests.support.pages import Page, PageClient

Statements = Callable[[], AbstractContextManager[list[str]]]
NAME = "Nguyễn Thị Ánh Đào"


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with frozen(at("2026-06-01")):
        yield
    guesses.forget()


@pytest.fixture
def issued(make: Maker, tmp_path: Path) -> Certificate:
    load_rules(tmp_path)
    return certify(make.person(NAME).id, "2026-01-10")


def field_error(page: Page) -> str:
    (error,) = page.find("p", id="serial-error")
    return " ".join("".join(error.itertext()).split())


class TestTheForm:
    def test_opens_for_anybody_with_one_field(self, client: PageClient) -> None:
        page = client.get("/check")
        assert page.status_code == 200
        assert [one.get("name") for one in page.find("input", type="text")] == ["serial"]

    @pytest.mark.parametrize("spelling", ["{}", " {} ", "{lower}", "{spaced}", "{bare}"])
    def test_takes_any_spelling_to_the_certificate(
        self, client: PageClient, issued: Certificate, spelling: str
    ) -> None:
        serial = issued.serial
        typed = spelling.format(
            serial, lower=serial.lower(), spaced=" ".join(serial), bare=serial[3:].replace("-", "")
        )
        page = client.get("/check", query_string={"serial": typed})
        assert page.status_code == 302
        assert page.location == f"/check/{serial}"

    def test_says_that_a_character_is_wrong(self, client: PageClient) -> None:
        serial = new_serial()
        wrong = serial[:-1] + ("0" if serial[-1] != "0" else "1")
        page = client.get("/check", query_string={"serial": wrong})
        assert page.status_code == 422
        assert "Có một ký tự sai" in field_error(page)
        assert page.find("input", name="serial")[0].get("value") == wrong

    @pytest.mark.parametrize("text", ["hello", "SS-123", "12345678901", "SS-ĐĐĐĐĐ-ĐĐĐĐĐ", "<b>"])
    def test_says_that_it_cannot_be_a_serial(self, client: PageClient, text: str) -> None:
        page = client.get("/check", query_string={"serial": text})
        assert page.status_code == 422
        assert "Đây không thể là mã số" in field_error(page)

    def test_says_what_to_write_into_an_empty_field(self, client: PageClient) -> None:
        assert "Nhập mã số" in field_error(client.get("/check?serial="))

    def test_refuses_a_very_long_text(self, client: PageClient) -> None:
        page = client.get("/check", query_string={"serial": "A" * 2000})
        assert "Mã số không dài như vậy" in field_error(page)

    def test_cannot_be_posted(self, client: PageClient) -> None:
        assert client.post("/check").status_code in {400, 405}


class TestTheCertificate:
    def test_shows_state_permit_dates_and_why(
        self, client: PageClient, issued: Certificate
    ) -> None:
        page = client.get(f"/check/{issued.serial}")
        assert page.status_code == 200
        for words in (
            "Còn hiệu lực đến hết ngày 10/01/2027",
            "Tình nguyện viên",
            "10/01/2026",
            "01/06/2026",
        ):
            assert words in page.words
        assert page.response.headers["X-Robots-Tag"] == "noindex"

    def test_shows_initials_and_no_name(self, client: PageClient, issued: Certificate) -> None:
        page = client.get(f"/check/{issued.serial}")
        assert "N. T. Á. Đ." in page.words
        for part in ("Nguyễn", "Thị", "Ánh", "Đào", "example.org", str(issued.person_id)):
            assert part not in page.text

    @pytest.mark.parametrize(
        ("day", "word", "tone"),
        [
            ("2026-12-01", "Còn hiệu lực", "ready"),
            ("2026-12-11", "Sắp hết hạn", "soon"),
            ("2027-01-10", "Chỉ còn hiệu lực hôm nay", "soon"),
            ("2027-01-11", "Đã hết hạn", "no"),
        ],
    )
    def test_tells_the_state_of_today(
        self, client: PageClient, issued: Certificate, day: str, word: str, tone: str
    ) -> None:
        with frozen(at(day)):
            page = client.get(f"/check/{issued.serial}")
        assert word in page.words
        assert page.find("div", class_=f"c-verdict--{tone}")

    def test_of_an_earlier_one_tells_that_there_is_a_newer(
        self, client: PageClient, issued: Certificate
    ) -> None:
        newer = certify(issued.person_id, "2026-12-20")
        with frozen(at("2026-12-21")):
            page = client.get(f"/check/{issued.serial}")
        assert "đã được cấp giấy mới hơn" in page.words
        assert newer.serial not in page.text

    def test_speaks_english(self, client: PageClient, issued: Certificate) -> None:
        client.switch_to("en")
        assert "Valid to the end of 10/01/2027" in client.get(f"/check/{issued.serial}").words

    def test_leads_from_another_spelling_to_the_one_address(
        self, client: PageClient, issued: Certificate
    ) -> None:
        page = client.get(f"/check/{issued.serial.lower()}")
        assert page.location == f"/check/{issued.serial}"

    @pytest.mark.parametrize("serial", [None, "hello", "SS-123"])
    def test_unknown_is_calmly_not_found(self, client: PageClient, serial: str | None) -> None:
        page = client.get(f"/check/{serial or new_serial()}")
        assert page.status_code == 404
        assert "Không có giấy chứng nhận này" in page.words
        assert page.find("input", name="serial")

    def test_takes_at_most_six_statements_and_writes_nothing(
        self, client: PageClient, issued: Certificate, statements: Statements
    ) -> None:
        with statements() as seen:
            client.get(f"/check/{issued.serial}")
        assert len(seen) <= 6
        assert all(statement.lstrip("( ").upper().startswith("SELECT") for statement in seen)


class TestTheCode:
    """A scanned code: the address with a signed token."""

    @pytest.fixture
    def token(self, issued: Certificate) -> str:
        return self.signed(issued, self.new_key())

    def new_key(self, secret: str = SECRET) -> SigningKey:
        begin_writing()
        rotate_keys(secret=secret)
        db.session.commit()
        key = find_signing_key(secret)
        db.session.rollback()
        assert key is not None
        return key

    def signed(self, of: Certificate, key: SigningKey, **other: str) -> str:
        serial = other.get("serial", of.serial)
        claims = PassClaims(serial, "N. T. Á. Đ.", "P0", of.issued_on, of.expires_on)
        return sign_pass(claims, key)

    def scan(self, client: PageClient, serial: str, token: str) -> Page:
        return client.get(f"/check/{serial}", query_string={"t": token})

    def test_of_ours_says_so_and_what_holds_today(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        page = self.scan(client, issued.serial, token)
        assert page.find("div", class_="c-verdict--ready")
        assert "Chữ ký trong mã đúng là của hệ thống này" in page.words

    def test_of_ours_that_has_run_out_is_lapsed_not_forged(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        with frozen(at("2027-01-11")):
            page = self.scan(client, issued.serial, token)
        assert "Đã hết hạn" in page.words and "giả mạo" not in page.words

    def test_of_one_that_was_renewed_says_that_it_is_replaced(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        certify(issued.person_id, "2026-12-20")
        with frozen(at("2026-12-21")):
            page = self.scan(client, issued.serial, token)
        assert "Đã thay bằng giấy mới hơn" in page.words
        assert page.find("div", class_="c-verdict--soon")

    def test_by_an_old_key_is_as_good(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        self.new_key()
        page = self.scan(client, issued.serial, token)
        assert page.find("div", class_="c-verdict--ready")

    def test_edited_or_anothers_is_forged(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        other = new_serial()
        for serial, wrong in (
            (issued.serial, token[:-8] + "AAAAAAAA"),
            (issued.serial, "x"),
            (issued.serial, token.split(".")[1]),
            (other, token),
        ):
            page = self.scan(client, serial, wrong)
            assert page.status_code == 200
            assert "Giả mạo" in page.words
            assert "N. T. Á. Đ." not in page.words

    def test_by_a_key_that_never_was_ours_is_of_an_unknown_key(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        page = self.scan(client, issued.serial, self.signed(issued, make_key()))
        assert "Khóa ký lạ" in page.words

    def test_of_ours_is_never_not_found(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        gone = new_serial()
        key = find_signing_key(SECRET)
        db.session.rollback()
        assert key is not None
        page = self.scan(client, gone, self.signed(issued, key, serial=gone))
        assert page.status_code == 200
        assert "Không còn trong hệ thống" in page.words

    def test_keeps_its_token_when_the_serial_is_spelt_otherwise(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        page = self.scan(client, issued.serial.lower(), token)
        assert page.location == f"/check/{issued.serial}?t={token}"

    def test_can_be_pasted_as_a_link_into_the_form(
        self, client: PageClient, issued: Certificate, token: str
    ) -> None:
        link = f"https://sansang.example/check/{issued.serial}?t={token}"
        page = client.get("/check", query_string={"serial": f" {link} "})
        assert page.location == f"/check/{issued.serial}?t={token}"

    def test_takes_at_most_six_statements(
        self, client: PageClient, issued: Certificate, token: str, statements: Statements
    ) -> None:
        with statements() as seen:
            self.scan(client, issued.serial, token)
        assert len(seen) <= 6


class TestGuessing:
    def guess(self, client: PageClient, count: int, address: str = "192.0.2.1") -> Page:
        page = None
        for _time in range(count):
            page = client.get(f"/check/{new_serial()}", environ_base={"REMOTE_ADDR": address})
        assert page is not None
        return page

    def test_is_slowed_after_many_unknown_serials(
        self, client: PageClient, issued: Certificate
    ) -> None:
        assert self.guess(client, GUESSES_ALLOWED).status_code == 404
        page = self.guess(client, 1)
        assert page.status_code == 429
        assert 0 < int(page.response.headers["Retry-After"]) <= 600
        real = client.get(f"/check/{issued.serial}", environ_base={"REMOTE_ADDR": "192.0.2.1"})
        assert real.status_code == 429

    def test_does_not_slow_others(self, client: PageClient, issued: Certificate) -> None:
        self.guess(client, GUESSES_ALLOWED + 1)
        page = client.get(f"/check/{issued.serial}", environ_base={"REMOTE_ADDR": "192.0.2.2"})
        assert page.status_code == 200

    def test_is_forgotten_after_the_window(self, client: PageClient) -> None:
        self.guess(client, GUESSES_ALLOWED + 1)
        with frozen(at("2026-06-01") + WINDOW + timedelta(seconds=1)):
            assert self.guess(client, 1).status_code == 404

    def test_does_not_count_what_cannot_be_a_serial(self, client: PageClient) -> None:
        for _time in range(GUESSES_ALLOWED + 1):
            assert client.get("/check/hello").status_code == 404
