"""The dated facts that a standing is computed from. They are only ever added to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CompletionFact:
    """A course was completed on a day."""

    id: str
    #: the course's slug
    course: str
    on: date


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


Fact = CompletionFact | CertificateFact


def known_on(facts: Iterable[Fact], on: date) -> tuple[Fact, ...]:
    """The facts of a day and before, in order: nothing later may change what held on it."""
    return tuple(
        sorted((fact for fact in facts if fact.on <= on), key=lambda fact: (fact.on, fact.id))
    )


def certificates_in(facts: Iterable[Fact], certification: str) -> tuple[CertificateFact, ...]:
    """Certificates of one certification, the one that runs longest last."""
    issued = [
        fact
        for fact in facts
        if isinstance(fact, CertificateFact) and fact.certification == certification
    ]
    return tuple(sorted(issued, key=lambda fact: (fact.expires_on, fact.cycle)))
