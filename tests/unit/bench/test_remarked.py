"""Courses gained and lost by a corrected key, under the shipped rules: 20,000 people by `python -m bench.remarked`."""

from pathlib import Path

import pytest

from bench.remarked import COURSE, mark, publish, sit
from bench.simulated import prepare
from portal.certification.verifying import verify
from portal.kernel import clock


@pytest.mark.usefixtures("context")
def test_everything_kept_is_what_the_facts_say(tmp_path: Path) -> None:
    with clock.frozen(clock.now()):  # a preview is of a day
        people, boss = prepare(40, but=COURSE)
        sit(people, publish(tmp_path, is_wrong=True))
        publish(tmp_path, is_wrong=False)
        cost = mark(boss)
    assert (cost.attempts, cost.completing) == (40, 40)
    assert verify().differences == ()
