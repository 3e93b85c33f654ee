"""The one statement that reads everything a standing is computed from. Built once: every learner's page asks it."""

from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from portal.catalogue.models import Revision
from portal.certification.decision_models import Ruling, SignOff
from portal.certification.models import Certificate, SchemeVersion
from portal.learning.models import (
    CompletionWithdrawn,
    CourseCompletion,
    CourseRefreshed,
    CourseRevised,
)


class Kind(StrEnum):
    """What a row tells; the columns that it fills are named below, where it is selected."""

    COMPLETION = "completion"
    WITHDRAWN = "withdrawn"
    CERTIFICATE = "certificate"
    RULING = "ruling"
    SIGN_OFF = "sign_off"
    REVISED = "revised"
    REFRESHED = "refreshed"
    RULES = "rules"
    COURSE = "course"


_PEOPLE: Final[BindParameter[UUID]] = bindparam("people", type_=Uuid(), expanding=True)

#: every row's columns, with the type of an empty one
_COLUMNS: Final[dict[str, Any]] = {
    "person_id": Uuid,
    "id": Uuid,
    "word": String,
    "text": String,
    "note": String,
    "number": Integer,
    "from_on": Date,
    "to_on": Date,
    "details": JSON,
}


def _row(kind: Kind, **filled: Any) -> Select[Any]:
    columns: list[ColumnElement[Any]] = [
        (filled[name] if name in filled else cast(null(), empty)).label(name)
        for name, empty in _COLUMNS.items()
    ]
    return select(literal(kind.value).label("kind"), *columns)


def _completions() -> Select[Any]:
    made = CourseCompletion
    return _row(
        Kind.COMPLETION,
        person_id=made.person_id,
        id=made.id,
        text=made.course_slug,
        from_on=made.completed_on,
        to_on=made.learnt_on,
    ).where(made.person_id.in_(_PEOPLE))


def _withdrawals() -> Select[Any]:
    made = CourseCompletion
    return (
        _row(
            Kind.WITHDRAWN,
            person_id=made.person_id,
            id=made.id,
            text=made.course_slug,
            from_on=CompletionWithdrawn.withdrawn_on,
        )
        .join(CompletionWithdrawn, CompletionWithdrawn.completion_id == made.id)
        .where(made.person_id.in_(_PEOPLE))
    )


def _certificates() -> Select[Any]:
    return _row(
        Kind.CERTIFICATE,
        person_id=Certificate.person_id,
        word=Certificate.serial,
        text=Certificate.certification,
        number=Certificate.cycle,
        from_on=Certificate.issued_on,
        to_on=Certificate.expires_on,
        details=Certificate.evidence,
    ).where(Certificate.person_id.in_(_PEOPLE))


def _rulings() -> Select[Any]:
    """Word: the kind; text: permit or course; note: what is waived, the decision, the reason."""
    return _row(
        Kind.RULING,
        person_id=Ruling.person_id,
        word=Ruling.kind,
        text=func.coalesce(Ruling.certification, Ruling.course_slug),
        note=case(
            (Ruling.kind == "waived", Ruling.requirement),
            (Ruling.kind == "extended", Ruling.decision_number),
            else_=Ruling.reason,
        ),
        number=Ruling.id,
        from_on=Ruling.made_on,
        to_on=Ruling.until,
    ).where(Ruling.person_id.in_(_PEOPLE))


def _sign_offs() -> Select[Any]:
    return _row(
        Kind.SIGN_OFF,
        person_id=SignOff.person_id,
        word=case((SignOff.is_passed, "passed"), else_="not_passed"),
        text=SignOff.list_code,
        number=SignOff.id,
        from_on=SignOff.watched_on,
    ).where(SignOff.person_id.in_(_PEOPLE))


def _revisions() -> Select[Any]:
    """Of any course: they concern everybody."""
    return _row(
        Kind.REVISED,
        text=CourseRevised.course_slug,
        number=CourseRevised.id,
        from_on=CourseRevised.revised_on,
        to_on=CourseRevised.refresh_by,
    )


def _refreshes() -> Select[Any]:
    made = CourseRefreshed
    return _row(
        Kind.REFRESHED,
        person_id=made.person_id,
        text=made.course_slug,
        number=made.id,
        from_on=made.refreshed_on,
    ).where(made.person_id.in_(_PEOPLE))


def _rules() -> Select[Any]:
    """Every version's name; the rules themselves are remembered."""
    return _row(
        Kind.RULES,
        text=SchemeVersion.digest,
        number=SchemeVersion.id,
        from_on=SchemeVersion.applies_from,
    )


def _courses() -> Select[Any]:
    """Courses of which something was published."""
    return _row(Kind.COURSE, text=Revision.course_slug).where(Revision.number == 1)


FACTS: Final = union_all(
    _completions(),
    _withdrawals(),
    _certificates(),
    _rulings(),
    _sign_offs(),
    _revisions(),
    _refreshes(),
    _rules(),
    _courses(),
)
