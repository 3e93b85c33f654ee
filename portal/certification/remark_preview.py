"""What marking a quiz's attempts again would do, before anything is kept. Reads only."""

import hashlib
import json
from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass, field
from uuid import UUID

from portal.catalogue.content import EXAM, REFRESH
from portal.catalogue.queries import get_current_content
from portal.certification.ledger import read_ledger
from portal.certification.remark_forecast import Foretold
from portal.certification.remark_settling import foretell_each
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.learning.completing import Sat
from portal.learning.remarks import list_completing
from portal.quizzes.remark_history import count_remarks
from portal.quizzes.remark_plan import Plan, PlannedAttempt, count_handed_in, read_plan
from portal.quizzes.remarking import Decision


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which attempts are to be marked again, by whom, and how: `takes_away` where worse results stand too."""

    actor_id: UUID
    course_slug: str
    quiz: str
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    takes_away: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What marking again would do to attempts, courses and certificates; `fingerprint` is of all of it."""

    plan: Plan
    foretold: tuple[Foretold, ...]
    fingerprint: str


def preview(wanted: Wanted) -> Preview:
    """By the keys that the course has now. Raises NotFound where it has no such quiz."""
    plan = plan_of(wanted)
    completing = list_completing(wanted.course_slug, *turned_by(plan))
    return preview_of(plan, tuple(foretell_each(wanted.course_slug, completing)))


def plan_of(wanted: Wanted) -> Plan:
    """Raises NotFound."""
    content = get_current_content(wanted.course_slug)
    if content.find_quiz(wanted.quiz) is None:
        raise NotFound(quiz=wanted.quiz)
    return read_plan(
        content,
        wanted.quiz,
        actor_id=wanted.actor_id,
        decisions=wanted.decisions,
        takes_away=wanted.takes_away,
    )


def turned_by(plan: Plan) -> tuple[list[Sat], list[Sat]]:
    """Exams that are passed now and were not, or the other way round; and answers to what changed in the course."""
    exams, answers = ([one for one in plan.turned if one.quiz == quiz] for quiz in (EXAM, REFRESH))
    return [_sat(one) for one in exams], [_sat(one) for one in answers]


def preview_of(plan: Plan, foretold: tuple[Foretold, ...]) -> Preview:
    """Of these parts, with their fingerprint."""
    told = {
        "revision": plan.content.revision_id,
        "decisions": plan.order.decisions,
        "takes_away": plan.order.takes_away,
        "day": clock.today(),
        "attempts": [
            (one.id, one.times, one.result.before.score, one.result.after.score, one.stands_with)
            for one in plan.attempts
        ],
        "people": [asdict(one) for one in foretold],
    }
    written = json.dumps(told, sort_keys=True, default=str)
    return Preview(plan, foretold, hashlib.sha256(written.encode()).hexdigest())


def read_basis(wanted: Wanted) -> Hashable:
    """What a preview rests on besides facts about each person: where it is equal, the same is planned. Few rows."""
    content = get_current_content(wanted.course_slug)
    ledger = read_ledger([], clock.today())
    return (
        clock.today(),
        content.revision_id,
        count_handed_in(content, wanted.quiz),
        count_remarks(wanted.course_slug),
        ledger.versions,
        ledger.revisions,
    )


def _sat(one: PlannedAttempt) -> Sat:
    on = clock.day_of(one.handed_in_at)
    return Sat(one.id, one.person_id, one.revision_id, on, one.result.after.is_passed)
