"""Who may sign off practice by a permit that they hold, not by a role."""

from datetime import date
from uuid import UUID

from portal.certification.history import History
from portal.certification.ledger import read_ledger
from portal.certification.standing import standing_in


def holds_assessor_permit(person_id: UUID, on: date) -> bool:
    """Whether somebody is cleared on a day by a permit whose holders sign off practice. One statement."""
    ledger = read_ledger([person_id], on)
    if ledger.scheme is None:
        return False
    history, permits = History(ledger.of(person_id), on), ledger.scheme.certifications_by_code
    return any(
        standing_in(history, permits[code], ledger.scheme).standing.is_cleared
        for code in ledger.scheme.assessors
    )
