"""Several people publish one draft at the same moment: one revision, and nobody sees an error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from portal.authoring.checking import check_open_draft
from portal.authoring.publishing import Publication, publish_draft
from portal.catalogue.models import Revision
from portal.kernel.db import begin_reading, begin_writing, db
from tests.support.drafting import NO_FOLDER, begin_draft, change
from tests.support.making import Maker

AT_ONCE = 4


def test_one_revision(app: Flask, make: Maker) -> None:
    make.course()
    trainer = make.person().id
    draft = begin_draft(trainer)
    change(draft, trainer)
    draft_id, barrier = draft.id, Barrier(AT_ONCE)
    db.session.remove()

    def publish(_number: int) -> int:
        with app.app_context():
            begin_reading()
            package = check_open_draft(draft_id, NO_FOLDER)
            db.session.rollback()
            barrier.wait()
            begin_writing()
            publication = Publication(package.files_digest, False, "", needs_review=False)
            number = publish_draft(
                person_id=trainer, draft_id=draft_id, package=package, publication=publication
            ).number
            db.session.commit()
            return number

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(publish, range(AT_ONCE))) == [2] * AT_ONCE
    with app.app_context():
        begin_reading()
        numbers = db.session.scalars(select(Revision.number).order_by(Revision.number)).all()
        assert numbers == [1, 2]
