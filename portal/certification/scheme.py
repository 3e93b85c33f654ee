"""The rules of certification as values: which permits there are and what each asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
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
class CourseRequirement:
    """Complete a course, and keep the completion from running out."""

    kind: ClassVar[str] = "course"
    course: SchemeCourse

    @property
    def title(self) -> Text:
        return self.course.title


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


Requirement = CourseRequirement | CertificationRequirement | OneOfRequirement


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
    #: so many days a holder has to answer a major revision
    refresh_grace_days: int


@dataclass(frozen=True)
class Scheme:
    """All rules of one version. `certifications` stand so that each comes after those it asks for."""

    #: so many days before the end of a completion, completing again extends it from its end
    course_renewal_window_days: int
    courses: tuple[SchemeCourse, ...]
    certifications: tuple[Certification, ...]

    @cached_property
    def certifications_by_code(self) -> dict[str, Certification]:
        return {certification.code: certification for certification in self.certifications}


def scheme_from(rules: Mapping[str, Any]) -> Scheme:
    """Rules as they are stored (already checked by `scheme_file`), as values."""
    courses = tuple(SchemeCourse(**course) for course in rules["courses"])
    by_code = {course.code: course for course in courses}
    titles = {written["code"]: written["title"] for written in rules["certifications"]}

    def requirement(written: Any) -> Requirement:
        if not isinstance(written, str):
            return OneOfRequirement(tuple(requirement(option) for option in written["one_of"]))
        if written in by_code:
            return CourseRequirement(by_code[written])
        return CertificationRequirement(written, titles[written])

    certifications = [
        Certification(**{**written, "requires": tuple(map(requirement, written["requires"]))})
        for written in rules["certifications"]
    ]
    return Scheme(
        rules["course_renewal_window_days"],
        courses,
        tuple(_requirements_first(certifications)),
    )


def certifications_asked_for(requirements: tuple[Requirement, ...]) -> Iterator[str]:
    """Codes of the certifications that requirements name, however deep."""
    for requirement in requirements:
        if isinstance(requirement, CertificationRequirement):
            yield requirement.code
        elif isinstance(requirement, OneOfRequirement):
            yield from certifications_asked_for(requirement.options)


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
