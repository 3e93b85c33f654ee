"""What the demonstration's trainer wrote: two revisions, and a draft that waits for somebody to look at it.

The second revision takes back what the first added, so that readers have what the courses folder has, and
`courses sync` goes on as before.
"""

from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.authoring.checking import check_open_draft
from portal.authoring.models import Draft
from portal.authoring.publishing import Publication, publish_draft
from portal.authoring.queries import get_files, get_text
from portal.authoring.reviewing import ask_for_review
from portal.authoring.saving import save_text
from portal.authoring.services import open_draft
from portal.catalogue.queries import list_current_contents
from portal.demonstration.accounts import DEMO_ACCOUNTS
from portal.kernel.db import db
from portal.people.models import Person
from portal.people.permissions import Role

COURSE: Final = "nhan-dien-lua-dao"
_TRAINER: Final = next(one.login for one in DEMO_ACCOUNTS if one.role is Role.TRAINER)
_REMINDER: Final = "\nAi giục bạn làm ngay, bạn càng dừng lại.\n"
_BETTER: Final = '\n!!! tip "Nhớ"\n    Bị giục thì dừng lại. Gọi lại số đã lưu rồi mới làm tiếp.\n'


def write_as_trainer(courses: Path) -> None:
    """Once, into a portal that has just been filled. Nothing where the course is not there."""
    if COURSE not in [content.course.slug for content in list_current_contents()]:
        return
    trainer = db.session.scalars(select(Person.id).where(Person.email == _TRAINER)).one()
    draft = open_draft(person_id=trainer, course_slug=COURSE)
    lesson = _first_lesson(draft)
    before = get_text(draft.id, lesson).text
    _write(trainer, draft, lesson, before + _REMINDER)
    _publish(trainer, draft, courses, "Thêm lời nhắc: bị giục thì dừng lại")
    again = open_draft(person_id=trainer, course_slug=COURSE)
    _write(trainer, again, lesson, before)
    _publish(trainer, again, courses, "Bỏ lời nhắc ở cuối bài, sẽ viết thành ghi chú")
    better = open_draft(person_id=trainer, course_slug=COURSE)
    _write(trainer, better, lesson, before + _BETTER)
    ask_for_review(person_id=trainer, draft_id=better.id, note="Ghi chú mới ở cuối bài đã rõ chưa?")


def _first_lesson(draft: Draft) -> str:
    """Its file in Vietnamese."""
    return next(
        path
        for path in get_files(draft.id)
        if "/" in path and path.endswith(".md") and not path.endswith((".en.md", "/module.md"))
    )


def _write(trainer: UUID, draft: Draft, path: str, text: str) -> None:
    version = get_text(draft.id, path).version
    save_text(person_id=trainer, draft_id=draft.id, path=path, text=text, base_version=version)


def _publish(trainer: UUID, draft: Draft, courses: Path, note: str) -> None:
    publish_draft(
        person_id=trainer,
        draft_id=draft.id,
        package=check_open_draft(draft.id, courses),
        publication=Publication(
            get_files(draft.id).files_digest, is_major=False, note=note, needs_review=False
        ),
    )
