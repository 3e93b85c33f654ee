"""What is predicted is what happens: some hundred people here, 20,000 by `python -m bench.simulated`."""

import pytest

from bench.simulated import prepare, simulate
from portal.certification.verifying import verify


@pytest.mark.usefixtures("context")
def test_exactly_those_who_were_named_flip_and_nothing_else_is_rewritten() -> None:
    outcomes = list(simulate(*prepare(150)))
    assert [one.differing for one in outcomes] == [0, 0, 0, 0]
    assert all(one.loses for one in outcomes)
    assert verify().differences == ()
