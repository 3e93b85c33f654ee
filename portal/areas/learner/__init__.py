"""What a learner sees: home, courses and lessons, exams and results."""

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.views import (
    certificates,
    courses,
    exam,
    home,
    join,
    media,
    practice,
    refresh,
    search,
    sign_offs,
)

__all__ = [
    "blueprint",
    "certificates",
    "courses",
    "exam",
    "home",
    "join",
    "media",
    "practice",
    "refresh",
    "search",
    "sign_offs",
]
