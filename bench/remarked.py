"""`python -m bench.remarked [20000]`: so many attempts marked again by a corrected key, and how long others wait.

The worst case: every second person gains a completed course by it, every other loses one. Marked again, everything that
is kept is compared with what the facts say. Exit code 1 where something differs, or where the lock is held longer than
its budget.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Final
from uuid import UUID

from flask_migrate import upgrade

from bench.instance import ROOT
from bench.simulated import prepare as prepare_people
from portal.application import create_app
from portal.catalogue.content import RevisionContent
from portal.catalogue.queries import get_current_content
from portal.catalogue.revisions import publish_folder
from portal.certification.remark_keeping import keep_parts, part_of
from portal.certification.remark_preview import Wanted, preview
from portal.certification.remark_settling import in_parts, settle
from portal.certification.remarking import Confirmed, mark_again, prepare
from portal.certification.verifying import verify
from portal.config import Settings
from portal.kernel import clock
from portal.kernel.bulk import insert_rows
from portal.kernel.db import begin_reading, begin_writing, db
from portal.kernel.identifiers import new_id
from portal.learning.completing import Completing, Sat
from portal.quizzes.answers import right_answer
from portal.quizzes.drawing import count_drawn
from portal.quizzes.marking import mark_quiz
from portal.quizzes.models import Attempt, Response
from portal.quizzes.remark_models import Remark

LOCK_SECONDS: Final = 2.0
COURSE: Final = "an-toan-thiet-bi"
#: its key is wrong at first: the second choice instead of the first
QUESTION: Final = "quen-bam-khoa-may"
_CHUNK: Final = 2_000
_AGO: Final = timedelta(days=5)


def publish(folder: Path, *, is_wrong: bool) -> RevisionContent:
    """The shipped course as it is, or with a wrong key."""
    course = folder / str(is_wrong) / COURSE
    shutil.copytree(ROOT / "courses" / COURSE, course)
    shutil.copy(ROOT / "courses" / "facts.csv", course.parent)
    for name in ("exam.md", "exam.en.md") if is_wrong else ():
        before, asked = (course / name).read_text(encoding="utf-8").split(f"{{#{QUESTION}}}")
        asked = asked.replace("- [x]", "- [?]", 1).replace("- [ ]", "- [x]", 1)
        text = f"{before}{{#{QUESTION}}}{asked.replace('- [?]', '- [ ]', 1)}"
        (course / name).write_text(text, encoding="utf-8")
    begin_writing()
    publish_folder(course)
    db.session.commit()
    return get_current_content(COURSE)


def sit(people: list[UUID], content: RevisionContent) -> None:
    """Everybody has all but two questions right, and of the one with the wrong key every second person."""
    at = clock.now() - _AGO
    asked = sorted(content.exam.questions, key=lambda one: (one.is_critical, one.id != QUESTION))
    asked = asked[: count_drawn(content.exam)]
    right: dict[str, Any] = {one.id: right_answer(one) for one in asked}
    wrong = {one.id: [(right[one.id][0] + 1) % 2] for one in asked[1:3]}
    attempts, responses = [], []
    for place, person in enumerate(people):
        chosen = {**right, **wrong, QUESTION: [place % 2]}
        attempts.append(_attempt(person, content, chosen, at))
        responses += _responses(attempts[-1]["id"], chosen, at)
    begin_writing()
    for start in range(0, len(people), _CHUNK):
        insert_rows(Attempt, attempts[start : start + _CHUNK])
    for start in range(0, len(responses), _CHUNK):
        insert_rows(Response, responses[start : start + _CHUNK])
    with clock.frozen(at):
        _complete([one for one in attempts if one["is_passed"]])
    db.session.commit()


def _complete(passed: list[dict[str, Any]]) -> None:
    """With the certificates that these passes brought, all at once."""
    completing = [
        Completing(
            one["person_id"],
            Sat(one["id"], one["person_id"], one["revision_id"], clock.today(), is_passed=True),
            (),
        )
        for one in passed
    ]
    act = Remark(id=new_id(), course_slug=COURSE, made_by=completing[0].person_id)
    keep_parts(part_of(tuple(settle(COURSE, some)), act) for some in in_parts(completing))


def _attempt(
    person: UUID, content: RevisionContent, chosen: dict[str, Any], at: datetime
) -> dict[str, Any]:
    result = mark_quiz(content.exam, list(chosen), chosen)
    return {
        "id": new_id(),
        "person_id": person,
        "course_slug": COURSE,
        "revision_id": content.revision_id,
        "quiz": "exam",
        "number": 1,
        "started_at": at,
        "draw": [{"question": name, "choices": [0, 1, 2, 3]} for name in chosen],
        "handed_in_at": at,
        "score": float(result.score),
        "is_passed": result.is_passed,
        "marks": {
            one.question: {"score": float(one.share), "is_right": one.is_right}
            for one in result.marks
        },
        "receipt": "BENCH",
    }


def _responses(attempt: UUID, chosen: dict[str, Any], at: datetime) -> Iterator[dict[str, Any]]:
    for name, answer in chosen.items():
        row = {"attempt_id": attempt, "question_id": name, "answer": answer, "sequence": 1}
        yield {**row, "received_at": at}


@dataclass(frozen=True)
class Cost:
    """Seconds: of a processor until the page is there, and until it is done; the lock's also by the clock, as others
    wait for it."""

    attempts: int
    completing: int
    previewed_in: float
    done_in: float
    locked_for: float
    waited_for: float

    def __str__(self) -> str:
        return (
            f"{self.attempts} attempts, {self.completing} people gain or lose a course:"
            f" foretold in {self.previewed_in:.1f} s of a processor; marked in {self.done_in:.1f} s, the lock held for"
            f" {self.locked_for:.2f} s of these, and {self.waited_for:.2f} s by the clock"
        )


def mark(boss: UUID) -> Cost:
    """As the page does it: looked at, then confirmed."""
    began = process_time()
    wanted = Wanted(boss, COURSE, "exam", takes_away=True)
    begin_reading()
    found = preview(wanted)
    previewed = process_time()
    confirmed = Confirmed(new_id(), found.fingerprint, "x", found.plan.people_worse)
    prepared = prepare(wanted, confirmed)
    db.session.rollback()
    begin_writing()
    locked, waits = process_time(), perf_counter()
    mark_again(prepared)
    db.session.commit()
    done, waited = process_time(), perf_counter() - waits
    counts = len(found.plan.attempts), len(found.foretold)
    return Cost(*counts, previewed - began, done - previewed, done - locked, waited)


def main(count: int) -> int:
    with TemporaryDirectory(prefix="portal-remarked-") as folder:
        app = create_app(Settings(instance=Path(folder), secret_key="bench", https=False))
        with app.app_context():
            upgrade()
            people, boss = prepare_people(count, but=COURSE)
            sit(people, publish(Path(folder), is_wrong=True))
            publish(Path(folder), is_wrong=False)
            cost = mark(boss)
            print(cost, flush=True)
            differences = verify().differences
            print(f"{len(differences)} differ from what the facts say", *differences[:3])
            db.session.remove()
    return 0 if not differences and cost.locked_for <= LOCK_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
