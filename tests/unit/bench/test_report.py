"""Budgets, and the exit code that comes of them."""

import pytest

from bench.budgets import Finding
from bench.options import Options
from bench.report import Report

OPTIONS = Options(frozenset(), 1, 1, 1)


class TestFinding:
    @pytest.mark.parametrize(
        ("finding", "is_met"),
        [
            (Finding("share", 0.7, "×", 0.7, is_least=True), True),
            (Finding("share", 0.69, "×", 0.7, is_least=True), False),
            (Finding("bytes", 60_000, "bytes", 60_000), True),
            (Finding("bytes", 60_001, "bytes", 60_000), False),
        ],
    )
    def test_a_budget_may_be_reached_but_not_passed(self, finding: Finding, is_met: bool) -> None:
        assert finding.is_met is is_met


class TestReport:
    def test_one_number_over_its_budget_spoils_the_run(self) -> None:
        good, bad = Finding("a", 1, "s", 2), Finding("b", 3, "s", 2)
        assert Report(OPTIONS, findings=[good]).is_met
        assert not Report(OPTIONS, findings=[good, bad]).is_met

    def test_the_table_says_which(self) -> None:
        text = Report(OPTIONS, findings=[Finding("memory", 130, "MB", 120)]).text()
        assert "memory" in text
        assert "OVER" in text
