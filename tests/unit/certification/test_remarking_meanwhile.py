"""What comes between the working out and the lock: seen, and never overwritten."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.certification.errors import PreviewChanged
from portal.certification.models import Certificate
from portal.certification.remark_preview import Wanted, preview
from portal.certification.remark_settling import known_facts
from portal.certification.remarking import Confirmed, Prepared, mark_again, prepare
from portal.certification.services import hand_in_exam
from portal.certification.verifying import verify
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.kernel.identifiers import new_id
from portal.people.models import Person
from portal.quizzes.models import Attempt
from portal.quizzes.remark_models import AttemptRemark
from tests.support.certifying import at, certify, load_rules, offer
from tests.support.correcting import (
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

#: another permit, for another course
RULES = f"""{MINI_RULES}\
  - code: P1
    title: {{vi: Trực quầy, en: Desk}}
    activity: {{vi: Trực, en: Desk}}
    requires: [C02]
    validity_months: 12
"""
DONE = "2026-03-20"


@pytest.fixture
def ana(make: Maker, tmp_path: Path) -> Person:
    """She passes by the key that was corrected since."""
    load_rules(tmp_path, RULES)
    offer("thiet-bi")
    publish(tmp_path, WRONG_KEY)
    person = make.person()
    sit(person, PASSES, "2026-03-01")
    return person


@pytest.fixture
def late(ana: Person, make: Maker, tmp_path: Path) -> Attempt:
    """An exam under the wrong key that is not handed in yet."""
    begin_writing()
    attempt = begin(make.person("Lê Ben"))
    db.session.commit()
    publish(tmp_path, RIGHT_KEY)
    return attempt


def prepared(boss: Person) -> Prepared:
    wanted = Wanted(boss.id, "mini", "exam")
    begin_writing()
    with frozen(at(DONE)):
        found = preview(wanted)
        return prepare(wanted, Confirmed(new_id(), found.fingerprint, "Khóa sai"))


def do(ready: Prepared) -> None:
    begin_writing()
    with frozen(at(DONE)):
        mark_again(ready)
    db.session.commit()


@pytest.mark.usefixtures("late")
def test_a_fact_about_somebody_is_reckoned_with_and_exams_by_the_new_key_stop_nothing(
    make: Maker, ana: Person
) -> None:
    ready = prepared(make.person("Trần Văn Biên"))
    certify(ana.id, DONE, ["thiet-bi"])
    sit(make.person("Lê Chi"), {}, DONE)
    known = known_facts([ana.id])[ana.id]
    do(ready)
    issued = db.session.execute(select(Certificate.certification, Certificate.issued_on)).all()
    day = date(2026, 3, 20)
    assert sorted(tuple(row) for row in issued) == [("P0", day), ("P0", day), ("P1", day)]
    assert verify().differences == ()
    assert known_facts([ana.id])[ana.id] > known, "who foretold a change of rules sees it"


def _hand_in(_ana: Person, attempt: Attempt) -> None:
    begin_writing()
    person_id = attempt.person_id
    hand_in_exam(person_id=person_id, attempt_id=answered(person_id, attempt, PASSES))
    db.session.commit()


def _pass_again(ana: Person, _late: Attempt) -> None:
    sit(ana, {}, "2026-03-10")


@pytest.mark.parametrize(
    "meanwhile", [_hand_in, _pass_again], ids=["an exam handed in", "passed by another exam"]
)
def test_what_would_happen_otherwise_now_is_not_done(
    make: Maker, ana: Person, late: Attempt, meanwhile: Callable[[Person, Attempt], None]
) -> None:
    ready = prepared(make.person("Trần Văn Biên"))
    meanwhile(ana, late)
    with pytest.raises(PreviewChanged):
        do(ready)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(AttemptRemark)) == 0
