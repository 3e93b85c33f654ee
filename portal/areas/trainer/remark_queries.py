"""Marking again as its page shows it: the people behind a plan, unit by unit and by name."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import String, bindparam, select

from portal.catalogue.content import EXAM, Module, RevisionContent
from portal.catalogue.queries import get_current_content
from portal.certification.remark_preview import Preview
from portal.kernel.db import db, is_active_on
from portal.people.models import Person
from portal.quizzes.corrections import asked_for
from portal.quizzes.models import Attempt
from portal.quizzes.remark_plan import PlannedAttempt
from portal.quizzes.remarking import Effect
from portal.quizzes.waiting import Waiting, count_waiting, list_corrected
from portal.teams.models import Membership, Team, Unit
from portal.teams.succession import UNIT_COLUMNS, placed_unit
from portal.teams.units import PlacedUnit

PEOPLE_A_PAGE: Final = 50
#: shown before all of them are asked for
FIRST_UNITS: Final = 10
#: attempts; whoever marks more of them has to wait for it
MANY: Final = 1_000
#: as pages name them, in the order in which they are told
SHOWN: Final = (Effect.PASSES, Effect.FAILS, Effect.HIGHER, Effect.LOWER)


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who sat the quiz, and their unit today; None in no team."""

    id: UUID
    full_name: str
    member_code: str
    unit: PlacedUnit | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """People of a unit by what happens to an attempt of theirs."""

    unit: PlacedUnit | None
    people: Mapping[Effect, int]


@dataclass(frozen=True, slots=True)
class PersonLine:
    sitter: Sitter
    attempt: PlannedAttempt
    #: permits issued by it, those that clear again, and those that do not any more
    issued: tuple[str, ...]
    regained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: tuple[PersonLine, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class WaitingQuiz:
    """A quiz of which attempts wait to be marked by a corrected key; `module` is None of the exam."""

    content: RevisionContent
    module: Module | None
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class RemarkPage:
    """A preview in figures: people by effect, units with people, permits by code with people."""

    preview: Preview
    people: Mapping[Effect, int]
    units: tuple[UnitLine, ...]
    completes: int
    withdraws: int
    refreshes: int
    issued: Mapping[str, int]
    regained: Mapping[str, int]
    lost: Mapping[str, int]

    @property
    def is_long(self) -> bool:
        """Whether doing it takes so long that the page says so."""
        return len(self.preview.plan.attempts) > MANY


def make_page(preview: Preview, on: date) -> RemarkPage:
    """One statement."""
    sitters, people = _sitters(preview, on), _people(preview.plan.attempts)
    foretold = preview.foretold
    return RemarkPage(
        preview=preview,
        people={effect: len(ids) for effect, ids in people.items()},
        units=_units(sitters, people),
        completes=sum(one.completes for one in foretold),
        withdraws=sum(one.withdraws for one in foretold),
        refreshes=sum(one.refreshes for one in foretold),
        issued=_counted(code for one in foretold for code in one.issued),
        regained=_counted(code for one in foretold for code in one.regained),
        lost=_counted(code for one in foretold for code in one.lost),
    )


def _units(
    sitters: Mapping[UUID, Sitter], people: Mapping[Effect, set[UUID]]
) -> tuple[UnitLine, ...]:
    """Those with most people first, then in their own order."""
    places = {sitter.unit: place for place, sitter in enumerate(sitters.values())}
    counts = {
        effect: Counter(sitters[person].unit for person in ids) for effect, ids in people.items()
    }
    units = {unit for counted in counts.values() for unit in counted}
    lines = [UnitLine(unit, {effect: counts[effect][unit] for effect in counts}) for unit in units]
    return tuple(sorted(lines, key=lambda line: (-sum(line.people.values()), places[line.unit])))


def list_waiting_quizzes(course_slug: str, actor_id: UUID) -> tuple[WaitingQuiz, ...]:
    """Of a course. Two statements; two more for each quiz of which a key was corrected."""
    content = get_current_content(course_slug)
    quizzes: dict[str, Module | None] = {EXAM: None}
    quizzes |= {one.quiz_name: one for one in content.modules}
    found = []
    for name in list_corrected(content):
        # a module may have lost its quiz, and rehearsals count for nothing
        waiting = count_waiting(content, name, actor_id=actor_id) if name in quizzes else Waiting()
        if waiting.attempts:
            found.append(WaitingQuiz(content, quizzes[name], waiting))
    return tuple(found)


def list_people(
    preview: Preview, on: date, *, effect: Effect, unit: str | None, page: int
) -> PeoplePage | None:
    """Attempts with an effect, unit by unit and by name; None for a page that is not there. One statement."""
    sitters = _sitters(preview, on)
    foretold = {one.person_id: one for one in preview.foretold}
    places = {person: place for place, person in enumerate(sitters)}
    found = sorted(preview.plan.of(effect), key=lambda one: places[one.person_id])
    if unit is not None:
        found = [one for one in found if _code(sitters[one.person_id]) == unit]
    pages = max(1, -(-len(found) // PEOPLE_A_PAGE))
    if not 1 <= page <= pages:
        return None
    shown = found[(page - 1) * PEOPLE_A_PAGE : page * PEOPLE_A_PAGE]
    rows = []
    for one in shown:
        told = foretold.get(one.person_id)
        permits = (told.issued, told.regained, told.lost) if told else ((), (), ())
        rows.append(PersonLine(sitters[one.person_id], one, *permits))
    return PeoplePage(tuple(rows), len(found), page, pages)


#: stands for the code of a unit: people who are in no team today
NO_UNIT: Final = "none"


def _code(sitter: Sitter) -> str:
    return sitter.unit.code if sitter.unit else NO_UNIT


def _people(attempts: Iterable[PlannedAttempt]) -> dict[Effect, set[UUID]]:
    found: dict[Effect, set[UUID]] = {effect: set() for effect in SHOWN}
    for one in attempts:
        if one.effect in found:
            found[one.effect].add(one.person_id)
    return found


def _counted(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(codes).items()))


def _sitters(preview: Preview, on: date) -> dict[UUID, Sitter]:
    """Everybody who sat the quiz, by unit and then in roster order."""
    rows = db.session.execute(
        select(Person.id.label("person_id"), Person.full_name, Person.member_code, *UNIT_COLUMNS)
        .outerjoin(
            Membership,
            (Membership.person_id == Person.id)
            & is_active_on(Membership.from_on, Membership.to_on, on),
        )
        .outerjoin(
            Team, (Team.id == Membership.team_id) & is_active_on(Team.from_on, Team.to_on, on)
        )
        .outerjoin(Unit, Unit.id == Team.unit_id)
        .where(
            Person.id.in_(
                select(Attempt.person_id).where(
                    Attempt.course_slug == bindparam("course"),
                    Attempt.quiz.in_(bindparam("quizzes", type_=String(), expanding=True)),
                )
            )
        )
        .order_by(Unit.sort_key, Unit.code, Person.sort_key, Person.member_code),
        asked_for(preview.plan.content, preview.plan.quiz),
    )
    return {
        row.person_id: Sitter(
            row.person_id,
            row.full_name,
            row.member_code,
            placed_unit(row) if row.id is not None else None,
        )
        for row in rows
    }
