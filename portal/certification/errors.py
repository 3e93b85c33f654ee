"""What certification refuses."""

from typing import ClassVar

from portal.certification.scheme_file import SchemeProblem
from portal.kernel.errors import DomainError, Refused


class BrokenScheme(DomainError):
    """The rules cannot be used; `problems` say what to mend, with lines. Nothing was stored."""

    code: ClassVar[str] = "broken_scheme"

    def __init__(self, problems: tuple[SchemeProblem, ...]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class NotInForce(Refused):
    """A revoked or suspended certificate is neither printed nor shown as a pass."""

    code: ClassVar[str] = "not_in_force"


class ReasonMissing(DomainError):
    """A decision needs a reason."""

    code: ClassVar[str] = "reason_missing"


class ProofMissing(DomainError):
    """What was done elsewhere needs to be shown."""

    code: ClassVar[str] = "proof_missing"


class DecisionMissing(DomainError):
    """An extension needs the number of the decision."""

    code: ClassVar[str] = "decision_missing"


class NumberUsed(DomainError):
    """A decision of this number was made about some of these people before."""

    code: ClassVar[str] = "number_used"


class TextTooLong(DomainError):
    """A text is longer than `most` characters."""

    code: ClassVar[str] = "text_too_long"


class LooksLikeIdentity(DomainError):
    """A text holds what may be somebody's identity number; none is ever stored."""

    code: ClassVar[str] = "looks_like_identity"


class AboutOneself(DomainError):
    """Nobody decides about themselves, or signs off their own practice."""

    code: ClassVar[str] = "about_oneself"


class NothingToDecide(DomainError):
    """The person was never issued this permit."""

    code: ClassVar[str] = "nothing_to_decide"


class AlreadySo(DomainError):
    """It stands that way already; `kind` says how."""

    code: ClassVar[str] = "already_so"


class UnknownRequirement(DomainError):
    """The permit does not ask for that."""

    code: ClassVar[str] = "unknown_requirement"


class CourseNotPublished(DomainError):
    """A course that nobody can take yet cannot be waived or done elsewhere."""

    code: ClassVar[str] = "course_not_published"


class ExtensionIntoThePast(DomainError):
    """`until` lies before today."""

    code: ClassVar[str] = "extension_into_the_past"


class UnknownList(DomainError):
    """The rules of the day know no list for practice with this code, or its items were not all marked."""

    code: ClassVar[str] = "unknown_list"


class ListChanged(DomainError):
    """The list's items are not those that were marked: the rules changed since the page was made."""

    code: ClassVar[str] = "list_changed"


class KeyTaken(DomainError):
    """Another sign-off was kept under this key."""

    code: ClassVar[str] = "key_taken"


class NotThatDay(DomainError):
    """Practice was watched on a day to come, or too long ago."""

    code: ClassVar[str] = "not_that_day"


class ObjectedAlready(DomainError):
    """One objection is kept for each sign-off."""

    code: ClassVar[str] = "objected_already"


class BadRule(Refused):
    """A rule cannot be so; `field` says where, `problem` why. Nothing was stored."""

    code: ClassVar[str] = "bad_rule"


class PeopleChanged(Refused):
    """Facts came in since it was shown who would flip: others would now. Nothing was stored."""

    code: ClassVar[str] = "people_changed"


class RulesEdited(DomainError):
    """The rules were changed in the browser since they were last loaded; neither side was touched."""

    code: ClassVar[str] = "rules_edited"

    def __init__(self, difference: tuple[str, ...]) -> None:
        super().__init__(lines=len(difference))
        self.difference = difference


class PreviewChanged(Refused):
    """What was looked at is not what would happen now: attempts or keys came meanwhile. Nothing was done."""

    code: ClassVar[str] = "preview_changed"


class MarkedAlready(Refused):
    """The very same was confirmed from another page meanwhile, and is done. It was not done twice."""

    code: ClassVar[str] = "marked_already"


class NothingToMark(Refused):
    """No attempt would be marked otherwise."""

    code: ClassVar[str] = "nothing_to_mark"


class WrongCount(Refused):
    """The number that confirms was not typed, or is another than `count`."""

    code: ClassVar[str] = "wrong_count"
