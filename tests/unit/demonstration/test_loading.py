"""What the demonstration loads: enough people, in both structures, on facts that hold together."""

from collections import Counter
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.queries import get_content
from portal.certification.board import unit_board
from portal.certification.models import Certificate
from portal.certification.queries import list_standings
from portal.certification.standing import Standing
from portal.config import ROOT
from portal.demonstration.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.demonstration.loading import load_demonstration
from portal.kernel import clock
from portal.kernel.db import Model, db
from portal.learning.models import CourseCompletion, LessonCompletion
from portal.learning.records import lesson_key
from portal.people.models import Person, RoleHeld
from portal.people.passwords import password_matches
from portal.quizzes.marking import mark_quiz
from portal.quizzes.models import Attempt, Response
from portal.teams.models import Membership, Team
from portal.teams.queries import get_top_unit, list_children

TODAY, OLD_DAY = date(2026, 11, 28), date(2024, 6, 1)


def count(model: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def members_on(day: date) -> list[Membership]:
    statement = select(Membership).where(
        Membership.from_on <= day, Membership.to_on.is_(None) | (Membership.to_on >= day)
    )
    return list(db.session.scalars(statement))


class TestPeopleAndTeams:
    def test_everybody_is_in_a_team_today(self, demonstration: Flask) -> None:
        assert count(Person) == 948
        assert len({member.person_id for member in members_on(TODAY)}) == 948

    def test_every_team_of_both_structures_has_people(self, demonstration: Flask) -> None:
        for day, teams in ((TODAY, 102), (OLD_DAY, 143 + 12)):
            assert len({member.team_id for member in members_on(day)}) == teams
        assert count(Team) == 102 + 143 + 12

    def test_an_old_day_has_people_in_every_district(self, demonstration: Flask) -> None:
        board = unit_board([get_top_unit(OLD_DAY).id], OLD_DAY)
        assert len(board.rows) == 12
        for district in board.rows:
            below = unit_board([district.unit.id], OLD_DAY)
            assert below.own.total, district.unit.name
            assert all(row.counts.total for row in below.rows), district.unit.name

    def test_names_are_spread_as_real_ones(self, demonstration: Flask) -> None:
        names = db.session.scalars(select(Person.full_name)).all()
        families = Counter(name.split()[0] for name in names)
        assert families.most_common(1)[0][0] == "Nguyễn"
        assert 0.24 < families["Nguyễn"] / len(names) < 0.40
        assert len(set(names)) > 800

    def test_nobody_but_the_accounts_can_sign_in_or_be_called(self, demonstration: Flask) -> None:
        reachable = db.session.scalars(
            select(Person).where(
                Person.email.is_not(None)
                | Person.phone.is_not(None)
                | Person.password_hash.is_not(None)
            )
        ).all()
        assert {person.email for person in reachable} == {one.login for one in DEMO_ACCOUNTS}


class TestAccounts:
    def test_each_signs_in_with_the_password_shown(self, demonstration: Flask) -> None:
        for account in DEMO_ACCOUNTS:
            person = db.session.scalars(select(Person).where(Person.email == account.login)).one()
            assert password_matches(DEMO_PASSWORD, person.password_hash)

    def test_each_stands_as_its_story_says(self, demonstration: Flask) -> None:
        for account in DEMO_ACCOUNTS:
            person = db.session.scalars(select(Person).where(Person.email == account.login)).one()
            row, *others = list_standings([person.id], TODAY)[person.id]
            wanted = {"nothing": Standing.NONE}.get(account.story, Standing.VALID)
            assert (row.certification, row.standing) == ("P0", wanted), account.login
            assert not any(other.serial for other in others), "these need courses to come"
            if account.story == "renewed":
                assert row.earlier, account.login

    def test_each_holds_its_role(self, demonstration: Flask) -> None:
        roles = Counter(db.session.scalars(select(RoleHeld.role)))
        assert roles == Counter(str(one.role) for one in DEMO_ACCOUNTS if one.role)

    def test_every_account_says_who_it_is_in_both_languages(self) -> None:
        for account in DEMO_ACCOUNTS:
            assert account.role_in("vi") != account.role_in("en")


class TestFacts:
    def test_standings_are_mixed_as_planned(self, demonstration: Flask) -> None:
        people = list(db.session.scalars(select(Person.id)))
        found = Counter(rows[0].standing for rows in list_standings(people, TODAY).values())
        planned = {
            Standing.VALID: 0.55,
            Standing.EXPIRING: 0.08,
            Standing.EXPIRED: 0.12,
            Standing.IN_PROGRESS: 0.15,
            Standing.NONE: 0.10,
        }
        for standing, share in planned.items():
            assert abs(found[standing] / 948 - share) < 0.015, (standing, found)

    def test_every_attempt_is_marked_as_the_rule_marks_it(self, demonstration: Flask) -> None:
        chosen: dict[object, dict[str, list[int]]] = {}
        for response in db.session.execute(
            select(Response.attempt_id, Response.question_id, Response.answer)
        ):
            chosen.setdefault(response.attempt_id, {})[response.question_id] = response.answer
        failed = 0
        for attempt in db.session.scalars(select(Attempt)):
            drawn = [row["question"] for row in attempt.draw]
            exam = get_content(attempt.revision_id).exam
            result = mark_quiz(exam, drawn, chosen[attempt.id])
            assert (attempt.score, attempt.is_passed) == (float(result.score), result.is_passed)
            failed += not attempt.is_passed
        assert failed > 50

    def test_every_completion_rests_on_a_passed_attempt_and_all_lessons(
        self, demonstration: Flask
    ) -> None:
        lessons: dict[tuple[object, str], set[str]] = {}
        for done in db.session.execute(
            select(
                LessonCompletion.person_id, LessonCompletion.course_slug, LessonCompletion.lesson
            )
        ):
            lessons.setdefault((done.person_id, done.course_slug), set()).add(done.lesson)
        for completion, attempt in db.session.execute(
            select(CourseCompletion, Attempt).join(
                Attempt, Attempt.id == CourseCompletion.attempt_id
            )
        ):
            assert attempt.is_passed
            assert attempt.person_id == completion.person_id
            assert attempt.handed_in_at < clock.now()
            assert clock.day_of(attempt.handed_in_at) == completion.completed_on
            wanted = {lesson_key(one) for one in get_content(completion.revision_id).lessons}
            assert lessons[completion.person_id, completion.course_slug] == wanted

    def test_some_hold_several_cycles(self, demonstration: Flask) -> None:
        cycles = Counter(db.session.scalars(select(Certificate.cycle)))
        assert cycles[2] > 100
        assert cycles[3] > 10


class TestBoardAgreesWithTheRule:
    """The database counts; `standing.py` judges one by one. Both must say the same, on any day."""

    @pytest.mark.parametrize("later", [0, 1, 14, 30, 45, 200])
    def test_from_today_on(self, demonstration: Flask, later: int) -> None:
        agree(TODAY + timedelta(days=later))

    @pytest.mark.parametrize(
        "on", [date(2023, 6, 1), OLD_DAY, date(2025, 6, 30), date(2025, 7, 1), date(2026, 2, 28)]
    )
    def test_in_the_past(self, demonstration: Flask, on: date) -> None:
        agree(on)


def agree(on: date) -> None:
    top = get_top_unit(on)
    for unit in (top, *list_children(top.id, on)[:3]):
        board = unit_board([unit.id], on)
        expected = judged_one_by_one(on, {unit.id, *below(unit.id, on)})
        counts = board.counts
        assert (counts.total, counts.ready, counts.expiring) == expected, unit.name
        assert counts.total == board.own.total + sum(row.counts.total for row in board.rows)


def below(unit_id: int, on: date) -> set[int]:
    children = {child.id for child in list_children(unit_id, on)}
    return children.union(*(below(child, on) for child in children))


def judged_one_by_one(on: date, unit_ids: set[int]) -> tuple[int, int, int]:
    homes = {team.id: team.unit_id for team in db.session.scalars(select(Team))}
    people = [one.person_id for one in members_on(on) if homes[one.team_id] in unit_ids]
    standings = [rows[0].standing for rows in list_standings(people, on).values()]
    ready = sum(standing.is_cleared for standing in standings)
    return len(people), ready, standings.count(Standing.EXPIRING)


class TestTwice:
    def test_a_second_load_adds_nothing(self, demonstration: Flask) -> None:
        before = {model: count(model) for model in (Person, Team, Membership, Certificate)}
        assert load_demonstration(courses=ROOT / "courses") is None
        assert {model: count(model) for model in before} == before
