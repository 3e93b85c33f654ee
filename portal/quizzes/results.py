"""SQL: what an attempt came to, with the latest marking of it in the place of the first. Joined by `with_results`."""

from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from portal.quizzes.models import Attempt
from portal.quizzes.remark_models import AttemptRemark

LATEST: Final = aliased(AttemptRemark, name="latest_remark")
_any: Final = aliased(AttemptRemark)
_LAST_NUMBER: Final = (
    select(func.max(_any.number))
    .where(_any.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
)

SCORE: Final = func.coalesce(LATEST.score, Attempt.score).label("score")
IS_PASSED: Final = func.coalesce(LATEST.is_passed, Attempt.is_passed).label("is_passed")
MARKS: Final = func.coalesce(LATEST.marks, Attempt.marks).label("marks")
#: how often it was marked again
TIMES: Final = func.coalesce(LATEST.number, 0).label("times_remarked")


def with_results(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The statement, of attempts, with the columns above at hand."""
    is_latest = (LATEST.attempt_id == Attempt.id) & (LATEST.number == _LAST_NUMBER)
    return statement.outerjoin(LATEST, is_latest)
