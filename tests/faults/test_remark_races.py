"""The same marking confirmed at the same moment: by a double click, and by two trainers. It is done once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.certification.errors import MarkedAlready
from portal.certification.models import Certificate
from portal.certification.remark_preview import Wanted, preview
from portal.certification.remarking import Confirmed, mark_again, prepare
from portal.kernel.db import begin_reading, begin_writing, db
from portal.kernel.identifiers import new_id
from portal.quizzes.remark_models import AttemptRemark, Remark
from tests.support.certifying import load_rules
from tests.support.correcting import MINI_RULES, PASSES, RIGHT_KEY, WRONG_KEY, publish, sit
from tests.support.making import Maker

AT_ONCE = 4


@pytest.fixture
def boss(make: Maker, tmp_path: Path) -> UUID:
    load_rules(tmp_path, MINI_RULES)
    publish(tmp_path, WRONG_KEY)
    sit(make.person(), PASSES, "2026-03-01")
    publish(tmp_path, RIGHT_KEY)
    return make.person("Trần Văn Biên").id


@pytest.mark.parametrize("is_one_form", [True, False], ids=["double click", "two trainers"])
def test_marks_once(app: Flask, boss: UUID, is_one_form: bool) -> None:
    begin_writing()
    wanted = Wanted(boss, "mini", "exam")
    found = preview(wanted)
    db.session.rollback()
    one, barrier = new_id(), Barrier(AT_ONCE)

    def confirm(_number: int) -> bool:
        form_id = one if is_one_form else new_id()
        with app.app_context():
            begin_reading()
            prepared = prepare(wanted, Confirmed(form_id, found.fingerprint, "Khóa sai"))
            db.session.rollback()
            barrier.wait()
            begin_writing()
            try:
                mark_again(prepared)
            except MarkedAlready:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(confirm, range(AT_ONCE)))
    assert sum(done) == (AT_ONCE if is_one_form else 1)
    for model in (Remark, AttemptRemark, Certificate):
        assert db.session.scalar(select(func.count()).select_from(model)) == 1
