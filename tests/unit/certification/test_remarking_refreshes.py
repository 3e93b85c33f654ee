"""Answers to a major revision are marked again with the exam: whoever passes by it has answered from that day on."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.catalogue.models import Revision
from portal.catalogue.queries import get_current_content
from portal.certification.queries import get_standings
from portal.certification.refreshing import hand_in_refresh
from portal.certification.remark_preview import Preview, Wanted, preview
from portal.certification.remarking import Confirmed, mark_again, prepare
from portal.certification.revising import ask_to_refresh
from portal.certification.services import award_due
from portal.certification.standing import Standing
from portal.certification.verifying import verify
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.kernel.identifiers import new_id
from portal.learning.models import CourseRefreshed
from portal.learning.queries import get_course_progress
from portal.learning.services import complete_lesson, start_refresh
from portal.people.models import Person
from portal.quizzes.queries import list_attempts
from portal.quizzes.waiting import list_corrected
from tests.support.certifying import at, complete, load_rules, offer
from tests.support.correcting import (
    FAILS,
    MINI_RULES,
    PASSES,
    RIGHT_KEY,
    WRONG_KEY,
    answered,
    publish,
    sit,
)
from tests.support.making import Maker

#: the second is not issued to whom the course does not count
RULES = f"""{MINI_RULES}\
  - code: P1
    title: {{vi: Trực quầy, en: Desk}}
    activity: {{vi: Trực, en: Desk}}
    requires: [C09, C02]
    validity_months: 12
"""
CHANGED = {"01-mot/01-bai-dau.md": {"Đây là bài đầu.": "Đây là bài đầu, đã sửa."}}
DONE = "2026-03-20"


@pytest.fixture
def boss(make: Maker) -> Person:
    return make.person("Trần Văn Biên")


@pytest.fixture
def holders(make: Maker, tmp_path: Path) -> dict[str, Person]:
    """They completed the course in January; in February it changed, and they answered that under a wrong key."""
    load_rules(tmp_path, RULES)
    offer("thiet-bi")
    publish(tmp_path, WRONG_KEY)
    team = make.team(make.unit("1", "Xã A"))
    names = ("passes", "fails", "since")
    people = {name: make.person(f"Lê {name}", team=team) for name in names}
    for person in people.values():
        sit(person, {}, "2026-01-05")
    with frozen(at("2026-02-01")):
        revision_id = publish(tmp_path, WRONG_KEY | CHANGED)
        db.session.get_one(Revision, revision_id).is_major = True
        by = date(2026, 2, 20)
        ask_to_refresh(course_slug="mini", revision_id=revision_id, refresh_by=by)
        db.session.commit()
    for person in people.values():
        refresh(person, FAILS if person is people["fails"] else PASSES, "2026-02-10")
    refresh(people["since"], {}, "2026-02-11")
    complete(people["passes"].id, "thiet-bi", on="2026-03-10")
    begin_writing()
    with frozen(at("2026-03-10")):
        assert award_due(person_id=people["passes"].id, on=date(2026, 3, 10)) == ()
    db.session.commit()
    publish(tmp_path, RIGHT_KEY | CHANGED)
    begin_writing()
    return people


def refresh(person: Person, other: dict[str, list[int]], on: str) -> None:
    """Read what changed, answer by the key but for `other`, hand in."""
    begin_writing()
    with frozen(at(on)):
        content = get_current_content("mini")
        for lesson in content.lessons:
            complete_lesson(person_id=person.id, content=content, lesson=lesson, again=True)
        attempt = start_refresh(person_id=person.id, course_slug="mini")
        hand_in_refresh(person_id=person.id, attempt_id=answered(person.id, attempt, other))
    db.session.commit()


def do(boss: Person, *, takes_away: bool = False) -> Preview:
    wanted = Wanted(boss.id, "mini", "exam", takes_away=takes_away)
    begin_writing()
    with frozen(at(DONE)):
        found = preview(wanted)
        confirmed = Confirmed(new_id(), found.fingerprint, "Khóa sai", found.plan.people_worse)
        mark_again(prepare(wanted, confirmed))
    db.session.commit()
    return found


def standings(person: Person, on: str) -> list[Standing]:
    return [row.standing for row in get_standings(person.id, date.fromisoformat(on))]


def is_refreshed(person: Person, name: str = "refresh") -> list[bool]:
    return [bool(one.is_passed) for one in list_attempts(person.id, "mini", name)]


def test_whoever_passes_by_it_has_answered_from_that_day(
    boss: Person, holders: dict[str, Person]
) -> None:
    assert list_corrected(get_current_content("mini")) == ("exam",)
    found = do(boss)
    (told,) = found.foretold
    assert (told.person_id, told.refreshes, told.regained, told.issued) == (
        holders["passes"].id, True, ("P0",), ("P1",),
    )  # fmt: skip
    assert is_refreshed(holders["passes"]) == [True]
    assert standings(holders["passes"], "2026-03-19") == [Standing.EXPIRED, Standing.IN_PROGRESS]
    assert standings(holders["passes"], DONE) == [Standing.VALID, Standing.VALID]
    assert get_course_progress(holders["passes"].id, "mini").unanswered == ()
    days = select(CourseRefreshed.refreshed_on).order_by(CourseRefreshed.refreshed_on)
    assert [one.isoformat() for one in db.session.scalars(days)] == [
        "2026-02-10", "2026-02-11", DONE,
    ]  # fmt: skip
    assert verify().differences == ()


def test_nobody_loses_an_answer_whatever_was_chosen(
    boss: Person, holders: dict[str, Person]
) -> None:
    found = do(boss, takes_away=True)
    assert found.plan.people_worse == 3, "their exams"
    assert is_refreshed(holders["fails"]) == [True]
    assert standings(holders["fails"], DONE)[0] is Standing.VALID
    assert verify().differences == ()
