"""What a draft's course is called, from its course.md as it is being written. Pure."""

from portal.catalogue import schemas
from portal.catalogue.front_matter import read_front_matter
from portal.catalogue.prerequisites import COURSE_FILE


def title_in(course_text: str) -> str:
    """Empty where the text holds none that can be read."""
    front, _ = read_front_matter(COURSE_FILE, course_text, schemas.COURSE, [])
    return str(front["title"])
