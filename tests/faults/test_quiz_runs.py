"""A few of the runs of `python -m tests.faults.run_quiz`, always the same ones."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.faults.quiz_runs import run_all
from tests.faults.run_quiz import quiz_takers

pytestmark = pytest.mark.journey

RUNS = 6
SEED = 7


def test_no_acknowledged_answer_is_lost_and_every_attempt_can_be_finished(
    tmp_path: Path, browser: Browser
) -> None:
    with quiz_takers(tmp_path, RUNS) as (served, app, takers):
        done, problems = run_all(served, app, browser, takers, SEED)
    assert not problems
    assert {"tab", "network", "server"} <= set(done), "every kind of fault happened"
    assert done["acknowledged"] >= RUNS
