"""What is previewed happens, once, from the day it was done; days before it never change."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.catalogue.queries import get_current_content
from portal.certification.errors import NothingToMark, PreviewChanged, ReasonMissing, WrongCount
from portal.certification.models import Certificate
from portal.certification.queries import get_standings
from portal.certification.remark_preview import Preview, Wanted, preview
from portal.certification.remarking import Confirmed, mark_again, prepare
from portal.certification.standing import Standing
from portal.certification.verifying import verify
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.kernel.identifiers import new_id
from portal.learning.completion import ExamState
from portal.learning.models import CompletionWithdrawn, CourseCompletion
from portal.learning.queries import get_course_progress
from portal.people.models import Person
from portal.quizzes.queries import list_attempts
from portal.quizzes.remark_models import AttemptRemark
from portal.quizzes.remarking import Decision, Effect
from portal.quizzes.waiting import count_waiting
from tests.support.certifying import at, load_rules
from tests.support.correcting import (
    FAILS,
    HIGHER,
    LOWER,
    MINI_RULES,
    PASSES,
    RIGHT_KEY,
    WRONG_KEY,
    publish,
    sit,
)
from tests.support.making import Maker

SAT, DONE = "2026-03-01", "2026-03-20"


@pytest.fixture
def boss(make: Maker) -> Person:
    return make.person("Trần Văn Biên")


@pytest.fixture
def sitters(make: Maker, tmp_path: Path) -> dict[str, Person]:
    """Four people who sat the exam under the wrong key, which was corrected since."""
    load_rules(tmp_path, MINI_RULES)
    publish(tmp_path, WRONG_KEY)
    team = make.team(make.unit("1", "Xã A"))
    answers = {"passes": PASSES, "fails": FAILS, "higher": HIGHER, "lower": LOWER}
    people = {name: make.person(f"Lê {name}", team=team) for name in answers}
    for name, person in people.items():
        sit(person, answers[name], SAT)
    publish(tmp_path, RIGHT_KEY)
    begin_writing()
    return people


def look(boss: Person, *, takes_away: bool = False, **decisions: Decision) -> Preview:
    with frozen(at(DONE)):
        return preview(Wanted(boss.id, "mini", "exam", decisions, takes_away))


def do(
    boss: Person,
    found: Preview,
    *,
    form_id: UUID | None = None,
    people: int | None = None,
    reason: str = "Khóa câu ba sai",
    on: str = DONE,
) -> UUID:
    begin_writing()
    with frozen(at(on)):
        order = found.plan.order
        wanted = Wanted(boss.id, "mini", "exam", order.decisions, order.takes_away)
        confirmed = Confirmed(form_id or new_id(), found.fingerprint, reason, people)
        remark = mark_again(prepare(wanted, confirmed))
    db.session.commit()
    begin_writing()
    return remark.id


def standing(person: Person, on: str) -> Standing:
    return get_standings(person.id, date.fromisoformat(on))[0].standing


def results(people: dict[str, Person]) -> dict[str, tuple[int, bool]]:
    """Questions right of six, and whether it is passed."""
    found = {name: list_attempts(one.id, "mini", "exam")[0] for name, one in people.items()}
    return {name: (round((it.score or 0) * 6), bool(it.is_passed)) for name, it in found.items()}


class TestInFavour:
    def test_what_was_previewed_happens_and_nobody_loses(
        self, boss: Person, sitters: dict[str, Person]
    ) -> None:
        found = look(boss)
        told = {one.person_id: one.result.effect for one in found.plan.attempts}
        assert told == {sitters[str(effect)].id: effect for effect in Effect if effect != "same"}
        assert [(one.person_id, one.issued) for one in found.foretold] == [
            (sitters["passes"].id, ("P0",))
        ]
        do(boss, found)
        assert results(sitters) == {
            "passes": (5, True),
            "fails": (5, True),
            "higher": (6, True),
            "lower": (6, True),
        }
        assert standing(sitters["passes"], DONE) is Standing.VALID
        assert db.session.scalar(select(func.count()).select_from(CompletionWithdrawn)) == 0
        assert not verify().differences

    def test_days_before_it_stay_as_they_were(
        self, boss: Person, sitters: dict[str, Person]
    ) -> None:
        do(boss, look(boss))
        assert standing(sitters["passes"], "2026-03-19") is Standing.NONE

    def test_a_pass_runs_out_as_from_the_day_the_exam_was_sat(
        self, boss: Person, sitters: dict[str, Person]
    ) -> None:
        do(boss, look(boss))
        (row,) = get_standings(sitters["passes"].id, date.fromisoformat(DONE))[:1]
        assert (row.issued_on, row.expires_on) == (date(2026, 3, 20), date(2027, 3, 1))
        progress = get_course_progress(sitters["passes"].id, "mini")
        assert progress.expires_on == date(2027, 3, 1)

    def test_an_earlier_pass_since_completed_adds_nothing(
        self, boss: Person, sitters: dict[str, Person]
    ) -> None:
        sit(sitters["passes"], {}, "2026-03-05")  # by the key of now
        found = look(boss)
        assert found.plan.of(Effect.PASSES)
        assert found.foretold == ()
        do(boss, found)
        count = select(func.count()).select_from(CourseCompletion)
        assert (
            db.session.scalar(count.where(CourseCompletion.completed_on == date(2026, 3, 20))) == 0
        )

    def test_the_attempt_itself_is_never_touched_and_both_logs_tell(
        self, boss: Person, sitters: dict[str, Person]
    ) -> None:
        remark = do(boss, look(boss))
        kept = db.session.scalars(select(AttemptRemark).order_by(AttemptRemark.score_before)).all()
        assert [one.number for one in kept] == [1, 1, 1, 1]
        assert sum(one.is_spared for one in kept) == 2
        (entry,) = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "quiz.marked_again")
        )
        assert (entry.subject, entry.details["attempts"], entry.details["passes"]) == (
            str(remark),
            4,
            1,
        )

    def test_nothing_waits_afterwards(self, boss: Person, sitters: dict[str, Person]) -> None:
        content = get_current_content("mini")
        assert count_waiting(content, "exam", actor_id=boss.id).attempts == 4
        do(boss, look(boss))
        assert count_waiting(content, "exam", actor_id=boss.id).attempts == 0
        assert look(boss).plan.attempts == ()


class TestTakingAway:
    def test_a_lost_pass_counts_no_more_from_that_day(
        self, boss: Person, sitters: dict[str, Person]
    ) -> None:
        found = look(boss, takes_away=True)
        lost = {one.person_id: one.lost for one in found.foretold if one.withdraws}
        assert lost == {sitters["fails"].id: ("P0",)}
        do(boss, found, people=2)
        assert results(sitters)["fails"] == (4, False)
        assert results(sitters)["lower"] == (5, True)
        assert standing(sitters["fails"], "2026-03-19") is Standing.VALID
        assert standing(sitters["fails"], DONE) is Standing.SUSPENDED
        progress = get_course_progress(sitters["fails"].id, "mini")
        assert (progress.completions, progress.exam(at(DONE)).state) == ((), ExamState.OPEN)
        assert not verify().differences

    def test_passing_again_gives_it_back(self, boss: Person, sitters: dict[str, Person]) -> None:
        do(boss, look(boss, takes_away=True), people=2)
        sit(sitters["fails"], {}, "2026-04-01")
        assert standing(sitters["fails"], "2026-03-31") is Standing.SUSPENDED
        assert standing(sitters["fails"], "2026-04-01") is Standing.VALID
        assert not verify().differences

    def test_a_mistake_is_mended_by_marking_again(
        self, boss: Person, sitters: dict[str, Person], tmp_path: Path
    ) -> None:
        do(boss, look(boss, takes_away=True), people=2)
        publish(tmp_path, WRONG_KEY)
        with frozen(at("2026-03-25")):
            found = preview(Wanted(boss.id, "mini", "exam"))
        do(boss, found, on="2026-03-25")
        assert results(sitters)["fails"] == (5, True)
        assert standing(sitters["fails"], "2026-03-24") is Standing.SUSPENDED
        assert standing(sitters["fails"], "2026-03-25") is Standing.VALID
        assert not verify().differences

    @pytest.mark.parametrize("typed", [None, 1], ids=["nothing", "another number"])
    def test_needs_the_number_of_people(
        self, boss: Person, sitters: dict[str, Person], typed: int | None
    ) -> None:
        with pytest.raises(WrongCount):
            do(boss, look(boss, takes_away=True), people=typed)


class TestOnce:
    def test_the_same_form_sent_twice_marks_once(
        self, boss: Person, sitters: dict[str, Person]
    ) -> None:
        found, form = look(boss), new_id()
        assert do(boss, found, form_id=form) == do(boss, found, form_id=form)
        assert db.session.scalar(select(func.count()).select_from(AttemptRemark)) == 4
        assert db.session.scalar(select(func.count()).select_from(Certificate)) == 4

    def test_an_attempt_that_came_meanwhile_is_said(
        self, boss: Person, sitters: dict[str, Person], make: Maker, tmp_path: Path
    ) -> None:
        found = look(boss)
        publish(tmp_path, WRONG_KEY)
        with pytest.raises(PreviewChanged):
            do(boss, found)

    def test_asks_for_a_reason(self, boss: Person, sitters: dict[str, Person]) -> None:
        with pytest.raises(ReasonMissing):
            do(boss, look(boss), reason=" ")

    def test_nothing_is_marked_where_nothing_would_change(
        self, boss: Person, sitters: dict[str, Person]
    ) -> None:
        do(boss, look(boss))
        with pytest.raises(NothingToMark):
            do(boss, look(boss))


class TestDropping:
    def test_a_question_that_is_gone_may_count_for_everybody_or_not_at_all(
        self, boss: Person, sitters: dict[str, Person], tmp_path: Path
    ) -> None:
        gone = {
            name: {**RIGHT_KEY[name], **dict.fromkeys(("{#bon}",), "{#moi}")} for name in RIGHT_KEY
        }
        publish(tmp_path, gone)
        found = look(boss, bon=Decision.GIVEN, ba=Decision.KEPT)
        do(boss, found)
        assert results(sitters)["passes"] == (5, True)
        found = look(boss, bon=Decision.LEFT_OUT, ba=Decision.NEW_KEY)
        do(boss, found)
        assert results(sitters)["passes"] == (6, True)


def test_nobody_marks_themselves(boss: Person, sitters: dict[str, Person]) -> None:
    found = look(sitters["passes"])
    assert (len(found.plan.attempts), found.plan.own) == (3, 1)
