"""Who signs off practice where: by a role for its units, by a permit for one's own unit and all below it."""

from dataclasses import replace
from datetime import date

from portal.areas.coordinator.queries import get_member
from portal.certification.queries import is_assessor_by_permit
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission, Role
from portal.people.signed_in import RoleFor, SignedIn


def get_assessor(person: SignedIn, on: date) -> SignedIn:
    """The person with what they may sign off on a day. Raises NotFound for everybody else."""
    if person.may(Permission.PRACTICE_SIGN):
        return person
    if not is_assessor_by_permit(person.id, on):
        raise NotFound(assessor=person.id)
    own = RoleFor(Role.ASSESSOR, get_member(person.id, on).unit.id)
    return replace(person, roles=(*person.roles, own))
