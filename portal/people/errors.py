"""What people's services refuse."""

from typing import ClassVar

from portal.kernel.errors import DomainError


class WrongSignIn(DomainError):
    """Name or password is wrong; which of the two is not said."""

    code: ClassVar[str] = "wrong_sign_in"


class TooManyFailures(DomainError):
    """Sign-in is slowed for this name or address; `minutes` until the next try counts."""

    code: ClassVar[str] = "too_many_failures"


class LinkNotValid(DomainError):
    """A set-up link that was used, is too old, or never existed."""

    code: ClassVar[str] = "link_not_valid"


class BadPassword(DomainError):
    """A new password is refused; `problem` is too_short, too_long or too_common."""

    code: ClassVar[str] = "bad_password"


class BadContact(DomainError):
    """An e-mail address or phone number that cannot be one, or is missing."""

    code: ClassVar[str] = "bad_contact"


class AlreadyKnown(DomainError):
    """Somebody with this e-mail address or phone number is already known."""

    code: ClassVar[str] = "already_known"
