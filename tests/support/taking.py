"""People in the open exam of tests/packages/kinds, made at once: what is tested is not how they came there.

`python -m tests.support.taking COUNT [exam]` makes them in the instance of the PORTAL_* settings and prints JSON.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from secrets import token_hex

from playwright.sync_api import Browser, BrowserContext

from tests.support.serving import ROOT, environment_for, run_flask

EXAM = "/courses/kinds/exam"
LESSONS = ("/courses/kinds/mot/bai-dau", "/courses/kinds/mot/bai-sau")


@dataclass(frozen=True)
class Taker:
    """Somebody signed in; `attempt` is the open one, or empty."""

    person: str
    attempt: str
    #: of the portal's session
    cookie: str

    @contextmanager
    def phone(self, browser: Browser, address: str, **more: object) -> Iterator[BrowserContext]:
        """A phone on which they are signed in."""
        context = browser.new_context(
            base_url=address,
            viewport={"width": 360, "height": 740},
            locale="vi-VN",
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "portal", "value": self.cookie, "url": address}])
        yield context
        context.close()


def prepare_kinds(folder: Path, database_url: str = "") -> dict[str, str]:
    """An instance that has the course of tests/packages/kinds only; the settings to serve it."""
    shutil.copytree(ROOT / "tests/packages/kinds", folder / "courses/kinds")
    environment = environment_for(folder / "instance", database_url)
    environment["PORTAL_COURSES"] = str(folder / "courses")
    run_flask(environment, "db", "upgrade")
    run_flask(environment, "courses", "sync")
    return environment


def add_takers(
    environment: dict[str, str], how_many: int = 1, *, in_exam: bool = True
) -> list[Taker]:
    """`in_exam`: with all lessons done and an open attempt; else they have read nothing yet."""
    words = [str(how_many), *(["exam"] if in_exam else [])]
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.taking", *words],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [Taker(**row) for row in json.loads(done.stdout)]


def _make(how_many: int, *, in_exam: bool) -> Iterator[Taker]:
    from portal.application import create_app  # noqa: PLC0415 (only in the process of its own)
    from portal.catalogue.queries import get_current_content  # noqa: PLC0415
    from portal.kernel.db import begin_writing, db  # noqa: PLC0415
    from portal.learning.services import complete_lesson, start_exam  # noqa: PLC0415
    from portal.people.services import add_person  # noqa: PLC0415
    from portal.people.sign_in import open_session  # noqa: PLC0415

    app = create_app()
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    batch, numbers = token_hex(4), count(1)
    with app.app_context():
        begin_writing()
        content = get_current_content("kinds")
        for _ in range(how_many):
            email = f"taker{next(numbers)}.{batch}@example.org"
            person = add_person(full_name="Nguyễn Thị Ana", email=email)
            for lesson in content.lessons if in_exam else ():
                complete_lesson(person_id=person.id, content=content, lesson=lesson)
            attempt = start_exam(person_id=person.id, course_slug="kinds").id if in_exam else ""
            token = open_session(person_id=person.id)
            cookie = signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True})
            yield Taker(str(person.id), str(attempt), cookie)
        db.session.commit()


if __name__ == "__main__":
    made = _make(int(sys.argv[1]), in_exam="exam" in sys.argv)
    print(json.dumps([asdict(taker) for taker in made]))
