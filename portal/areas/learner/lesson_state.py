"""What a lesson's page depends on, and nothing else: everybody in the same state reads the same page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.catalogue.queries import get_content
from portal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class LessonState:
    """`has_others_left`: lessons of the course besides this one are not done yet.

    `is_new_again`: it changed since the reader completed the course, and is to be read anew.
    """

    revision_id: int
    module: str
    lesson: str
    is_done: bool
    is_new_again: bool
    has_others_left: bool
    is_under_review: bool

    def values(self) -> Mapping[str, Any]:
        """`place` is 1 for the first of `total` lessons."""
        content = get_content(self.revision_id)
        lesson = content.find_lesson(self.module, self.lesson)
        if lesson is None:
            raise NotFound(lesson=f"{self.module}/{self.lesson}")
        before, after = content.neighbours(lesson)
        return {
            "state": self,
            "course": content.course,
            "lesson": lesson,
            "previous": before,
            "next": after,
            "place": content.lessons.index(lesson) + 1,
            "total": len(content.lessons),
        }
