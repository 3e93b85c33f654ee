"""The rules of certification as values: which permits there are and what each asks for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2s
from typing import Any, ClassVar

#: a text in each language: {"vi": …, "en": …}
Text = Mapping[str, str]


@dataclass(frozen=True)
class SchemeCourse:
    """A course as the rules see it. It may be declared before it is written."""

    code: str
    slug: str
    title: Text
    minutes: int
    #: how long its completion counts
    valid_months: int


@dataclass(frozen=True)
class SignOffList:
    """What an assessor watches live, item by item; every item must be passed."""

    code: str
    title: Text
    #: how much practice it takes at least, in words
    minimum: Text
    items: tuple[Text, ...]

    @property
    def wording(self) -> str:
        """Tells this list from one with other items, or with the same in other words."""
        told = repr([sorted(item.items()) for item in self.items])
        return blake2s(told.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class CourseRequirement:
    """Complete a course, and keep the completion from running out."""

    kind: ClassVar[str] = "course"
    course: SchemeCourse

    @property
    def code(self) -> str:
        return self.course.code

    @property
    def title(self) -> Text:
        return self.course.title


@dataclass(frozen=True)
class SignOffRequirement:
    """Be signed off by an assessor. A sign-off holds until a later one supersedes it."""

    kind: ClassVar[str] = "sign_off"
    signoff: SignOffList

    @property
    def code(self) -> str:
        return self.signoff.code

    @property
    def title(self) -> Text:
        return self.signoff.title


@dataclass(frozen=True)
class CertificationRequirement:
    """Hold another certification."""

    kind: ClassVar[str] = "certification"
    code: str
    title: Text


@dataclass(frozen=True)
class OneOfRequirement:
    """Fulfil any one of several."""

    kind: ClassVar[str] = "one_of"
    options: tuple["Requirement", ...]


#: what stands alone: one thing to do
SingleRequirement = CourseRequirement | CertificationRequirement | SignOffRequirement
Requirement = SingleRequirement | OneOfRequirement


@dataclass(frozen=True)
class NewRule:
    """Something that the rules ask for since a day, and did not before."""

    since: date
    #: last day on which whoever held the permit before may go without
    answer_by: date


@dataclass(frozen=True)
class Certification:
    """A permit: what can be held, and under which conditions."""

    code: str
    title: Text
    #: what its holder may do
    activity: Text
    requires: tuple[Requirement, ...]
    validity_months: int
    #: so many days before its end it counts as expiring, and renewing extends it from its end
    renewal_window_days: int
    #: so many days a holder has to answer a major revision, or a new rule
    refresh_grace_days: int
    #: which requirements are new, in their order (rule_versions.py); empty where none is
    asked_since: tuple[NewRule | None, ...] = ()
    #: since when it is valid for fewer months than before
    shortened: NewRule | None = None


@dataclass(frozen=True)
class Scheme:
    """All rules of one version. `certifications` stand so that each comes after those it asks for."""

    #: so many days before the end of a completion, completing again extends it from its end
    course_renewal_window_days: int
    courses: tuple[SchemeCourse, ...]
    certifications: tuple[Certification, ...]
    signoffs: tuple[SignOffList, ...] = ()
    #: codes of the permits whose holders sign off the practice of others
    assessors: tuple[str, ...] = ()

    @property
    def course_window(self) -> timedelta:
        return timedelta(days=self.course_renewal_window_days)

    @cached_property
    def certifications_by_code(self) -> dict[str, Certification]:
        return {certification.code: certification for certification in self.certifications}

    @cached_property
    def signoffs_by_code(self) -> dict[str, SignOffList]:
        return {signoff.code: signoff for signoff in self.signoffs}


def scheme_from(rules: Mapping[str, Any]) -> Scheme:
    """Rules as they are stored (already checked by `scheme_file`), as values."""
    courses = tuple(SchemeCourse(**course) for course in rules["courses"])
    signoffs = tuple(
        SignOffList(**{**written, "items": tuple(written["items"])})
        for written in rules.get("signoffs", ())
    )
    by_code: dict[str, SingleRequirement] = {
        **{course.code: CourseRequirement(course) for course in courses},
        **{signoff.code: SignOffRequirement(signoff) for signoff in signoffs},
    }
    titles = {written["code"]: written["title"] for written in rules["certifications"]}

    def requirement(written: Any) -> Requirement:
        if not isinstance(written, str):
            return OneOfRequirement(tuple(requirement(option) for option in written["one_of"]))
        return by_code.get(written) or CertificationRequirement(written, titles[written])

    certifications = [
        Certification(**{**written, "requires": tuple(map(requirement, written["requires"]))})
        for written in rules["certifications"]
    ]
    return Scheme(
        rules["course_renewal_window_days"],
        courses,
        tuple(_requirements_first(certifications)),
        signoffs,
        tuple(rules.get("assessors", ())),
    )


def single_requirements(requirements: Iterable[Requirement]) -> Iterator[SingleRequirement]:
    """What requirements ask for, however deep: every option of "one of" too."""
    for requirement in requirements:
        if isinstance(requirement, OneOfRequirement):
            yield from single_requirements(requirement.options)
        else:
            yield requirement


def certifications_asked_for(requirements: Iterable[Requirement]) -> Iterator[str]:
    """Codes of the certifications that requirements name, however deep."""
    for requirement in single_requirements(requirements):
        if isinstance(requirement, CertificationRequirement):
            yield requirement.code


def courses_asked_for(requirements: Iterable[Requirement]) -> Iterator[str]:
    """Slugs of the courses that requirements name, however deep."""
    for requirement in single_requirements(requirements):
        if isinstance(requirement, CourseRequirement):
            yield requirement.course.slug


def is_coming(certification: Certification, scheme: Scheme, published: Collection[str]) -> bool:
    """Whether it cannot be earned yet: something it asks for rests on a course that is not published.

    `published`: slugs of courses.
    """

    def waits(requirement: Requirement) -> bool:
        if isinstance(requirement, OneOfRequirement):
            return all(map(waits, requirement.options))
        if isinstance(requirement, CertificationRequirement):
            return any(map(waits, scheme.certifications_by_code[requirement.code].requires))
        return (
            isinstance(requirement, CourseRequirement) and requirement.course.slug not in published
        )

    return any(map(waits, certification.requires))


def _requirements_first(certifications: list[Certification]) -> Iterator[Certification]:
    waiting, placed = list(certifications), set[str]()
    while waiting:
        ready = [
            one for one in waiting if placed.issuperset(certifications_asked_for(one.requires))
        ]
        if not ready:
            raise ValueError("certifications ask for each other in a circle")
        yield from ready
        placed.update(one.code for one in ready)
        waiting = [one for one in waiting if one.code not in placed]
