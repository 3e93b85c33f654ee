"""Marking again as a trainer does it: from the statistics to the preview, the people behind it, and done."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from portal.areas.trainer import remark_queries
from portal.areas.trainer.views import remarks
from portal.certification.remarking import prepare
from portal.certification.services import hand_in_exam
from portal.kernel.db import begin_writing, db
from portal.learning.queries import get_course_progress
from portal.learning.services import start_quiz
from portal.people.models import Person
from portal.quizzes.models import Attempt, Response
from portal.quizzes.queries import list_attempts
from portal.quizzes.remark_models import AttemptRemark
from portal.quizzes.saving import Given, save_responses
from tests.support.certifying import load_rules
from tests.support.correcting import (
    FAILS,
    MINI_RULES,
    PASSES,
    RIGHT_KEY,
    WRONG_KEY,
    answered,
    begin,
    publish,
    sit,
)
from tests.support.making import Maker
from tests.support.pages import PageClient

STATISTICS = "/trainer/courses/mini/statistics"
URL = "/trainer/courses/mini/exam/marking"


@pytest.fixture
def sitters(make: Maker, tmp_path: Path) -> tuple[Person, Person]:
    """One who passes by the corrected key, and one who passed by the wrong one."""
    load_rules(tmp_path, MINI_RULES)
    publish(tmp_path, WRONG_KEY)
    team = make.team(make.unit("28249", "Xã Mỹ Tho"))
    people = make.person("Lê Thị Hoa", team=team), make.person("Trần Văn Bình", team=team)
    sit(people[0], PASSES, "2026-03-01")
    sit(people[1], FAILS, "2026-03-01")
    publish(tmp_path, RIGHT_KEY)
    return people


def is_passed(person: Person) -> bool:
    db.session.rollback()
    return bool(list_attempts(person.id, "mini", "exam")[0].is_passed)


class TestWayThere:
    @pytest.mark.usefixtures("sitters")
    def test_statistics_and_revisions_say_what_waits(self, trainer: PageClient) -> None:
        for url in (STATISTICS, "/trainer/courses/mini/revisions"):
            page = trainer.get(url)
            assert "2 attempts were marked by a key that was corrected since." in page.words
            assert page.links()["See who would pass or fail"] == URL

    def test_answers_to_a_revision_are_told_apart(
        self, trainer: PageClient, sitters: tuple[Person, Person]
    ) -> None:
        begin_writing()
        answer = update(Attempt).where(Attempt.person_id == sitters[0].id)
        db.session.execute(answer.values(quiz="refresh"))
        db.session.commit()
        page = trainer.get(URL)
        assert "1 of them answered what had changed in the course: it can only gain." in page.words
        people = trainer.get(page.links()["1 pass who did not before"])
        assert "an answer to what changed" in people.words

    def test_without_a_correction_says_how_to_make_one(
        self, trainer: PageClient, make: Maker
    ) -> None:
        make.course()
        assert "Every attempt was asked what is asked now" in trainer.get(URL).words

    @pytest.mark.usefixtures("sitters")
    def test_statements(self, trainer: PageClient, statements: Any) -> None:
        for url, most in ((STATISTICS, 6), (URL, 9)):
            trainer.get(url)
            with statements() as seen:
                trainer.get(url)
            assert len(seen) <= most, seen


class TestPreview:
    @pytest.mark.usefixtures("sitters")
    def test_shows_the_key_before_and_now_and_what_comes_of_it(self, trainer: PageClient) -> None:
        page = trainer.get(URL)
        assert "Right before One Right now Two" in page.words
        assert "Certificates are issued: P0 (1)." in page.words
        assert "1 person would get a worse result, and keeps what they have." in page.words
        trainer.switch_to("vi")
        assert "Chấm lại" in trainer.get(URL).words

    @pytest.mark.usefixtures("sitters")
    def test_each_number_opens_the_people_behind_it(self, trainer: PageClient) -> None:
        page = trainer.get(f"{URL}/people?show=passes&unit=28249")
        assert "Lê Thị Hoa" in page.words and "Trần Văn Bình" not in page.words
        assert "66 % 83 % issued: P0" in page.words

    @pytest.mark.parametrize("query", ["show=nonsense", "page=9", "page=x"])
    @pytest.mark.usefixtures("sitters")
    def test_what_is_not_there_is_not_found(self, trainer: PageClient, query: str) -> None:
        assert trainer.get(f"{URL}/people?{query}").status_code == 404


class TestDoing:
    def test_marks_again_in_favour(
        self, trainer: PageClient, sitters: tuple[Person, Person]
    ) -> None:
        page = trainer.get(URL)
        done = trainer.follow(trainer.submit(page, {"reason": "Khóa câu ba\x00 sai"}, action=URL))
        assert "2 attempts are marked again." in done.words
        assert "Khóa câu ba sai" in done.words
        assert [is_passed(one) for one in sitters] == [True, True]

    def test_takes_a_pass_only_with_the_number_typed(
        self, trainer: PageClient, sitters: tuple[Person, Person]
    ) -> None:
        page = trainer.get(f"{URL}?worse=yes")
        assert "Permits do not count until the exam is passed: P0 (1)." in page.words
        again = trainer.submit(page, {"reason": "Khóa sai", "people": "2"}, action=URL)
        assert again.status_code == 422
        assert "Type how many people get a worse result" in again.words
        assert is_passed(sitters[1])
        trainer.submit(again, {"reason": "Khóa sai", "people": "1"}, action=URL)
        assert [is_passed(one) for one in sitters] == [True, False]

    @pytest.mark.usefixtures("sitters")
    def test_another_page_is_told_that_it_is_done(
        self, trainer: PageClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(remark_queries, "MANY", 1)
        one, other = trainer.get(URL), trainer.get(URL)
        assert "All of them are marked or none, also if you leave this page" in one.words
        trainer.submit(one, {"reason": "Khóa sai"}, action=URL)
        done = trainer.follow(trainer.submit(other, {"reason": "Khóa sai"}, action=URL))
        assert "marked again just so meanwhile, from another page" in done.words
        assert "There is a problem" not in done.words
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(AttemptRemark)) == 2

    def test_says_what_came_meanwhile_and_keeps_the_reason(
        self, trainer: PageClient, sitters: tuple[Person, Person], tmp_path: Path
    ) -> None:
        page = trainer.get(URL)
        publish(tmp_path, WRONG_KEY)
        again = trainer.submit(page, {"reason": "Khóa câu ba sai"}, action=URL)
        assert again.status_code == 422
        assert "something else would happen now" in again.words
        assert not is_passed(sitters[0])

    @pytest.mark.usefixtures("sitters")
    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"reason": "\x00 "}, "Say why"),
            ({"reason": "Số 012345678901"}, "what looks like somebody's identity number"),
            ({"reason": "x", "form_id": "x"}, "The form is broken: load the page again"),
        ],
        ids=["no reason", "identity", "forged"],
    )
    def test_is_refused_in_words(
        self, trainer: PageClient, fields: dict[str, str], said: str
    ) -> None:
        again = trainer.submit(trainer.get(URL), fields, action=URL)
        assert again.status_code == 422
        assert said in again.words


class TestMeanwhile:
    def test_answers_are_saved_while_it_is_worked_out(
        self,
        trainer: PageClient,
        app: Any,
        sitters: tuple[Person, Person],
        make: Maker,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """SQLite lets one write at a time: whoever held its lock meanwhile would keep the phone waiting."""
        person = make.person("Lê Ana")
        begin_writing()
        attempt = begin(person)
        db.session.commit()

        def save() -> None:
            with app.app_context():
                begin_writing()
                answered(person.id, db.session.get_one(Attempt, attempt.id), {})
                db.session.commit()

        def prepare_slowly(*asked: Any) -> Any:
            ready = prepare(*asked)
            with ThreadPoolExecutor(1) as phone:
                phone.submit(save).result()
            return ready

        monkeypatch.setattr(remarks, "prepare", prepare_slowly)
        done = trainer.follow(trainer.submit(trainer.get(URL), {"reason": "Khóa sai"}, action=URL))
        assert "2 attempts are marked again." in done.words
        db.session.rollback()
        saved = select(func.count()).where(Response.attempt_id == attempt.id)
        assert db.session.scalar(saved) == 6


class TestLearner:
    def test_is_told_at_home_and_with_the_result(
        self, trainer: PageClient, app: Any, sitters: tuple[Person, Person]
    ) -> None:
        trainer.submit(trainer.get(URL), {"reason": "Khóa câu ba sai"}, action=URL)
        learner = PageClient(app)
        learner.switch_to("en")
        learner.sign_in(sitters[0])
        home = learner.get("/")
        assert "Marked again, and passed: Test course" in home.words
        result = learner.get(home.links()["See why, and what changed"])
        assert "Before it was 66 %, now it is 83 %. With it you have passed." in result.words
        assert "Why: Khóa câu ba sai" in result.words
        assert "Marked again: the key was corrected since." in result.words

    def test_the_way_leads_to_answers_to_a_revision_too(
        self, trainer: PageClient, app: Any, sitters: tuple[Person, Person]
    ) -> None:
        begin_writing()
        db.session.execute(update(Attempt).values(quiz="refresh"))
        db.session.commit()
        trainer.submit(trainer.get(URL), {"reason": "Khóa câu ba sai"}, action=URL)
        learner = PageClient(app)
        learner.switch_to("en")
        learner.sign_in(sitters[0])
        result = learner.get(learner.get("/").links()["See why, and what changed"])
        assert "Before it was 66 %, now it is 83 %. With it you have passed." in result.words

    def test_who_keeps_a_result_is_told_why(
        self, trainer: PageClient, app: Any, sitters: tuple[Person, Person]
    ) -> None:
        trainer.submit(trainer.get(URL), {"reason": "Khóa câu ba sai"}, action=URL)
        learner = PageClient(app)
        learner.switch_to("en")
        learner.sign_in(sitters[1])
        assert "Marked again" not in learner.get("/").words
        attempt = list_attempts(sitters[1].id, "mini", "exam")[0].id
        result = learner.get(f"/courses/mini/exam/attempts/{attempt}")
        assert "you keep it, for the mistake was ours" in result.words


class TestModuleQuiz:
    """One that must be passed before the exam, with a number that was wrong."""

    URL = "/trainer/courses/mini/mot/quiz/marking"

    def test_a_pass_by_the_new_key_opens_the_exam(
        self, trainer: PageClient, make: Maker, tmp_path: Path
    ) -> None:
        certifying = {"title: Ôn tập": "title: Ôn tập\nkind: certifying\npass_mark: 1"}
        publish(tmp_path, {"01-mot/quiz.md": certifying})
        person = make.person("Lê Thị Hoa")
        begin_writing()
        begun = start_quiz(person_id=person.id, course_slug="mini", module_id="mot")
        answers = {"ai-giu": Given([1], 1), "so-nao": Given("5656", 1)}
        save_responses(person_id=person.id, attempt_id=begun.id, answers=answers)
        hand_in_exam(person_id=person.id, attempt_id=begun.id)
        db.session.commit()
        key = {"= 156": "= 5656"}
        publish(tmp_path, {"01-mot/quiz.md": certifying | key, "01-mot/quiz.en.md": key})
        page = trainer.get("/trainer/courses/mini/mot/quiz/statistics")
        assert page.links()["See who would pass or fail"] == self.URL
        assert "Right before 156 Right now 5656" in trainer.get(self.URL).words
        assert len(get_course_progress(person.id, "mini").quizzes_left) == 1
        db.session.rollback()
        trainer.submit(trainer.get(self.URL), {"reason": "Số sai"}, action=self.URL)
        db.session.rollback()
        assert get_course_progress(person.id, "mini").quizzes_left == ()
