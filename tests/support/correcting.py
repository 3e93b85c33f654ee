"""An exam that was taken under a wrong key: everybody gets all six questions of the small course."""

import shutil
from pathlib import Path
from uuid import UUID

from portal.catalogue.queries import get_content, get_current_content
from portal.catalogue.revisions import publish_folder
from portal.certification.services import hand_in_exam
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.learning.services import complete_lesson, start_exam
from portal.people.models import Person
from portal.quizzes.answers import as_sent, right_answer
from portal.quizzes.drawing import Drawn
from portal.quizzes.models import Attempt
from portal.quizzes.saving import Given, save_responses
from tests.support.certifying import RULES, at
from tests.support.making import PACKAGES

#: the small course is all that the permit asks for
MINI_RULES = RULES.replace("[C02, C04]", "[C09]")
#: the third question's key is wrong at first: "Một" instead of "Hai"
WRONG_KEY = {"exam.md": {"draw: 4": "draw: 6"}}
RIGHT_KEY = {
    "exam.md": {
        **WRONG_KEY["exam.md"],
        "## Câu ba {#ba}\n\n- [x] Một\n- [ ] Hai": "## Câu ba {#ba}\n\n- [ ] Một\n- [x] Hai",
    },
    "exam.en.md": {
        "three {#ba}\n\n- [x] One\n- [ ] Two": "three {#ba}\n\n- [ ] One\n- [x] Two",
    },
}
ONE, TWO = [0], [1]
WRONG: dict[str, list[int]] = {"bon": [0]}
#: answers as written, where they are not those of the wrong key; the pass mark is 5 of 6
PASSES, FAILS, HIGHER, LOWER = (
    {"ba": TWO, **WRONG},  # 4 of 6, then 5
    {"ba": ONE, **WRONG},  # 5 of 6, then 4
    {"ba": TWO},  # 5 of 6, then 6
    {"ba": ONE},  # 6 of 6, then 5
)


def publish(folder: Path, edits: dict[str, dict[str, str]]) -> int:
    """The small course with these replacements, as a new revision; its id."""
    course = folder / f"revision-{len(list(folder.glob('revision-*')))}" / "mini"
    shutil.copytree(PACKAGES / "mini", course)
    for name, pairs in edits.items():
        text = (course / name).read_text(encoding="utf-8")
        for old, new in pairs.items():
            assert old in text, old
            text = text.replace(old, new)
        (course / name).write_text(text, encoding="utf-8")
    begin_writing()
    revision = publish_folder(course)
    db.session.commit()
    return revision.id


def sit(person: Person, other: dict[str, list[int]], on: str) -> UUID:
    """Begin the exam on a day, answer by its key but for `other`, hand in; the attempt."""
    begin_writing()
    with frozen(at(on)):
        attempt = begin(person)
        hand_in_exam(person_id=person.id, attempt_id=answered(person.id, attempt, other))
    db.session.commit()
    return attempt.id


def begin(person: Person) -> Attempt:
    content = get_current_content("mini")
    for lesson in content.lessons:
        complete_lesson(person_id=person.id, content=content, lesson=lesson)
    return start_exam(person_id=person.id, course_slug="mini")


def answered(person_id: UUID, attempt: Attempt, other: dict[str, list[int]]) -> UUID:
    questions = {one.id: one for one in get_content(attempt.revision_id).exam.questions}
    drawn = [Drawn.from_json(row) for row in attempt.draw]
    stored = {one.question: right_answer(questions[one.question]) for one in drawn} | other
    save_responses(
        person_id=person_id,
        attempt_id=attempt.id,
        answers={
            one.question: Given(
                as_sent(questions[one.question], one.choices, stored[one.question]), 1
            )
            for one in drawn
        },
    )
    return attempt.id
