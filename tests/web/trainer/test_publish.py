"""The page before publishing: what stops it, what changed, whom it concerns; and publishing itself."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.authoring.models import Draft
from portal.authoring.services import discard_draft
from portal.catalogue.models import Revision
from portal.catalogue.queries import get_current_content
from portal.certification.decision_models import StandingSpan
from portal.kernel import clock
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.learning.services import complete_lesson
from portal.people.models import Person
from portal.teams.models import Unit
from tests.support.certifying import RULES, certify, load_rules
from tests.support.drafting import begin_draft, change
from tests.support.making import Maker
from tests.support.pages import PageClient


@pytest.fixture
def draft(make: Maker, author: Person) -> Draft:
    make.course()
    return begin_draft(author.id)


@pytest.fixture
def url(draft: Draft) -> str:
    return f"/trainer/drafts/{draft.id}/publish"


def revisions() -> int:
    return db.session.scalar(select(func.count()).select_from(Revision)) or 0


REVISIONS = "/trainer/courses/mini/revisions"


class TestBefore:
    def test_says_what_changed(
        self, trainer: PageClient, draft: Draft, author: Person, url: str
    ) -> None:
        change(draft, author.id)
        page = trainer.get(url)
        assert "1 file differs: 3 words more, 0 words less." in page.words
        assert "01-mot/01-bai-dau.md" in page.words

    def test_without_a_change_there_is_nothing_to_publish(
        self, trainer: PageClient, url: str
    ) -> None:
        page = trainer.get(url)
        assert "the draft has exactly the files" in page.words
        assert not page.find("textarea")

    def test_problems_stop_it(
        self, trainer: PageClient, draft: Draft, author: Person, url: str
    ) -> None:
        change(draft, author.id, new="\n[đâu](khong-co.md)\n")
        page = trainer.get(url)
        assert "1 problem stops this draft" in page.words
        assert "01-mot/01-bai-dau.md, line" in page.words
        assert not page.find("textarea")

    def test_names_whom_it_concerns(
        self, trainer: PageClient, make: Maker, province: Unit, draft: Draft, url: str
    ) -> None:
        learner = make.person("Lê Thị Mai", team=make.team(province))
        begin_writing()
        content = get_current_content("mini")
        complete_lesson(person_id=learner.id, content=content, lesson=content.lessons[0])
        db.session.commit()
        page = trainer.get(url)
        links = [a.get("href", "") for a in page.find("a") if "/people" in a.get("href", "")]
        assert links == [
            f"{url}/people?show=in-progress",
            f"{url}/people?show=in-progress&unit=82",
        ]
        for link in links:
            assert "Lê Thị Mai" in trainer.get(link).words
        assert "Nobody." in trainer.get(f"{url}/people?show=holder").words
        assert trainer.get(f"{url}/people?show=nobody").status_code == 404

    def test_names_what_a_major_change_asks_them(
        self, trainer: PageClient, draft: Draft, author: Person, url: str
    ) -> None:
        change(draft, author.id)
        assert "just what is new: 1 lesson, 4 questions, about 9 minutes" in trainer.get(url).words
        change(draft, author.id, path="01-mot/02-bai-sau.md")
        assert "take the whole exam again" in trainer.get(url).words

    def test_an_unknown_draft_is_not_found(self, trainer: PageClient) -> None:
        unknown = "00000000-0000-4000-8000-000000000000"
        assert trainer.get(f"/trainer/drafts/{unknown}/publish").status_code == 404


class TestPublish:
    def test_readers_have_it_then(
        self, trainer: PageClient, draft: Draft, author: Person, url: str
    ) -> None:
        change(draft, author.id)
        answer = trainer.submit(trainer.get(url), {"kind": "minor", "note": "Một câu"}, url)
        page = trainer.follow(answer)
        assert "Revision 2 is published" in page.words
        assert "Revision 2 minor Một câu" in page.words
        assert "Trần Văn Biên" in page.words
        assert "published as revision 2" in trainer.get(url).words

    def test_a_double_click_publishes_once(
        self, trainer: PageClient, draft: Draft, author: Person, url: str
    ) -> None:
        change(draft, author.id)
        page = trainer.get(url)
        for _click in range(2):
            assert trainer.submit(page, {"kind": "minor"}, url).location == REVISIONS
        assert revisions() == 2

    def test_a_major_change_needs_a_note(
        self, trainer: PageClient, draft: Draft, author: Person, url: str
    ) -> None:
        change(draft, author.id)
        answer = trainer.submit(trainer.get(url), {"kind": "major", "note": " "}, url)
        assert answer.status_code == 422
        assert "A major change needs a note" in answer.words
        assert revisions() == 1

    def test_a_major_change_is_published_by_typing_whom_it_asks(
        self,
        trainer: PageClient,
        make: Maker,
        draft: Draft,
        author: Person,
        url: str,
        tmp_path: Path,
    ) -> None:
        load_rules(tmp_path, RULES.replace("[C02, C04]", "[C09]"))
        holder = make.person("Lê Thị Mai")
        with frozen(clock.now() - timedelta(days=30)):
            certify(holder.id, clock.today().isoformat(), ["mini"])
        change(draft, author.id)
        page = trainer.get(url)
        assert "1 person keeps a permit only" in page.words
        major = {"kind": "major", "note": "Luật mới"}
        refused = trainer.submit(page, {**major, "count": "2"}, url)
        assert refused.status_code == 422
        assert "Type 1: so many people are asked." in refused.words
        for _click in range(2):
            assert trainer.submit(page, {**major, "count": "1"}, url).location == REVISIONS
        spans = db.session.scalars(select(StandingSpan).order_by(StandingSpan.from_on)).all()
        last_day = clock.today() + timedelta(days=60)
        assert [one.standing for one in spans] == ["valid", "refresh_due"]
        assert spans[-1].to_on == last_day

    def test_what_was_changed_meanwhile_is_looked_at_again(
        self, trainer: PageClient, draft: Draft, author: Person, url: str
    ) -> None:
        change(draft, author.id)
        page = trainer.get(url)
        change(draft, author.id, new="\nThêm.\n")
        answer = trainer.follow(trainer.submit(page, {"kind": "minor"}, url))
        assert "changed while you looked at it" in answer.words
        assert revisions() == 1

    @pytest.mark.parametrize(
        "sent",
        [{}, {"kind": "huge", "files": "x"}, {"files": "x" * 999}],
        ids=["nothing", "other-kind", "long"],
    )
    def test_garbage_publishes_nothing(
        self, trainer: PageClient, draft: Draft, author: Person, url: str, sent: dict[str, str]
    ) -> None:
        change(draft, author.id)
        token = trainer.get(url).find("input", name="csrf_token")[0].get("value")
        assert trainer.post(url, {"csrf_token": token, **sent}).status_code in (302, 422)
        assert revisions() == 1

    def test_a_discarded_draft_says_so(
        self, trainer: PageClient, draft: Draft, author: Person, url: str
    ) -> None:
        begin_writing()
        discard_draft(person_id=author.id, draft_id=draft.id)
        db.session.commit()
        assert "This draft was discarded." in trainer.get(url).words


def test_learners_are_refused(make: Maker, client: PageClient, url: str) -> None:
    client.sign_in(make.person())
    assert client.get(url).status_code == 403
