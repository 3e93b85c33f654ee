"""What certification tells others: standings and certificates as frozen values."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from portal.certification.facts import CertificateFact, CompletionFact, Fact
from portal.certification.reasons import Reason
from portal.certification.scheme import Requirement, Text
from portal.certification.standing import Standing
from portal.learning.completion import RENEWAL_WINDOW


@dataclass(frozen=True)
class StandingRow:
    """One person's standing in one certification on a day."""

    #: the permit's code, such as P0
    certification: str
    title: Text
    activity: Text
    standing: Standing
    issued_on: date | None
    #: last day of the certificate that runs longest, also when that day is past
    expires_on: date | None
    serial: str | None
    why: tuple[Reason, ...]
    missing: tuple[Requirement, ...]
    #: whether nobody can earn it yet, because a course it asks for is not published
    is_coming: bool = False
    #: certificates before the present one, latest first
    earlier: tuple[CertificateFact, ...] = ()


@dataclass(frozen=True)
class Standings:
    """Somebody's standing in every certification on a day, in the order of the codes."""

    rows: tuple[StandingRow, ...] = field(compare=False)
    #: all that they rest on: where two are equal, so are the rows
    look: Hashable
    #: how long before its end a completed course may be renewed, by the same rules
    course_window: timedelta = field(default=RENEWAL_WINDOW, compare=False)
    #: codes of the permits whose holders sign off the practice of others
    assessors: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class CheckedCertificate:
    """What anybody who has the serial may see of a certificate: nothing else leaves the portal."""

    serial: str
    #: first letters of the holder's name, such as "N. T. A."
    initials: str
    certification: str
    title: Text
    issued_on: date
    expires_on: date
    #: today's, of this certificate
    standing: Standing
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class SchemeLoaded:
    """What came of loading rules: the version in force for them, and whether it is new."""

    version_id: int
    applies_from: date
    is_new: bool


def evidence_from(facts: tuple[Fact, ...]) -> dict[str, list[dict[str, str]]]:
    """The facts a certificate rests on, as they are stored with it."""
    completed = [fact for fact in facts if isinstance(fact, CompletionFact)]
    issued = [fact for fact in facts if isinstance(fact, CertificateFact)]
    others = [fact for fact in facts if not isinstance(fact, CompletionFact | CertificateFact)]
    evidence = {
        "completions": [
            {"id": fact.id, "course": fact.course, "completed_on": fact.on.isoformat()}
            for fact in completed
        ],
        "certificates": [
            {"serial": fact.serial, "expires_on": fact.expires_on.isoformat()} for fact in issued
        ],
    }
    if others:
        evidence["others"] = [
            {"id": fact.id, "kind": type(fact).__name__, "on": fact.on.isoformat()}
            for fact in others
        ]
    return evidence


def evidence_of(facts: Mapping[str, Any]) -> frozenset[str]:
    """Ids of the facts that a certificate's stored evidence names."""
    completions = (one["id"] for one in facts.get("completions", ()))
    certificates = (one["serial"] for one in facts.get("certificates", ()))
    others = (one["id"] for one in facts.get("others", ()))
    return frozenset((*completions, *certificates, *others))


def initials(full_name: str) -> str:
    """ "Nguyễn Thị Ana" → "N. T. A."; a name in hyphens counts as one word."""
    return " ".join(f"{word[0].upper()}." for word in full_name.split())
