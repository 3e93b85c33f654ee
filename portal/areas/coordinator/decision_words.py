"""Why a decision or a sign-off was refused, and what to do."""

from typing import Any

from flask_babel import gettext as _

from portal.certification.errors import (
    AboutOneself,
    AlreadySo,
    CourseNotPublished,
    DecisionMissing,
    ExtensionIntoThePast,
    ListChanged,
    LooksLikeIdentity,
    NothingToDecide,
    NotThatDay,
    NumberUsed,
    PeopleChanged,
    ProofMissing,
    ReasonMissing,
    TextTooLong,
    UnknownList,
    UnknownRequirement,
)
from portal.kernel.errors import DomainError


def refusal(error: DomainError) -> str:
    """One sentence; nothing was stored."""
    return str(_refusal(error))


def _refusal(error: DomainError) -> Any:
    match error:
        case ReasonMissing():
            return _("Write the reason: without one nothing is decided.")
        case ProofMissing():
            return _("Write what shows that it was done.")
        case DecisionMissing():
            return _("Write the number of the decision.")
        case TextTooLong():
            return _(
                "That is too long. Use at most %(most)s characters.", most=error.values["most"]
            )
        case LooksLikeIdentity():
            return _(
                "This holds what looks like an identity number. The portal keeps none: take it out."
            )
        case AboutOneself():
            return _("Nobody decides about themselves. Ask another coordinator or assessor.")
        case _:
            return _of_the_facts(error)


def _of_the_facts(error: DomainError) -> Any:
    match error:
        case NothingToDecide():
            return _("This permit was never issued to this person, so there is nothing to decide.")
        case AlreadySo():
            return _("It stands that way already. Nothing was changed.")
        case UnknownRequirement():
            return _("This permit does not ask for that.")
        case CourseNotPublished():
            return _("Nobody can take this course yet, so it cannot be waived or done elsewhere.")
        case NumberUsed():
            return _(
                "Decision %(number)s was made about some of these people before. Write another number.",
                number=error.values["number"],
            )
        case PeopleChanged():
            return _(
                "Since you looked, something was learnt or decided about them. Look again at what stops counting."
            )
        case ExtensionIntoThePast():
            return _("The new last day is over. Choose today or a day to come.")
        case _:
            return _of_practice(error)


def _of_practice(error: DomainError) -> Any:
    match error:
        case NotThatDay():
            return _("Choose the day on which you watched: today, or up to 60 days ago.")
        case ListChanged():
            return _("The list has changed since you opened it. Choose it again and mark it anew.")
        case UnknownList():
            return _("This list is not in the rules of that day. Choose the list again.")
    return _("That cannot be done.")
