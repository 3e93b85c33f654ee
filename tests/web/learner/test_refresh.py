"""A course that changed: its exam opens again for whoever completed it before, and passing it answers."""

from pathlib import Path

import pytest

from portal.certification.revising import ask_to_refresh
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from tests.support.certifying import at, load_rules
from tests.web.learner.learners import KEY, Learner
from tests.web.learner.test_home import RULES

pytestmark = pytest.mark.usefixtures("may", "course")


class TestRefresh:
    def test_is_asked_for_on_home_and_answered_by_the_exam(
        self, ana: Learner, tmp_path: Path
    ) -> None:
        load_rules(tmp_path, RULES)
        ana.take(KEY)
        assert "Bạn đã hoàn thành tất cả" in ana.get("/").words
        begin_writing()
        with frozen(at("2026-05-03")):
            ask_to_refresh(course_slug="mini")
        db.session.commit()
        with frozen(at("2026-05-04")):
            ana.sign_in_again()
            home = ana.get("/").words
            assert "Làm lại bài kiểm tra" in home
            assert "“Khóa thử” có nội dung mới" in home
            ana.take(KEY)
            after = ana.get("/").words
            assert "Bạn đã hoàn thành tất cả" in after
            assert "có nội dung mới" not in after
