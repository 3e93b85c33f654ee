"""What is new in a course for whoever knows an earlier revision; read from the database once a process."""

from itertools import pairwise
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from portal.catalogue.models import Revision
from portal.catalogue.news import News, find_news
from portal.catalogue.queries import get_content
from portal.kernel.db import db

#: by database and by the revisions between which it lies: they never change
_known: Final[WeakKeyDictionary[Engine, dict[tuple[int, int], News]]] = WeakKeyDictionary()


def get_news(course_slug: str, *, known: int, current: int) -> News:
    """Between two revisions of a course, by their ids."""
    remembered = _known.setdefault(db.engine, {})
    if (known, current) not in remembered:
        remembered[known, current] = _read_news(course_slug, known, current)
    return remembered[known, current]


def _read_news(course_slug: str, known: int, current: int) -> News:
    rows = db.session.execute(
        select(Revision.id, Revision.is_major)
        .where(Revision.course_slug == course_slug, Revision.id.between(known, current))
        .order_by(Revision.number)
    ).all()
    steps = (
        (get_content(before.id), get_content(after.id))
        for before, after in pairwise(rows)
        if after.is_major
    )
    return find_news(steps, get_content(current))
