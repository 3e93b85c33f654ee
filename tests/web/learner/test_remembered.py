"""A lesson's page is rendered once for everybody in the same state: nobody may meet another's things in it."""

from tests.support.making import Maker
from tests.support.pages import Page, PageClient

LESSON = "/courses/mini/mot/bai-dau"


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
                assert "\ue000" not in client.get(LESSON).text

    def test_the_language_is_the_readers(self, make: Maker, client: PageClient) -> None:
        make.course()
        client.sign_in(make.person())
        client.switch_to("vi")
        assert "Bài đầu" in client.get(LESSON).words
        client.switch_to("en")
        assert "First lesson" in client.get(LESSON).words
