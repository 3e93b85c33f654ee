"""An exam of twenty minutes: the portal's clock decides, and what it had received counts."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from portal.catalogue.revisions import publish_folder
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from tests.support.certifying import at
from tests.support.making import PACKAGES
from tests.support.pages import Page
from tests.web.learner.learners import EXAM, KEY, WRONG, Learner

STARTED = at("2026-05-01")
IN_TIME, LATE = STARTED + timedelta(minutes=20), STARTED + timedelta(minutes=20, seconds=1)


@pytest.fixture
def paper(ana: Learner, tmp_path: Path) -> Page:
    folder = shutil.copytree(PACKAGES / "mini", tmp_path / "mini")
    exam = folder / "exam.md"
    timed = exam.read_text(encoding="utf-8").replace("draw: 4", "draw: 4\ntime_limit_minutes: 20")
    exam.write_text(timed, encoding="utf-8")
    begin_writing()
    publish_folder(folder)
    db.session.commit()
    with frozen(STARTED):
        return ana.start()


class TestTimeLimit:
    def test_is_said_on_the_paper(self, paper: Page) -> None:
        assert "đến 09:20 hôm nay" in paper.words

    def test_lets_answers_in_to_its_last_moment(self, ana: Learner, paper: Page) -> None:
        with frozen(IN_TIME):
            assert ana.save(paper, "mat-khau", [1], 1).status_code == 200

    def test_refuses_answers_after_it(self, ana: Learner, paper: Page) -> None:
        with frozen(LATE):
            answer = ana.save(paper, "mat-khau", [1], 1)
        assert (answer.status_code, answer.json) == (409, {"error": "time_is_up"})

    def test_leaves_handing_in_of_what_was_received(self, ana: Learner, paper: Page) -> None:
        with frozen(IN_TIME):
            ana.hand_in(paper, KEY, "save")
        with frozen(LATE):
            page = ana.get(EXAM)
            assert "Đã hết giờ làm bài" in page.words
            assert all(
                box.get("disabled") is not None
                for box in page.find("input", class_="c-choice__input")
            )
            result = ana.follow(ana.hand_in(page, WRONG))
        assert "Đạt: 100" in result.words

    def test_tells_who_saves_too_late(self, ana: Learner, paper: Page) -> None:
        with frozen(LATE):
            page = ana.follow(ana.hand_in(paper, KEY, "save"))
        assert "Những câu hệ thống đã nhận trước đó vẫn được tính" in page.words
