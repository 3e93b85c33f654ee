"""On whatever day the demonstration is loaded, a story ends as it says. Judged by the rule itself."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.certification.awarding import find_certificate_due
from portal.certification.facts import CompletionFact, Fact
from portal.certification.scheme import Scheme, scheme_from
from portal.certification.scheme_reading import read_scheme
from portal.certification.standing import Standing, standing_on
from portal.config import ROOT
from portal.demonstration.stories import FIRST_DAY, SHARES, completions_for, lessons_begun

COURSES = {
    "nhap-mon": 36,
    "an-toan-thiet-bi": 12,
    "du-lieu-nguoi-dan": 12,
    "nhan-dien-lua-dao": 12,
}
ENDS = {
    "valid": Standing.VALID,
    "renewed": Standing.VALID,
    "expiring": Standing.EXPIRING,
    "expired": Standing.EXPIRED,
    "in_progress": Standing.IN_PROGRESS,
    "nothing": Standing.NONE,
}


def shipped_scheme() -> Scheme:
    read, problems = read_scheme(
        "scheme.yaml", (ROOT / "courses/scheme.yaml").read_text(encoding="utf-8")
    )
    assert read is not None, problems
    return scheme_from(read.rules)


SCHEME = shipped_scheme()


def lived(story: str, today: date, seed: int) -> tuple[Fact, ...]:
    """A story's completions with the certificates that the rule issues for them."""
    facts: tuple[Fact, ...] = ()
    for place, done in enumerate(completions_for(story, COURSES, today, Random(seed))):
        facts = (*facts, CompletionFact(str(place), done.course, done.on))
        while due := find_certificate_due(facts, SCHEME, done.on):
            facts = (*facts, due.issued_as(f"S{len(facts)}"))
    return facts


DAYS = st.dates(date(2026, 6, 1), date(2031, 12, 31))
SEEDS = st.integers(0, 10_000)


class TestStories:
    @given(story=st.sampled_from(sorted(SHARES)), today=DAYS, seed=SEEDS)
    def test_each_ends_as_it_says(self, story: str, today: date, seed: int) -> None:
        facts = lived(story, today, seed)
        permit = SCHEME.certifications_by_code["P0"]
        assert standing_on(facts, permit, SCHEME, today).standing == ENDS[story]

    @given(story=st.sampled_from(sorted(SHARES)), today=DAYS, seed=SEEDS)
    def test_everything_lies_between_the_first_teams_and_today(
        self, story: str, today: date, seed: int
    ) -> None:
        done = completions_for(story, COURSES, today, Random(seed))
        assert all(FIRST_DAY <= one.on < today for one in done)
        assert list(done) == sorted(done, key=lambda one: one.on)

    @given(today=DAYS, seed=SEEDS)
    def test_whoever_renewed_holds_a_later_cycle(self, today: date, seed: int) -> None:
        certificates = [one for one in lived("renewed", today, seed) if one.id.startswith("S")]
        assert len(certificates) >= 2

    def test_shares_are_of_a_hundred(self) -> None:
        assert sum(SHARES.values()) == 100

    @pytest.mark.parametrize("count", [0, 1])
    def test_a_course_of_one_lesson_is_not_left_half_done(self, count: int) -> None:
        assert lessons_begun("in_progress", count, Random(1)) == 0

    def test_only_learners_under_way_have_begun_the_next_course(self) -> None:
        assert 0 < lessons_begun("in_progress", 9, Random(1)) < 9
        assert lessons_begun("nothing", 9, Random(1)) == 0

    def test_first_day_is_after_the_first_teams(self) -> None:
        assert date(2023, 5, 15) + timedelta(days=5) == FIRST_DAY
