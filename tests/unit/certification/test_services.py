from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.catalogue.queries import get_current_content
from portal.certification import services
from portal.certification.models import Certificate
from portal.certification.services import award_due, hand_in_exam
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.kernel.errors import NotFound
from portal.kernel.identifiers import normalise_serial
from portal.learning.services import complete_lesson, start_exam
from portal.quizzes.models import Attempt
from portal.quizzes.saving import save_response
from tests.support.answering import right_answers
from tests.support.certifying import RULES, at, certify, complete, load_rules
from tests.support.making import Maker

DAY = date(2026, 1, 10)


@pytest.fixture
def rules(make: Maker, tmp_path: Path) -> None:
    load_rules(tmp_path)


@pytest.mark.usefixtures("rules")
class TestAwardDue:
    def test_issues_with_serial_end_and_evidence(self, make: Maker) -> None:
        ana = make.person()
        complete(ana.id, "thiet-bi", "lua-dao", on="2026-01-10")
        (issued,) = award_due(person_id=ana.id, on=DAY)
        assert normalise_serial(issued.serial) == issued.serial
        assert (issued.cycle, issued.issued_on, issued.expires_on) == (1, DAY, date(2027, 1, 10))
        named = {one["course"]: one["completed_on"] for one in issued.evidence["completions"]}
        assert named == {"thiet-bi": "2026-01-10", "lua-dao": "2026-01-10"}

    def test_leaves_a_line_in_the_log(self, make: Maker) -> None:
        ana = make.person()
        issued = certify(ana.id, "2026-01-10")
        (entry,) = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "certificate.issued")
        )
        assert entry.subject == str(ana.id)
        assert entry.details["serial"] == issued.serial

    def test_issues_once(self, make: Maker) -> None:
        ana = make.person()
        certify(ana.id, "2026-01-10")
        assert award_due(person_id=ana.id, on=DAY) == ()
        assert award_due(person_id=ana.id, on=date(2026, 6, 1)) == ()

    def test_issues_nothing_while_something_is_missing(self, make: Maker) -> None:
        ana = make.person()
        complete(ana.id, "thiet-bi", on="2026-01-10")
        assert award_due(person_id=ana.id, on=DAY) == ()

    def test_renews_inside_the_window_from_the_old_end(self, make: Maker) -> None:
        ana = make.person()
        certify(ana.id, "2026-01-10")
        renewed = certify(ana.id, "2026-12-20")
        assert (renewed.cycle, renewed.expires_on) == (2, date(2028, 1, 10))

    def test_issues_what_rests_on_it_in_the_same_breath(self, make: Maker, tmp_path: Path) -> None:
        second = (
            RULES[RULES.index("  - code: P0") :].replace("P0", "P1").replace("[C02, C04]", "[P0]")
        )
        with frozen(at("2026-01-01")):
            load_rules(tmp_path, RULES + second)
        ana = make.person()
        complete(ana.id, "thiet-bi", "lua-dao", on="2026-01-10")
        base, resting = award_due(person_id=ana.id, on=DAY)
        assert (base.certification, resting.certification) == ("P0", "P1")
        assert resting.evidence["certificates"][0]["serial"] == base.serial

    def test_issues_nothing_before_there_were_rules(self, make: Maker) -> None:
        assert award_due(person_id=make.person().id, on=date(2022, 1, 1)) == ()

    def test_knows_nobody_by_an_unknown_id(self) -> None:
        with pytest.raises(NotFound):
            award_due(person_id=uuid4(), on=DAY)

    def test_takes_another_serial_where_one_is_taken(
        self, make: Maker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taken = certify(make.person().id, "2026-01-10").serial
        drawn = iter([taken, taken, "SS-11111-11111"])
        monkeypatch.setattr(services, "new_serial", lambda: next(drawn))
        ben = make.person("Lê Ben")
        assert certify(ben.id, "2026-01-10").serial == "SS-11111-11111"

    def test_gives_up_where_no_serial_is_ever_free(
        self, make: Maker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taken = certify(make.person().id, "2026-01-10").serial
        monkeypatch.setattr(services, "new_serial", lambda: taken)
        ben = make.person("Lê Ben")
        complete(ben.id, "thiet-bi", "lua-dao", on="2026-01-10")
        with pytest.raises(RuntimeError, match="no free serial"):
            award_due(person_id=ben.id, on=DAY)


class TestHandInExam:
    moment = at("2026-01-10", hour=15)

    def started(self, make: Maker, tmp_path: Path, requires: str = "[C09]") -> tuple[UUID, UUID]:
        load_rules(tmp_path, RULES.replace("[C02, C04]", requires))
        slug = make.course()
        ana = make.person()
        begin_writing()
        content = get_current_content(slug)
        for lesson in content.lessons:
            complete_lesson(person_id=ana.id, content=content, lesson=lesson)
        attempt = start_exam(person_id=ana.id, course_slug=slug)
        db.session.commit()
        return ana.id, attempt.id

    def answer_all(self, person_id: UUID, attempt_id: UUID) -> None:
        begin_writing()
        attempt = db.session.get_one(Attempt, attempt_id)
        for question, answer in right_answers(attempt).items():
            save_response(
                person_id=person_id,
                attempt_id=attempt_id,
                question_id=question,
                answer=answer,
                sequence=1,
            )
        db.session.commit()

    def test_last_requirement_brings_the_certificate_at_once(
        self, make: Maker, tmp_path: Path
    ) -> None:
        with frozen(self.moment):
            person, attempt = self.started(make, tmp_path)
            self.answer_all(person, attempt)
            done = hand_in_exam(person_id=person, attempt_id=attempt)
        assert done.attempt.is_passed
        assert done.completion is not None
        assert [one.issued_on for one in done.certificates] == [DAY]

    def test_second_hand_in_changes_nothing(self, make: Maker, tmp_path: Path) -> None:
        with frozen(self.moment):
            person, attempt = self.started(make, tmp_path)
            self.answer_all(person, attempt)
            first = hand_in_exam(person_id=person, attempt_id=attempt)
            db.session.commit()
        with frozen(at("2026-02-01")):
            second = hand_in_exam(person_id=person, attempt_id=attempt)
        assert second.certificates == ()
        assert first.completion is not None and second.completion is not None
        assert second.completion.id == first.completion.id
        assert len(db.session.scalars(select(Certificate)).all()) == 1

    def test_not_passing_brings_nothing(self, make: Maker, tmp_path: Path) -> None:
        with frozen(self.moment):
            person, attempt = self.started(make, tmp_path)
            done = hand_in_exam(person_id=person, attempt_id=attempt)
        assert not done.attempt.is_passed
        assert (done.completion, done.certificates) == (None, ())

    def test_one_of_two_courses_completes_but_certifies_nobody(
        self, make: Maker, tmp_path: Path
    ) -> None:
        with frozen(self.moment):
            person, attempt = self.started(make, tmp_path, requires="[C09, C04]")
            self.answer_all(person, attempt)
            done = hand_in_exam(person_id=person, attempt_id=attempt)
        assert done.completion is not None
        assert done.certificates == ()

    def test_of_another_person_is_not_found(self, make: Maker, tmp_path: Path) -> None:
        _person, attempt = self.started(make, tmp_path)
        with pytest.raises(NotFound):
            hand_in_exam(person_id=make.person("Lê Ben").id, attempt_id=attempt)
