"""What is predicted is what happens: some hundred people here, 20,000 by `python -m bench.simulated`."""

from datetime import timedelta

import pytest

from bench.simulated import prepare, simulate
from portal.certification.verifying import verify
from portal.kernel import clock
from portal.kernel.clock import frozen


@pytest.mark.usefixtures("context")
def test_exactly_those_who_were_named_flip_and_nothing_else_is_rewritten() -> None:
    outcomes = list(simulate(*prepare(150)))
    assert [one.differing for one in outcomes] == [0] * 6
    assert all(one.loses for one in outcomes[:4])
    assert all(one.gains for one in outcomes[4:])
    with frozen(
        clock.now() + timedelta(days=7)
    ):  # the last of the days to come on which something was issued
        assert verify().differences == ()
