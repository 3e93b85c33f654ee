"""What a coordinator sees, and a team leader of their own team: who is ready, down to each person."""

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.views import (
    certificates,
    decisions,
    extension,
    holding,
    open_exams,
    people,
    person,
    practice,
    readiness,
    unit,
)

__all__ = [
    "blueprint",
    "certificates",
    "decisions",
    "extension",
    "holding",
    "open_exams",
    "people",
    "person",
    "practice",
    "readiness",
    "unit",
]
