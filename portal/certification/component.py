"""A requirement that somebody fulfilled, as the rules see it."""

from dataclasses import dataclass
from datetime import date

from portal.certification.reasons import Hindrance
from portal.certification.scheme import SingleRequirement


@dataclass(frozen=True)
class Component:
    """A requirement that somebody fulfilled, now or once."""

    #: what fulfils it: for "one of", the option that serves best
    requirement: SingleRequirement
    #: last day on which it counts; NO_END where it has none
    until: date
    #: the latest fact's day
    since: date
    #: ids of the facts without which it would end earlier, or would have counted earlier
    rests_on: tuple[str, ...]
    #: how it was fulfilled, as a reason's code
    how: str = "completed"
    #: whether an earlier completion had not run out when the latest was made, and was extended
    is_renewal: bool = False
    hindrance: Hindrance | None = None
    #: of another permit: ids of the facts by which what new rules ask of it was done, and without which it would lapse
    answers: tuple[str, ...] = ()

    @property
    def is_kept_from_counting(self) -> bool:
        return self.hindrance is not None and self.hindrance.keeps_from_counting

    def holds_on(self, day: date) -> bool:
        return self.until >= day and not self.is_kept_from_counting
