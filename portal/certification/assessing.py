"""Who may sign off practice by a permit that they hold, not by a role. Pure."""

from collections.abc import Iterable
from datetime import date

from portal.certification.facts import Fact
from portal.certification.history import History
from portal.certification.scheme import Scheme
from portal.certification.standing import standing_in


def is_assessor(facts: Iterable[Fact], scheme: Scheme, on: date) -> bool:
    """Whether somebody is cleared on a day by a permit whose holders sign off practice."""
    history = History(facts, on)
    return any(
        standing_in(history, scheme.certifications_by_code[code], scheme).standing.is_cleared
        for code in scheme.assessors
    )
