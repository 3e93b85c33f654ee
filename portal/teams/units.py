"""A unit as pages and rules see it: a value, in both languages."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PlacedUnit:
    """A unit that stands in the structure of some day."""

    id: int
    edition: int
    code: str
    name: str
    name_en: str

    def title(self, language: str) -> str:
        return self.name_en if language == "en" else self.name


@dataclass(frozen=True)
class PlacedTeam:
    """A team that exists on some day."""

    id: UUID
    name: str
    unit_id: int
