"""Making somebody known."""

import pytest

from portal.people import services
from tests.support.making import Maker


class TestAddPerson:
    def test_two_never_have_the_same_code(
        self, make: Maker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taken, free = "DT-10000-100", "DT-10000-101"
        codes = iter([taken, taken, free])
        monkeypatch.setattr(services, "new_member_code", lambda: next(codes))
        assert [make.person().member_code for _ in range(2)] == [taken, free]
