"""Many people in an exam at once, signed in, each with an open attempt: made in the database, not by their clicks.

`python -m bench.crowd COUNT` makes them in the instance of the PORTAL_* settings and prints them as JSON;
`python -m bench.crowd` prints what is held of them: {attempt: [is handed in, {question: sequence}]}.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from secrets import token_hex
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from bench import places
from bench.instance import ROOT
from portal.application import create_app
from portal.catalogue.queries import get_current_content
from portal.kernel.db import begin_reading, begin_writing, db
from portal.learning.services import complete_lesson, start_exam
from portal.people.services import add_person
from portal.people.sign_in import open_session
from portal.quizzes.models import Attempt, Response

_COURSE = places.COURSE.rpartition("/")[2]
_AT_A_TIME = 50


@dataclass(frozen=True)
class Person:
    """What a browser of theirs knows."""

    cookie: str
    token: str
    attempt: str
    questions: list[str]


def make_crowd(environment: Mapping[str, str], how_many: int) -> list[Person]:
    return [Person(**row) for row in _asked(environment, str(how_many))]


def what_is_held(environment: Mapping[str, str]) -> dict[str, tuple[bool, dict[str, int]]]:
    """By attempt: whether it is handed in, and the sequence held for each question."""
    held: dict[str, tuple[bool, dict[str, int]]] = _asked(environment)
    return held


def _asked(environment: Mapping[str, str], *words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bench.crowd", *words],
        cwd=ROOT,
        env=dict(environment),
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def _make(app: Flask, how_many: int) -> Iterator[Person]:
    content = get_current_content(_COURSE)
    for start in range(0, how_many, _AT_A_TIME):
        begin_writing()
        for number in range(start, min(start + _AT_A_TIME, how_many)):
            person = add_person(full_name="Nguyễn Văn An", email=f"crowd{number}@example.com")
            for lesson in content.lessons:
                complete_lesson(person_id=person.id, content=content, lesson=lesson)
            attempt = start_exam(person_id=person.id, course_slug=_COURSE)
            questions = [row["question"] for row in attempt.draw]
            cookie, token = _signed(app, open_session(person_id=person.id))
            yield Person(cookie, token, str(attempt.id), questions)
        db.session.commit()


def _signed(app: Flask, session: str) -> tuple[str, str]:
    """The cookie of a session and the token that its forms carry."""
    secret = token_hex(20)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    kept = {"_user_id": session, "_fresh": True, "_permanent": True, "csrf_token": secret}
    forms = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    return signer.dumps(kept), str(forms.dumps(secret))


def _held() -> dict[str, tuple[bool, dict[str, int]]]:
    attempts = db.session.execute(select(Attempt.id, Attempt.handed_in_at))
    found: dict[str, tuple[bool, dict[str, int]]] = {
        str(row.id): (row.handed_in_at is not None, {}) for row in attempts
    }
    for row in db.session.execute(
        select(Response.attempt_id, Response.question_id, Response.sequence)
    ):
        found[str(row.attempt_id)][1][row.question_id] = row.sequence
    return found


def main() -> None:
    app = create_app()
    with app.app_context():
        if len(sys.argv) > 1:
            print(json.dumps([asdict(person) for person in _make(app, int(sys.argv[1]))]))
            return
        begin_reading()
        print(json.dumps(_held()))


if __name__ == "__main__":
    main()
