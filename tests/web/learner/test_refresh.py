"""A course that changed asks whoever completed it for what is new: by difference, or by the whole exam."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.certification.models import Certificate
from portal.certification.revising import ask_to_refresh
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from tests.support.certifying import at, load_rules
from tests.support.drafting import begin_draft, change, publish
from tests.support.making import Maker
from tests.support.pages import Page
from tests.web.learner.learners import EXAM, KEY, LESSONS, WRONG, Learner, places, token
from tests.web.learner.test_home import RULES

pytestmark = pytest.mark.usefixtures("may", "course")

REFRESH = "/courses/mini/refresh"
SECOND = "01-mot/02-bai-sau.md"
TASK = "1 bài, 4 câu hỏi, khoảng 9 phút"


@pytest.fixture
def holder(ana: Learner, tmp_path: Path) -> Learner:
    """Ana completed the course on 1 May and holds P0."""
    load_rules(tmp_path, RULES)
    ana.take(KEY)
    return ana


def revise(make: Maker, day: str, *paths: str) -> None:
    """A major revision in which these texts changed."""
    author = make.person("Trần Văn Biên")
    with frozen(at(day)):
        draft = begin_draft(author.id)
        for path in paths:
            change(draft, author.id, new=f"\nMới từ {day}.\n", path=path)
        publish(draft, author.id, is_major=True, note="Luật mới")


def answer(who: Learner, paper: Page, answers: Mapping[str, Sequence[int]]) -> Page:
    asked = [one.get("data-question", "") for one in paper.find("fieldset", class_="c-question")]
    fields = {
        f"answer-{one}": [str(place) for place in places(paper, one, answers[one])] for one in asked
    }
    sent = who.submit(paper, {**fields, "action": "hand-in-anyway"}, action=f"{REFRESH}/hand-in")
    return who.follow(sent)


def begin(who: Learner) -> Page:
    return who.follow(who.submit(who.get(REFRESH), action=REFRESH))


def expires_on(who: Learner) -> list[str]:
    rows = db.session.scalars(
        select(Certificate.expires_on).where(Certificate.person_id == who.person_id)
    )
    return [one.isoformat() for one in rows]


class TestByDifference:
    def test_from_home_by_the_changed_lesson_and_its_questions_to_valid(
        self, holder: Learner, make: Maker
    ) -> None:
        revise(make, "2026-05-03", "01-mot/01-bai-dau.md")
        with frozen(at("2026-05-04")):
            holder.sign_in_again()
            home = holder.get("/")
            assert f"Làm mới: {TASK}" in home.words
            assert "đến hết ngày 02/07/2026" in home.words
            assert home.links()["Xem phần mới"] == REFRESH
            assert holder.get(REFRESH).links()["Vào học"] == LESSONS[0]
            assert "Đã đọc, học tiếp" not in holder.get(LESSONS[1]).words
            lesson = holder.get(LESSONS[0])
            assert "Bài học này đã thay đổi" in lesson.words
            read = holder.submit(lesson, action=f"{LESSONS[0]}/done")
            assert read.location == REFRESH
            paper = begin(holder)
            assert len(paper.find("fieldset", class_="c-question")) == 4
            assert "Đạt: 100" in answer(holder, paper, KEY).words
            home = holder.get("/").words
            assert "Bạn đã hoàn thành tất cả" in home
            assert "có nội dung mới" not in home
            assert "Bạn đã nắm nội dung mới nhất" in holder.get(REFRESH).words
        assert expires_on(holder) == ["2027-05-01"]  # a refresh renews nothing

    def test_questions_wait_for_the_lessons_and_wrong_answers_answer_nothing(
        self, holder: Learner, make: Maker
    ) -> None:
        revise(make, "2026-05-03", "01-mot/01-bai-dau.md")
        with frozen(at("2026-05-04")):
            holder.sign_in_again()
            page = holder.get(REFRESH)
            assert "Bắt đầu trả lời" not in page.words
            holder.submit(holder.get(LESSONS[0]), action=f"{LESSONS[0]}/done")
            for _try in range(3):
                assert "Chưa đạt" in answer(holder, begin(holder), WRONG).words
            assert "mở lại lúc" in holder.get(REFRESH).words
            assert "có nội dung mới" in holder.get("/").words

    def test_without_a_question_reading_is_the_answer(self, holder: Learner, make: Maker) -> None:
        revise(make, "2026-05-03", SECOND)
        with frozen(at("2026-05-04")):
            holder.sign_in_again()
            assert "Làm mới: 1 bài, khoảng" in holder.get("/").words
            holder.submit(holder.get(LESSONS[1]), action=f"{LESSONS[1]}/done")
            holder.submit(holder.get(REFRESH), action=f"{REFRESH}/confirm")
            assert "Bạn đã hoàn thành tất cả" in holder.get("/").words

    def test_a_copy_from_before_the_change_counts_for_nothing(
        self, holder: Learner, make: Maker
    ) -> None:
        revise(make, "2026-05-03", SECOND)
        with frozen(at("2026-05-04")):
            holder.sign_in_again()
            csrf = token(holder.get(LESSONS[1]))
            holder.post(f"{LESSONS[1]}/done", {"csrf_token": csrf})
            assert "Tôi đã nắm phần mới" not in holder.get(REFRESH).words
            holder.submit(holder.get(LESSONS[1]), action=f"{LESSONS[1]}/done")
            assert "Tôi đã nắm phần mới" in holder.get(REFRESH).words

    def test_is_still_what_helps_after_the_last_day(self, holder: Learner, make: Maker) -> None:
        revise(make, "2026-05-03", SECOND)
        with frozen(at("2026-07-03")):
            holder.sign_in_again()
            assert "đã quá hạn ngày 02/07/2026" in holder.get("/").words
            holder.submit(holder.get(LESSONS[1]), action=f"{LESSONS[1]}/done")
            page = holder.get(REFRESH)
            assert "sẽ có hiệu lực lại" in page.words
            holder.submit(page, action=f"{REFRESH}/confirm")
            assert "Còn hiệu lực" in holder.get("/certificates").words

    def test_what_changed_again_meanwhile_is_asked_next(self, holder: Learner, make: Maker) -> None:
        revise(make, "2026-05-03", "01-mot/01-bai-dau.md")
        with frozen(at("2026-05-04")):
            holder.sign_in_again()
            holder.submit(holder.get(LESSONS[0]), action=f"{LESSONS[0]}/done")
            paper = begin(holder)
            revise(make, "2026-05-04", "01-mot/01-bai-dau.md")
            answer(holder, paper, KEY)
            assert f"Làm mới: {TASK}" in holder.get("/").words


class TestByTheExam:
    def test_answers_as_well(self, holder: Learner, make: Maker) -> None:
        revise(make, "2026-05-03", "01-mot/01-bai-dau.md")
        with frozen(at("2026-05-04")):
            holder.sign_in_again()
            holder.take(KEY)
            assert "Bạn đã hoàn thành tất cả" in holder.get("/").words

    @pytest.mark.parametrize(
        "is_known", [True, False], ids=["most changed", "what changed unknown"]
    )
    def test_is_asked_for(self, holder: Learner, make: Maker, is_known: bool) -> None:
        if is_known:
            revise(make, "2026-05-03", "01-mot/01-bai-dau.md", SECOND)
        else:
            begin_writing()
            with frozen(at("2026-05-03")):
                ask_to_refresh(course_slug="mini")
            db.session.commit()
        with frozen(at("2026-05-04")):
            holder.sign_in_again()
            home = holder.get("/").words
            assert "Làm lại bài kiểm tra" in home
            assert "“Khóa thử” có nội dung mới" in home
            assert holder.get(REFRESH).links()["Đến bài kiểm tra"] == EXAM
            holder.take(KEY)
            assert "Bạn đã hoàn thành tất cả" in holder.get("/").words
