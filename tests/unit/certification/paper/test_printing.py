from datetime import date

import pypdfium2
import pytest
import zxingcpp

from portal.certification.paper.printing import print_certificates
from portal.certification.paper.records import Letterhead
from portal.certification.passes.keys import make_key
from portal.certification.passes.records import Held
from portal.certification.passes.tokens import read_pass
from portal.certification.standing import Standing
from portal.kernel.identifiers import new_serial

KEY = make_key()
HEAD = Letterhead("Đoàn TNCS Hồ Chí Minh – Tỉnh Đoàn Đồng Tháp", "TM. Ban Chấp hành", "Lê Văn Ký")
ADDRESS = "https://sansang.example"


def held(name: str = "Nguyễn Thị Ánh Đào", **more: object) -> Held:
    values = {
        "serial": "SS-7K2QD-40XVT",
        "full_name": name,
        "certification": "P0",
        "title": {"vi": "Tình nguyện viên chuyển đổi số", "en": "Digital volunteer"},
        "activity": {"vi": "Được đi cùng; chưa phụ trách một mình.", "en": "May shadow."},
        "issued_on": date(2026, 1, 10),
        "expires_on": date(2027, 1, 9),
        "standing": Standing.VALID,
        "why": (),
    }
    return Held(**{**values, **more})  # type: ignore[arg-type]


def printed(*certificates: Held, head: Letterhead = HEAD) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(
        print_certificates(certificates, head=head, address=ADDRESS, key=KEY)
    )


def words(pdf: pypdfium2.PdfDocument, page: int = 0) -> str:
    return " ".join(pdf[page].get_textpage().get_text_bounded().split())


def code(pdf: pypdfium2.PdfDocument, dots_an_inch: int) -> str:
    picture = pdf[0].render(scale=dots_an_inch / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


def test_it_is_one_sheet_of_a4_on_its_side() -> None:
    pdf = printed(held())
    assert len(pdf) == 1
    assert pdf[0].get_size() == pytest.approx((841.89, 595.28), abs=0.1)


def test_it_says_everything_in_vietnamese_letters_that_can_be_copied() -> None:
    text = words(printed(held()))
    for said in (
        "GIẤY CHỨNG NHẬN",
        "Certificate",
        "Nguyễn Thị Ánh Đào",
        "Tình nguyện viên chuyển đổi số",
        "Digital volunteer",
        "SS-7K2QD-40XVT",
        "10/01/2026",
        "09/01/2027",
        "TỈNH ĐOÀN ĐỒNG THÁP",
        "Lê Văn Ký",
        "Ngày 10 tháng 01 năm 2026",
        "nội bộ của Đoàn Thanh niên",
    ):
        assert said in text


def test_every_vietnamese_letter_is_in_the_font() -> None:
    letters = "ẮẰẲẴẶắằẳẵặẤẦẨẪẬấầẩẫậẾỀỂỄỆếềểễệỐỒỔỖỘốồổỗộỚỜỞỠỢớờởỡợỨỪỬỮỰứừửữựỲÝỶỸỴỳýỷỹỵĐđĂăƠơƯưĨĩŨũ"
    assert letters in words(printed(held(letters)))


def test_a_name_in_decomposed_letters_is_set_with_whole_ones() -> None:
    assert "Đặng Thị Ngọc" in words(printed(held("Đặng Thị Ngọc")))


@pytest.mark.parametrize("dots", [100, 150, 300])
def test_its_code_can_be_read_and_is_signed(dots: int) -> None:
    link = code(printed(held()), dots)
    address, token = link.split("?t=")
    assert address == f"{ADDRESS}/check/SS-7K2QD-40XVT"
    claims = read_pass(token, {KEY.kid: KEY.public})
    assert (claims.initials, claims.expires_on) == ("N. T. Á. Đ.", date(2027, 1, 9))


def test_long_words_stay_on_the_sheet() -> None:
    long = held(
        "Nguyễn Hoàng Phước Thiện Bảo Quốc " * 3,
        title={
            "vi": "Tình nguyện viên hỗ trợ dịch vụ công trực tuyến " * 3,
            "en": "Volunteer " * 20,
        },
        activity={"vi": "Được phụ trách một mình tại nhà người dân. " * 3, "en": "May lead. " * 20},
    )
    page = printed(long)[0]
    boxes = [one.get_bounds() for one in page.get_objects()]
    width, height = page.get_size()
    assert all(left >= 0 and right <= width for left, _low, right, _high in boxes)
    assert all(low >= 0 and high <= height for _left, low, _right, high in boxes)


def test_without_a_signatory_there_is_a_line_to_sign_on() -> None:
    text = words(printed(held(), head=Letterhead("Tỉnh Đoàn", "TM. Ban Chấp hành", "")))
    assert "ký và ghi rõ họ tên" in text


def test_many_come_in_the_order_given_and_tell_how_far_they_are() -> None:
    people = [held(f"Người Thứ {place}", serial=new_serial()) for place in range(1, 13)]
    told: list[tuple[int, int]] = []
    done = print_certificates(
        people, head=HEAD, address=ADDRESS, key=KEY, progress=lambda *how: told.append(how)
    )
    pdf = pypdfium2.PdfDocument(done)
    assert [one.serial in words(pdf, place) for place, one in enumerate(people)] == [True] * 12
    assert told == [(place, 12) for place in range(1, 13)]
