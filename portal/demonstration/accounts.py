"""The accounts one can sign in with in demonstration mode. Invented names and numbers; no database."""

from dataclasses import dataclass
from typing import Final

from portal.people.permissions import Role

DEMO_PASSWORD: Final = "SanSang-2026"  # noqa: S105 (shown on the sign-in page of a demonstration)

#: the commune of the volunteer, their leader and the commune's coordinator, in the list of 2025
HOME_COMMUNE: Final = "29905"
PROVINCE: Final = "82"


@dataclass(frozen=True)
class DemoAccount:
    """One person to sign in as, and what they show."""

    login: str
    full_name: str
    phone: str
    #: who they are, in both languages
    what: dict[str, str]
    #: code of the commune whose team they belong to
    commune: str
    #: which facts they have, as `portal.demonstration.stories` names them
    story: str
    role: Role | None = None
    #: code of the unit that the role is held for
    role_unit: str = HOME_COMMUNE

    def role_in(self, language: str) -> str:
        return self.what[language]


DEMO_ACCOUNTS: Final = (
    DemoAccount(
        "volunteer@example.org",
        "Lê Thị Ngọc Mai",
        "+84900000101",
        {"vi": "Tình nguyện viên chưa học bài nào", "en": "A volunteer who has not begun"},
        HOME_COMMUNE,
        "nothing",
    ),
    DemoAccount(
        "certified@example.org",
        "Nguyễn Hoàng Phúc",
        "+84900000102",
        {
            "vi": "Tình nguyện viên có giấy chứng nhận còn hiệu lực",
            "en": "A volunteer with a valid certificate",
        },
        HOME_COMMUNE,
        "valid",
    ),
    DemoAccount(
        "leader@example.org",
        "Trần Minh Khôi",
        "+84900000103",
        {"vi": "Tổ trưởng ở Phường Sa Đéc", "en": "The team leader in Sa Dec Ward"},
        HOME_COMMUNE,
        "renewed",
        Role.LEADER,
    ),
    DemoAccount(
        "assessor@example.org",
        "Phạm Thị Thu Hà",
        "+84900000104",
        {"vi": "Người đánh giá ở Phường Sa Đéc", "en": "The assessor in Sa Dec Ward"},
        HOME_COMMUNE,
        "valid",
        Role.ASSESSOR,
    ),
    DemoAccount(
        "trainer@example.org",
        "Huỳnh Quốc Bảo",
        "+84900000105",
        {"vi": "Người biên soạn khóa học của tỉnh", "en": "The province's course author"},
        "29869",
        "valid",
        Role.TRAINER,
        PROVINCE,
    ),
    DemoAccount(
        "commune@example.org",
        "Võ Thị Kim Ngân",
        "+84900000106",
        {"vi": "Cán bộ điều phối của Phường Sa Đéc", "en": "The coordinator of Sa Dec Ward"},
        HOME_COMMUNE,
        "valid",
        Role.COORDINATOR,
    ),
    DemoAccount(
        "coordinator@example.org",
        "Đặng Thanh Tùng",
        "+84900000107",
        {"vi": "Cán bộ điều phối của tỉnh", "en": "The coordinator of the province"},
        "28261",
        "renewed",
        Role.COORDINATOR,
        PROVINCE,
    ),
    DemoAccount(
        "admin@example.org",
        "Bùi Thị Hồng Nhung",
        "+84900000108",
        {"vi": "Quản trị viên của tỉnh", "en": "The administrator of the province"},
        "28261",
        "nothing",
        Role.ADMINISTRATOR,
        PROVINCE,
    ),
)
