"""What the pages of decisions and practice load, and how a form becomes a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from portal.areas.coordinator.decision_forms import (
    AcceptForm,
    DecisionForm,
    HoldForm,
    RevokeForm,
    WaiveForm,
)
from portal.areas.coordinator.places import Place
from portal.areas.coordinator.queries import MemberRow, get_member, list_members
from portal.certification.decisions import accept_equivalent, decide_hold, waive
from portal.certification.facts import HoldKind
from portal.certification.forecasting import foretell_holds
from portal.certification.queries import list_standings
from portal.certification.records import StandingRow
from portal.kernel import clock
from portal.people.permissions import Permission
from portal.people.signed_in import SignedIn
from portal.teams.queries import get_top_unit
from portal.teams.scope import get_visible_line_of
from portal.teams.units import PlacedUnit

HOLDS: Final = {
    "suspend": HoldKind.SUSPENDED,
    "reinstate": HoldKind.REINSTATED,
    "revoke": HoldKind.REVOKED,
}


#: somebody whose permit could be extended, and how they stand in it
Extendable = tuple[MemberRow, StandingRow]


@dataclass(frozen=True)
class Decided:
    """Somebody whom the reader may decide about."""

    member: MemberRow
    #: their unit, then what it stands below, up to the reader's own top unit
    line: tuple[PlacedUnit, ...]
    today: date

    @property
    def may_revoke(self) -> bool:
        """Revoking is for the province (domain.md 4.1)."""
        return self.line[-1].id == get_top_unit(self.today).id


def get_decided(reader: SignedIn, person_id: UUID) -> Decided:
    """Raises NotFound for somebody out of reach."""
    today = clock.today()
    member = get_member(person_id, today)
    line = get_visible_line_of(reader, Permission.PERMIT_DECIDE, member.unit.id, today)
    return Decided(member, line, today)


def decide(kind: str, form: DecisionForm, person_id: UUID, actor_id: UUID) -> None:
    """Raises what the services refuse with."""
    reason = form.reason.data or ""
    if isinstance(form, HoldForm):
        decide_hold(
            kind=HOLDS[kind],
            person_id=person_id,
            certification=form.certification.data,
            reason=reason,
            actor_id=actor_id,
            appeal_note=(form.appeal_note.data or "") if isinstance(form, RevokeForm) else "",
        )
    elif isinstance(form, WaiveForm):
        certification, requirement = form.what.data.split(":", 1)
        waive(
            person_id=person_id,
            certification=certification,
            requirement=requirement,
            reason=reason,
            actor_id=actor_id,
        )
    elif isinstance(form, AcceptForm):
        accept_equivalent(
            person_id=person_id,
            course_slug=form.course.data,
            proof=form.proof.data or "",
            reason=reason,
            actor_id=actor_id,
        )


def what_falls(kind: str, person_id: UUID) -> Mapping[str, tuple[str, ...]]:
    """For each permit that somebody holds, the permits that stop counting with it; of other decisions nothing."""
    if kind not in ("suspend", "revoke"):
        return {}
    return foretell_holds([person_id], HOLDS[kind])[person_id]


def list_extendable(
    place: Place, certification: str, until: date, reader_id: UUID
) -> list[Extendable]:
    """Who was ever issued a permit that ends before a day, in roster order; not the reader."""
    members = [one for one in list_members(place.unit_ids, place.on) if one.id != reader_id]
    standings = list_standings([member.id for member in members], place.on)
    return [
        (member, row)
        for member in members
        for row in standings[member.id]
        if row.certification == certification and row.expires_on and row.expires_on < until
    ]
