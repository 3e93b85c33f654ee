"""Invented Vietnamese names: family names as often as they are met in the south, plausible middle and given names."""

from collections.abc import Iterator
from random import Random
from typing import Final

from portal.kernel.text import tidy

#: family name → about how many of a hundred people bear it; the rest share the rarer ones
_FAMILIES: Final = {
    "Nguyễn": 320,
    "Trần": 112,
    "Lê": 96,
    "Huỳnh": 62,
    "Phạm": 60,
    "Võ": 46,
    "Phan": 38,
    "Đặng": 28,
    "Bùi": 21,
    "Trương": 22,
    "Hồ": 18,
    "Ngô": 17,
    "Dương": 17,
    "Đỗ": 15,
    "Lâm": 13,
    "Lý": 9,
    "Đinh": 9,
    "Mai": 9,
    "Cao": 9,
    "Đoàn": 9,
    "Châu": 8,
    "Lương": 8,
    "Thái": 8,
    "Tô": 7,
    "Hà": 7,
    "Kiều": 5,
    "Trịnh": 5,
    "Tạ": 4,
    "Tăng": 4,
    "Quách": 3,
    "Ung": 2,
    "Ôn": 2,
}

_WOMEN_MIDDLE: Final = (
    "Thị",
    "Thị Mỹ",
    "Thị Ngọc",
    "Thị Kim",
    "Thị Thanh",
    "Thị Bích",
    "Thị Cẩm",
    "Thị Hồng",
    "Ngọc",
    "Thanh",
    "Thúy",
    "Bảo",
    "Khánh",
    "Phương",
    "Kiều",
    "Huyền",
    "Mỹ",
    "Tường",
)
_WOMEN_GIVEN: Final = (
    "An", "Anh", "Ánh", "Băng", "Châu", "Chi", "Diễm", "Diệu", "Dung", "Duyên", "Đào", "Giang",
    "Hà", "Hạnh", "Hằng", "Hân", "Hiền", "Hoa", "Hương", "Huyền", "Kiều", "Lam", "Lan", "Liên",
    "Linh", "Loan", "Ly", "Mai", "My", "Mỹ", "Nga", "Ngân", "Nghi", "Ngọc", "Nguyệt", "Nhi",
    "Nhung", "Như", "Oanh", "Phương", "Phượng", "Quyên", "Quỳnh", "Tâm", "Thảo", "Thắm", "Thơ",
    "Thu", "Thủy", "Thúy", "Thư", "Tiên", "Trà", "Trang", "Trâm", "Trân", "Trinh", "Trúc", "Tuyền",
    "Tuyết", "Uyên", "Vân", "Vy", "Xuân", "Xuyến", "Ý", "Yến",
)  # fmt: skip

_MEN_MIDDLE: Final = (
    "Văn",
    "Hữu",
    "Minh",
    "Quốc",
    "Thanh",
    "Hoàng",
    "Đức",
    "Công",
    "Trọng",
    "Tấn",
    "Thành",
    "Gia",
    "Nhật",
    "Phước",
    "Chí",
    "Duy",
    "Anh",
    "Trung",
    "Hoài",
    "Ngọc",
)
_MEN_GIVEN: Final = (
    "An", "Ân", "Anh", "Bảo", "Bình", "Chương", "Cường", "Danh", "Dũng", "Duy", "Đạt", "Điền",
    "Đông", "Đức", "Giang", "Hải", "Hào", "Hậu", "Hiếu", "Hiệp", "Hòa", "Hoàng", "Huy", "Hưng",
    "Kha", "Khang", "Khánh", "Khoa", "Khôi", "Kiên", "Kiệt", "Lâm", "Lộc", "Long", "Luân", "Lực",
    "Mẫn", "Nam", "Nghĩa", "Nguyên", "Nhân", "Nhựt", "Phát", "Phong", "Phú", "Phúc", "Quân", "Quang",
    "Quí", "Sang", "Sơn", "Tài", "Tân", "Thạnh", "Thắng", "Thiện", "Thịnh", "Thông", "Thuận", "Tiến",
    "Toàn", "Trí", "Triết", "Trọng", "Trường", "Tú", "Tuấn", "Tùng", "Vinh", "Vũ", "Xuyên",
)  # fmt: skip


def invented_names(chance: Random) -> Iterator[str]:
    """Full names without end. The same one may come twice, as it does among real people."""
    families, weights = tuple(_FAMILIES), tuple(_FAMILIES.values())
    while True:
        family = chance.choices(families, weights)[0]
        is_woman = chance.random() < 0.52
        middles, givens = (_WOMEN_MIDDLE, _WOMEN_GIVEN) if is_woman else (_MEN_MIDDLE, _MEN_GIVEN)
        middle, given = chance.choice(middles), chance.choice(givens)
        if given not in middle.split():
            yield tidy(f"{family} {middle} {given}")
