"""Changing the rules in the browser: a further version from a day on, after seeing whom it turns."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from portal.audit.services import record
from portal.certification.errors import BadRule, PeopleChanged
from portal.certification.forecasting import (
    Forecast,
    Underway,
    forecast,
    forecast_alone,
    forecast_further,
    settle,
)
from portal.certification.models import SchemeVersion
from portal.certification.predicting import Change
from portal.certification.rule_editing import RuleDraft, changed_rules
from portal.certification.rule_versions import RulesFrom
from portal.certification.scheme import scheme_from
from portal.certification.scheme_file import LAST_YEAR
from portal.certification.scheme_reading import SchemeRead
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.people.models import Person

#: people who are judged while somebody waits for a page: one or two seconds
PEOPLE_A_LOOK: Final = 1_000


@dataclass(frozen=True)
class VersionRow:
    """A version of the rules; `made_by` is None where they were loaded from the folder."""

    id: int
    applies_from: date
    loaded_at: datetime
    made_by: str | None


def list_versions() -> tuple[VersionRow, ...]:
    """All versions, the latest first."""
    rows = db.session.execute(
        select(
            SchemeVersion.id,
            SchemeVersion.applies_from,
            SchemeVersion.loaded_at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == SchemeVersion.made_by)
        .order_by(SchemeVersion.applies_from.desc())
    )
    return tuple(VersionRow(row.id, row.applies_from, row.loaded_at, row.full_name) for row in rows)


def get_newest() -> SchemeVersion:
    """The last version, which may apply only from a day to come. Raises NotFound before the first."""
    newest = find_newest()
    if newest is None:
        raise NotFound(scheme="none")
    return newest


def find_newest() -> SchemeVersion | None:
    return db.session.scalars(
        select(SchemeVersion).order_by(SchemeVersion.applies_from.desc()).limit(1)
    ).one_or_none()


def get_rule(code: str) -> dict[str, Any]:
    """A permit's rule in the newest version, as it is stored. Raises NotFound."""
    for written in get_newest().rules["certifications"]:
        if written["code"] == code:
            return dict(written)
    raise NotFound(certification=code)


def first_day_for_a_change() -> date:
    """The earliest day from which a further version can apply: never a past one, never that of another."""
    return max(clock.today(), get_newest().applies_from + timedelta(days=1))


def preview_rule(code: str, draft: RuleDraft) -> Forecast:
    """Who would flip. Nothing is stored. Raises BadRule, NotFound."""
    get_rule(code)
    return forecast(change_of(_proposed(code, draft)))


def look_further(code: str, draft: RuleDraft) -> Forecast | Underway:
    """The same of `PEOPLE_A_LOOK` people more, where there are many. Raises BadRule, NotFound."""
    get_rule(code)
    return forecast_further(change_of(_proposed(code, draft)), PEOPLE_A_LOOK)


def change_rule(*, code: str, draft: RuleDraft, fingerprint: str, actor_id: UUID) -> date:
    """Add the version that was previewed; the day from which it applies. The same again changes nothing.

    Raises BadRule, NotFound, and PeopleChanged where others would flip now than those who were shown.
    """
    newest = get_newest()
    if _is_already(newest, code, draft):
        return newest.applies_from
    get_rule(code)
    read = _proposed(code, draft)
    found = forecast_alone(change_of(read))
    if found.fingerprint != fingerprint:
        raise PeopleChanged(certification=code)
    add_version(read, found, made_by=actor_id, certification=code)
    return read.applies_from


def add_version(
    read: SchemeRead, found: Forecast, *, made_by: UUID | None = None, **details: object
) -> SchemeVersion:
    """Store a version, what boards read of those whom it turns and, where it applies from today, what it makes due."""
    version = SchemeVersion(
        digest=read.digest,
        applies_from=read.applies_from,
        rules=dict(read.rules),
        loaded_at=clock.now(),
        made_by=made_by,
    )
    db.session.add(version)
    db.session.flush()
    record(
        actor_id=made_by,
        action="scheme.changed" if made_by else "scheme.loaded",
        subject=version.id,
        applies_from=version.applies_from.isoformat(),
        **details,
    )
    settle(found)
    return version


def change_of(read: SchemeRead) -> Change:
    """What adding these rules would be."""
    on = read.applies_from
    return Change(on, RulesFrom(on, scheme_from(read.rules)), issued_on=max(on, clock.today()))


def _proposed(code: str, draft: RuleDraft) -> SchemeRead:
    newest = get_newest()
    if draft.applies_from < clock.today():
        raise BadRule(field="applies_from", problem="past")
    if draft.applies_from.year > LAST_YEAR:
        raise BadRule(field="applies_from", problem="too_far", year=LAST_YEAR)
    if draft.applies_from <= newest.applies_from:
        raise BadRule(field="applies_from", problem="not_after", day=newest.applies_from)
    return SchemeRead(draft.applies_from, changed_rules(newest.rules, code, draft))


def _is_already(newest: SchemeVersion, code: str, draft: RuleDraft) -> bool:
    """Whether the newest version is what this draft made: a double click, or a retry after a lost reply."""
    if newest.applies_from != draft.applies_from:
        return False
    try:
        changed_rules(newest.rules, code, draft)
    except BadRule as error:
        return error.values.get("problem") == "unchanged"
    return False
