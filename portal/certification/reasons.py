"""The parts of a "why": codes with what fills their sentences, and the facts they cite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

#: the last day of what has no end
NO_END: Final = date.max


@dataclass(frozen=True)
class Reason:
    """One part of a "why".

    Codes, and what they carry:
    `valid_until`, `expiring_on`, `expired_on`, `does_not_count` (issued_on, expires_on, days, serial);
    `extended` (until, decision);
    `suspended`, `revoked` (on, because), `refresh_due`, `refresh_overdue` (on, refresh_by, course),
    `not_signed_off` (on), `completion_withdrawn` (on), `base_ended` (on):
    each with kind, code, title of what it befell;
    `new_rule_due`, `new_rule_overdue` (on, refresh_by, and kind, code, title, or options, of what is asked for since);
    `shorter_due`, `shorter_overdue` (on, refresh_by, months: the permit is valid for so many since);
    `completed`, `accepted`, `signed_off`, `waived`, `ended` (kind, code, title, on, until, is_renewal);
    `missing` (kind, code, title), `missing_one_of` (options: reasons); `nothing_yet`;
    `renewed` (a certificate has a successor).
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    #: ids of facts: with these alone the standing is the same
    cites: tuple[str, ...] = ()


class Severity(IntEnum):
    """How badly something stands in the way, the worst last."""

    REFRESH_DUE = 1
    LAPSED = 2
    SUSPENDED = 3
    REVOKED = 4


@dataclass(frozen=True)
class Hindrance:
    """What keeps a running certificate from counting or, while a refresh is due, soon will."""

    severity: Severity
    reason: Reason

    @property
    def keeps_from_counting(self) -> bool:
        return self.severity > Severity.REFRESH_DUE


def day_before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day
