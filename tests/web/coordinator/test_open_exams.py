"""More time for somebody in a timed exam: who may give it, to whom, once, and that it counts."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.catalogue.revisions import publish_folder
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.people.permissions import Role
from portal.quizzes.heartbeat import beat
from portal.quizzes.models import ExtraTime, Outage
from portal.teams.models import Unit
from tests.support.certifying import at
from tests.support.making import PACKAGES, Maker
from tests.support.pages import Page, PageClient
from tests.web.learner.learners import EXAM, Learner

STARTED = at("2026-06-01")
MINUTE = timedelta(minutes=1)
OPEN = "/exams/open"
FIVE = timedelta(minutes=5)


@pytest.fixture
def paper(app: Flask, make: Maker, tmp_path: Path) -> Page:
    """Of Ana's, twenty minutes long; her team is in Mỹ Tho."""
    folder = shutil.copytree(PACKAGES / "mini", tmp_path / "mini")
    exam = folder / "exam.md"
    timed = exam.read_text(encoding="utf-8").replace("draw: 4", "draw: 4\ntime_limit_minutes: 20")
    exam.write_text(timed, encoding="utf-8")
    begin_writing()
    publish_folder(folder)
    db.session.commit()
    my_tho = make.unit("28249", "Mỹ Tho")
    make.unit("29905", "Sa Đéc")
    ana = Learner(app, make.person("Nguyễn Thị Ana", team=make.team(my_tho)))
    page = ana.start()
    page.learner = ana  # type: ignore[attr-defined]
    return page


def staff(app: Flask, make: Maker, role: Role, code: str) -> PageClient:
    unit = db.session.scalars(select(Unit).where(Unit.code == code)).one()
    client = PageClient(app)
    client.sign_in(make.person("Phạm Cora", roles=[(role, unit)]))
    return client


def save(paper: Page, after: timedelta) -> int:
    with frozen(STARTED + after):
        return paper.learner.save(paper, "mat-khau", [1], 1).status_code  # type: ignore[attr-defined]


def give(client: PageClient, minutes: int = 10, reason: str = "Khó đọc chữ nhỏ") -> Page:
    listed = client.get(OPEN).links()["Nguyễn Thị Ana"]
    return client.submit(client.get(listed), {"minutes": str(minutes), "reason": reason}, listed)


class TestGiving:
    @pytest.mark.parametrize("role", [Role.TRAINER, Role.COORDINATOR, Role.ADMINISTRATOR])
    def test_lets_answers_in_for_longer(
        self, app: Flask, make: Maker, paper: Page, role: Role
    ) -> None:
        assert save(paper, 21 * MINUTE) == 409
        client = staff(app, make, role, "28249")
        assert "09:30" in client.follow(give(client)).words
        assert save(paper, 30 * MINUTE) == 200
        assert save(paper, 31 * MINUTE) == 409
        assert "đến 09:30" in paper.learner.get(EXAM).words  # type: ignore[attr-defined]

    def test_after_the_end_counts_from_then(self, app: Flask, make: Maker, paper: Page) -> None:
        client = staff(app, make, Role.COORDINATOR, "28249")
        with frozen(STARTED + 50 * MINUTE):
            give(client, 5)
        assert save(paper, 55 * MINUTE) == 200
        assert save(paper, 56 * MINUTE) == 409

    def test_the_same_form_twice_gives_once_and_is_logged_once(
        self, app: Flask, make: Maker, paper: Page
    ) -> None:
        client = staff(app, make, Role.COORDINATOR, "28249")
        page = client.get(client.get(OPEN).links()["Nguyễn Thị Ana"])
        for _ in range(2):
            client.submit(page, {"minutes": "10", "reason": "Máy chậm"}, page.response.request.path)
        assert db.session.scalar(select(func.count()).select_from(ExtraTime)) == 1
        actions = db.session.scalars(select(AuditEntry.action)).all()
        assert actions.count("attempt.extra_time") == 1

    @pytest.mark.parametrize(
        "fields",
        [{"reason": " "}, {"reason": "x" * 201}, {"minutes": "9999"}, {"minutes": "-5"}, {"once": ""}],
        ids=["no reason", "long reason", "hours", "less than nothing", "no form"],
    )  # fmt: skip
    def test_refuses_what_makes_no_sense(
        self, app: Flask, make: Maker, paper: Page, fields: dict[str, str]
    ) -> None:
        client = staff(app, make, Role.COORDINATOR, "28249")
        page = client.get(client.get(OPEN).links()["Nguyễn Thị Ana"])
        sent = {"minutes": "10", "reason": "Máy chậm", **fields}
        assert client.submit(page, sent, page.response.request.path).status_code == 422
        assert db.session.scalar(select(func.count()).select_from(ExtraTime)) == 0

    def test_is_not_for_people_elsewhere(self, app: Flask, make: Maker, paper: Page) -> None:
        mine = staff(app, make, Role.COORDINATOR, "28249").get(OPEN).links()["Nguyễn Thị Ana"]
        other = staff(app, make, Role.COORDINATOR, "29905")
        assert "Nguyễn Thị Ana" not in other.get(OPEN).words
        assert other.get(mine).status_code == 404

    def test_finds_nothing_once_it_was_handed_in(
        self, app: Flask, make: Maker, paper: Page
    ) -> None:
        client = staff(app, make, Role.COORDINATOR, "28249")
        page = client.get(client.get(OPEN).links()["Nguyễn Thị Ana"])
        paper.learner.hand_in(paper, {}, "hand-in-anyway")  # type: ignore[attr-defined]
        sent = {"minutes": "10", "reason": "Máy chậm"}
        assert client.submit(page, sent, page.response.request.path).status_code == 404
        assert db.session.scalar(select(func.count()).select_from(ExtraTime)) == 0


class TestOutages:
    def _away(self, start: timedelta, end: timedelta) -> Outage | None:
        for moment in (start, end):
            with frozen(STARTED + moment):
                begin_writing()
                outage = beat(most_credit=FIVE)
                db.session.commit()
        return outage

    def test_of_the_portal_give_their_time_back_to_whom_they_met(self, paper: Page) -> None:
        self._away(8 * MINUTE, 12 * MINUTE)
        assert save(paper, 24 * MINUTE) == 200
        assert save(paper, 25 * MINUTE) == 409

    def test_are_credited_up_to_the_limit(self, paper: Page) -> None:
        outage = self._away(2 * MINUTE, 15 * MINUTE)
        assert outage
        assert outage.credited_seconds == 300
        assert save(paper, 25 * MINUTE) == 200
        assert save(paper, 26 * MINUTE) == 409

    def test_before_the_start_are_nothing_to_an_attempt(self, paper: Page) -> None:
        self._away(-9 * MINUTE, -5 * MINUTE)
        assert save(paper, 21 * MINUTE) == 409

    def test_after_the_end_open_nothing(self, paper: Page) -> None:
        self._away(21 * MINUTE, 26 * MINUTE)
        assert save(paper, 26 * MINUTE) == 409

    def test_need_a_gap_of_more_than_thirty_seconds(self, paper: Page) -> None:
        self._away(MINUTE, MINUTE + timedelta(seconds=25))
        assert db.session.scalar(select(func.count()).select_from(Outage)) == 0
