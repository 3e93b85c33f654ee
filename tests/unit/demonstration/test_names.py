"""Invented names."""

from itertools import islice
from random import Random

from portal.demonstration.names import invented_names
from portal.kernel.text import tidy


class TestInventedNames:
    def test_are_the_same_by_the_same_seed(self) -> None:
        first, second = (list(islice(invented_names(Random(7)), 50)) for _ in range(2))
        assert first == second

    def test_have_a_family_a_middle_and_a_given_name(self) -> None:
        for name in islice(invented_names(Random(7)), 500):
            assert 3 <= len(name.split()) <= 4
            assert name == tidy(name)

    def test_never_repeat_the_middle_name(self) -> None:
        for name in islice(invented_names(Random(7)), 2_000):
            *middle, given = name.split()[1:]
            assert given not in middle
