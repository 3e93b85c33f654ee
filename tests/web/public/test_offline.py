"""What the service worker is told, and for whom each page says it was made."""

from flask import Flask

from tests.support.making import Maker
from tests.support.pages import PageClient


class TestWorker:
    def test_is_served_at_the_top_and_asked_for_each_time(self, client: PageClient) -> None:
        answer = client.http.get("/sw.js")
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.text.startswith('const PORTAL = {"files": "/static/')

    def test_needs_only_files_that_are_there(self, client: PageClient) -> None:
        first_line = client.http.get("/sw.js").text.split("\n")[0]
        for word in first_line.split('"'):
            if word.startswith("/static/") and not word.endswith("/"):
                with client.http.get(word) as answer:
                    assert answer.status_code == 200, word

    def test_the_policy_lets_only_our_own_one_run(self, client: PageClient) -> None:
        policy = client.http.get("/sign-in").headers["Content-Security-Policy"]
        assert "worker-src 'self'" in policy


class TestPages:
    def test_say_for_whom_they_were_made(self, app: Flask, make: Maker) -> None:
        ana, ben = PageClient(app), PageClient(app)
        ana.sign_in(make.person())
        ben.sign_in(make.person())
        readers = {one.get("/").response.headers["Portal-Reader"] for one in (ana, ben)}
        assert len(readers) == 2
        assert PageClient(app).get("/sign-in").response.headers["Portal-Reader"] == "none"

    def test_are_kept_only_where_their_view_says_so(self, client: PageClient, make: Maker) -> None:
        client.sign_in(make.person())
        make.course()
        kept = {
            path: "Portal-Keep" in client.get(path).response.headers
            for path in ("/", "/courses/mini", "/courses/mini/mot/bai-dau", "/certificates")
        }
        assert kept == {
            "/": True,
            "/courses/mini": True,
            "/courses/mini/mot/bai-dau": True,
            "/certificates": False,
        }

    def test_remembered_for_one_are_said_to_be_the_others(self, app: Flask, make: Maker) -> None:
        make.course()
        keys = []
        for _ in range(2):
            client = PageClient(app)
            client.sign_in(make.person())
            page = client.get("/courses/mini/mot/bai-dau")
            body = page.find("body")[0].get("data-reader")
            assert body == page.response.headers["Portal-Reader"]
            keys.append(body)
        assert len(set(keys)) == 2

    def test_offline_one_needs_nobody_signed_in(self, client: PageClient) -> None:
        assert "Hiện không có mạng" in client.get("/offline").words
