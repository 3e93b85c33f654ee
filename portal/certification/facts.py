"""The dated facts that a standing is computed from. They are only ever added to.

Facts of one day and kind count in the order of their ids: of two sign-offs, the one with the later id stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class CompletionFact:
    """A course was completed on a day, here or, accepted as equivalent, elsewhere."""

    id: str
    #: the course's slug
    course: str
    on: date
    is_equivalent: bool = False
    #: the day the exam was sat, where that was before the day from which it counts
    learnt_on: date | None = None

    @property
    def counts_from(self) -> date:
        """The day from which it runs out."""
        return self.learnt_on or self.on


@dataclass(frozen=True)
class WithdrawalFact:
    """A completion counts no more: its exam was marked again, by a corrected key, and is not passed."""

    id: str
    #: the course's slug
    course: str
    on: date
    #: id of the completion
    completion: str


@dataclass(frozen=True)
class CertificateFact:
    """A certificate was issued on a day, and runs to the end of another."""

    serial: str
    certification: str
    #: 1 for the first, 2 for the first renewal …
    cycle: int
    issued_on: date
    expires_on: date
    #: ids of the facts it was issued for
    rests_on: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return self.serial

    @property
    def on(self) -> date:
        return self.issued_on


class HoldKind(StrEnum):
    """What was decided about a certification that somebody holds."""

    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REINSTATED = "reinstated"


@dataclass(frozen=True)
class HoldFact:
    """Somebody's certification was suspended, revoked, or given back."""

    id: str
    certification: str
    on: date
    kind: HoldKind
    reason: str = ""


@dataclass(frozen=True)
class ExtensionFact:
    """A certification that somebody holds was extended by a decision, to the end of a day."""

    id: str
    certification: str
    on: date
    until: date
    decision: str = ""


@dataclass(frozen=True)
class WaiverFact:
    """Somebody need not fulfil one requirement of a certification."""

    id: str
    certification: str
    #: code of the course, sign-off or certification that is waived
    requirement: str
    on: date


@dataclass(frozen=True)
class SignOffFact:
    """An assessor watched somebody's practice. The latest sign-off of a list supersedes those before."""

    id: str
    #: the list's code
    signoff: str
    on: date
    is_passed: bool


@dataclass(frozen=True)
class RevisionFact:
    """A course was changed so that whoever completed it before must answer by a day, to its end."""

    id: str
    #: the course's slug
    course: str
    on: date
    refresh_by: date


@dataclass(frozen=True)
class RefreshFact:
    """Somebody answered what had changed in a course."""

    id: str
    course: str
    on: date


Fact = (
    CompletionFact
    | WithdrawalFact
    | CertificateFact
    | HoldFact
    | ExtensionFact
    | WaiverFact
    | SignOffFact
    | RevisionFact
    | RefreshFact
)


def known_on(facts: Iterable[Fact], on: date) -> tuple[Fact, ...]:
    """The facts of a day and before, in order: nothing later may change what held on it."""
    return tuple(
        sorted((fact for fact in facts if fact.on <= on), key=lambda fact: (fact.on, fact.id))
    )


def certificates_in(facts: Iterable[Fact], certification: str) -> tuple[CertificateFact, ...]:
    """Certificates of one certification, the latest last."""
    issued = [
        fact
        for fact in facts
        if isinstance(fact, CertificateFact) and fact.certification == certification
    ]
    return tuple(sorted(issued, key=lambda fact: fact.cycle))
