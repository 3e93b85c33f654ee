"""Lessons, questions and layouts are rendered once for all in the same state: nobody may meet another's things."""

import pytest

from portal.people.permissions import Role
from portal.web.remembered import hole
from tests.support.making import Maker
from tests.support.pages import Page, PageClient
from tests.web.learner.kinds import hand_in, right_fields, start
from tests.web.learner.learners import COURSE, EXAM, Learner, attempt_of, chosen_on

LESSON = "/courses/mini/mot/bai-dau"
MARK = str(hole("")[:32])


def token(page: Page) -> str:
    return str(page.find("input", name="csrf_token")[0].get("value"))


class TestRememberedLesson:
    def test_each_reader_sees_their_own_name(self, make: Maker, client: PageClient) -> None:
        make.course()
        ana, ben = make.person("Nguyễn Thị Ana"), make.person("Trần <b>Ben</b>")
        client.sign_in(ana)
        assert "Nguyễn Thị Ana" in client.get(LESSON).words
        other = PageClient(client.app)
        other.sign_in(ben)
        page = other.get(LESSON)
        assert "Trần <b>Ben</b>" in page.words
        assert "Ana" not in page.text

    def test_each_reader_has_their_own_token(self, make: Maker, client: PageClient) -> None:
        make.course()
        client.sign_in(make.person("Nguyễn Thị Ana"))
        first = client.get(LESSON)
        other = PageClient(client.app)
        other.sign_in(make.person("Trần Văn Ben"))
        second = other.get(LESSON)
        assert token(first) != token(second)
        assert other.post(f"{LESSON}/done", {"csrf_token": token(first)}).status_code == 400
        assert other.submit(second, action=f"{LESSON}/done").status_code == 302

    def test_what_is_done_shows_at_once(self, make: Maker, client: PageClient) -> None:
        make.course()
        client.sign_in(make.person())
        page = client.get(LESSON)
        client.submit(page, action=f"{LESSON}/done")
        assert not client.get(LESSON).find("form", action=f"{LESSON}/done")
        other = PageClient(client.app)
        other.sign_in(make.person("Trần Văn Ben"))
        assert other.get(LESSON).find("form", action=f"{LESSON}/done")

    def test_no_stand_in_is_ever_shown(self, make: Maker, client: PageClient) -> None:
        make.course()
        client.sign_in(make.person())
        for language in ("vi", "en"):
            client.switch_to(language)
            for _time in range(2):
                assert MARK not in client.get(LESSON).text

    def test_the_language_is_the_readers(self, make: Maker, client: PageClient) -> None:
        make.course()
        client.sign_in(make.person())
        client.switch_to("vi")
        assert "Bài đầu" in client.get(LESSON).words
        client.switch_to("en")
        assert "First lesson" in client.get(LESSON).words


@pytest.mark.usefixtures("may")
class TestRememberedPaper:
    def test_each_reader_has_their_own_attempt_and_answers(
        self, ana: Learner, ben: Learner, course: str
    ) -> None:
        mine, theirs = ana.start(), ben.start()
        ana.save(mine, "mat-khau", [1], 5)
        assert chosen_on(ana.get(EXAM)) == {"mat-khau": [1]}
        page = ben.get(EXAM)
        assert chosen_on(page) == {}
        assert attempt_of(page) == attempt_of(theirs) != attempt_of(mine)
        assert page.find("input", name="sequence-mat-khau")[0].get("value") == "1"
        assert not page.find("p", data_state="received")
        assert "Đã trả lời 0/4 câu" in page.words

    def test_what_one_typed_is_never_shown_to_another(
        self, ana: Learner, ben: Learner, make: Maker
    ) -> None:
        make.course("kinds")
        paper, other = start(ana), start(ben)
        fields = right_fields(paper) | {"answer-thu-do": ["Ana was here"]}
        assert "Ana was here" in hand_in(ana, paper, fields, "save").text
        page = ben.get(other.response.request.path)
        assert "Ana was here" not in page.text
        assert not [o for o in page.find("option") if o.get("selected") is not None]
        assert {e.get("value") for e in page.find("input", type="text")} == {""}

    def test_no_hole_is_ever_shown(self, ana: Learner, course: str) -> None:
        paper = ana.start()
        for language in ("vi", "en"):
            ana.switch_to(language)
            for path in (EXAM, EXAM, f"{EXAM}?gaps=yes", "/", COURSE):
                assert MARK not in ana.get(path).text
        assert MARK not in ana.hand_in(paper, {}, "save").text
        assert MARK not in ana.get(EXAM).text  # with the message that all is saved

    def test_question_is_shown_in_the_readers_language(self, ana: Learner, course: str) -> None:
        ana.start()
        assert "Người dân đọc mật khẩu" in ana.get(EXAM).words
        ana.switch_to("en")
        assert "A resident reads out the password" in ana.get(EXAM).words


class TestRememberedLayout:
    def test_shows_each_reader_their_own_places(self, make: Maker, client: PageClient) -> None:
        unit = make.unit("82", "Đồng Tháp")
        client.sign_in(make.person("Lê Thị Trang", roles=[(Role.TRAINER, unit)]))
        assert client.get("/").links()["Khóa học"] == "/trainer/courses"
        other = PageClient(client.app)
        other.sign_in(make.person("Trần <b>Ben</b>"))
        page = other.get("/")
        assert "/trainer/courses" not in page.text
        assert "Trần <b>Ben</b>" in page.words
        assert "Trang" not in page.find("span", class_="c-header__person")[0].itertext()
        stranger = PageClient(client.app).get("/check")
        assert "Trần" not in stranger.text
        assert not stranger.find("form", action="/sign-out")

    def test_names_each_readers_own_store_on_the_phone(
        self, ana: Learner, ben: Learner, course: str
    ) -> None:
        for path in (LESSON, LESSON, "/"):
            mine, theirs = (one.get(path).find("body")[0].get("data-reader") for one in (ana, ben))
            assert (mine, theirs) == (ana.device_key, ben.device_key)

    def test_leads_back_to_the_page_one_is_on(self, make: Maker, client: PageClient) -> None:
        client.sign_in(make.person())
        for path in ("/", "/certificates", "/search?q=otp"):
            backs = {e.get("value") for e in client.get(path).find("input", name="next")}
            assert backs == {path}
