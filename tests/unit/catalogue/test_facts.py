"""Facts and the day on which they must be looked at again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.facts import due_on, read_facts
from portal.catalogue.problems import Problems

SHIPPED = Path(__file__).parents[3] / "courses" / "facts.csv"
HEAD = "id,statement,source,as_of,review_months\n"


class TestDueOn:
    @pytest.mark.parametrize(
        ("as_of", "months", "expected"),
        [
            ("2023", 24, date(2025, 12, 31)),
            ("2023-05", 24, date(2025, 5, 31)),
            ("2024-01-31", 1, date(2024, 2, 29)),
            ("2025-08", 6, date(2026, 2, 28)),
            ("CLDR 48", 24, None),
            ("–", 24, None),
            ("before 2025", 6, None),
            ("", 6, None),
            ("2025-13", 6, None),
        ],
    )
    def test_the_last_fresh_day(self, as_of: str, months: int, expected: date | None) -> None:
        assert due_on(as_of, months) == expected

    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
    def test_more_months_are_never_due_earlier(self, day: date, months: int) -> None:
        sooner, later = due_on(day.isoformat(), months), due_on(day.isoformat(), months + 1)
        assert sooner is not None
        assert later is not None
        assert day <= sooner < later

    def test_overdue_begins_the_day_after(self) -> None:
        fact = read_facts(HEAD + "F1,s,x,2023-05,24\n", [])["F1"]
        assert fact.due_on == date(2025, 5, 31)
        assert not fact.is_overdue(date(2025, 5, 31))
        assert fact.is_overdue(date(2025, 5, 31) + timedelta(days=1))

    def test_an_undated_fact_is_never_overdue(self) -> None:
        fact = read_facts(HEAD + "F1,s,x,CLDR 48,24\n", [])["F1"]
        assert fact.is_undated
        assert not fact.is_overdue(date.max)


class TestFile:
    def test_the_shipped_file_reads(self) -> None:
        found: Problems = []
        facts = read_facts(SHIPPED.read_text("utf-8"), found)
        assert found == []
        assert len(facts) == 64
        assert facts["F01"].as_of == "2023-05"
        assert facts["F01"].statement.startswith("Seed article")

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("id,as_of\n", [(1, "facts_columns")]),
            ("", [(1, "facts_columns")]),
            (HEAD + "F1,s,x,2023,soon\n", [(2, "bad_months")]),
            (HEAD + "F1,s,x,2023,1\nF1,s,x,2023,1\n", [(3, "same_fact")]),
        ],
    )
    def test_problems(self, text: str, found: list[tuple[int, str]]) -> None:
        problems: Problems = []
        read_facts(text, problems)
        assert [(problem.line, problem.code) for problem in problems] == found
