"""What the demonstration's trainer wrote: something to look at, and nothing in the way of the courses folder."""

import pytest
from flask import Flask

from portal.authoring.at_work import list_drafts_at_work
from portal.authoring.published import list_revisions
from portal.catalogue.syncing import Outcome, sync_courses
from portal.config import ROOT
from portal.demonstration.writing import COURSE
from portal.kernel.db import begin_writing, db

pytestmark = pytest.mark.usefixtures("demonstration")


def test_there_are_revisions_by_somebody_and_a_draft_that_waits() -> None:
    revisions = list_revisions(COURSE)
    assert [row.number for row in revisions.rows] == [3, 2, 1]
    assert {row.published_by_name for row in revisions.rows[:2]} == {"Huỳnh Quốc Bảo"}
    (draft,) = list_drafts_at_work()
    assert (draft.course_slug, draft.is_outdated) == (COURSE, False)
    assert draft.review_asked_by


def test_the_courses_folder_goes_on_as_before(demonstration: Flask) -> None:
    begin_writing()
    outcomes = {one.slug: one.outcome for one in sync_courses(ROOT / "courses")}
    db.session.rollback()
    assert outcomes[COURSE] is Outcome.UNCHANGED
