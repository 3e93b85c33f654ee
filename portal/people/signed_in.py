"""The person behind a request, as a value: read once, in one statement, with the roles of today."""

from dataclasses import dataclass
from hashlib import blake2s
from uuid import UUID

from portal.people.permissions import EVERYONE_SIGNED_IN, ROLE_PERMISSIONS, Permission, Role


@dataclass(frozen=True)
class RoleFor:
    """A role held today, and the unit it is held for."""

    role: Role
    unit_id: int


@dataclass(frozen=True)
class SignedIn:
    """Somebody signed in. Also what Flask-Login keeps as the current user."""

    id: UUID
    full_name: str
    given_name: str
    language: str
    session_id: str
    roles: tuple[RoleFor, ...]

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """For Flask-Login: the session's token, not the person, so that ending the session ends it here."""
        return self.session_id

    @property
    def device_key(self) -> str:
        return device_key(self.id)

    def may(self, permission: Permission) -> bool:
        """Whether any role of theirs, for any unit, carries the permission."""
        return permission in EVERYONE_SIGNED_IN or bool(self.units_for(permission))

    def units_for(self, permission: Permission) -> tuple[int, ...]:
        """The units for which (with all below) they hold the permission."""
        return tuple(
            held.unit_id for held in self.roles if permission in ROLE_PERMISSIONS[held.role]
        )


def device_key(person_id: UUID) -> str:
    """Whose things are kept on a device: tells people apart, and nothing else about them."""
    return blake2s(person_id.bytes, digest_size=8).hexdigest()
