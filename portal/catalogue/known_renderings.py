"""What a published course's texts were rendered to, kept for processes that did not render it themselves."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from portal.catalogue.finishing import Finished
from portal.catalogue.models import KnownRenderings
from portal.catalogue.packing import pack, unpack
from portal.catalogue.remembered import renderings
from portal.kernel.db import db

#: courses whose renderings this process has read; they are by content, so never wrong, at most not there
_read: Final[set[str]] = set()


def recall_renderings(course_slug: str) -> None:
    """Before a course is checked: what of it was published need not be rendered again."""
    if course_slug in _read:
        return
    _read.add(course_slug)
    packed = db.session.scalar(
        select(KnownRenderings.packed).where(KnownRenderings.course_slug == course_slug)
    )
    for key, finished in unpack(packed).items() if packed else ():
        renderings.keep(key, finished)


def keep_renderings(course_slug: str, rendered: Mapping[str, Finished]) -> None:
    """With a course that is being published."""
    known = db.session.get(KnownRenderings, course_slug)
    if known is None:
        db.session.add(KnownRenderings(course_slug=course_slug, packed=pack(rendered)))
    else:
        known.packed = pack(rendered)
    db.session.flush()


def forget_renderings() -> None:
    """As a new process begins."""
    _read.clear()
    renderings.forget()
