"""What first attempts tell of a course's questions, as its trainer sees it and as the command prints it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.catalogue.queries import get_current_content
from portal.kernel.db import begin_writing, db
from portal.kernel.identifiers import new_id
from portal.quizzes.models import Attempt, Response
from tests.support.certifying import at
from tests.support.correcting import publish
from tests.support.making import Maker
from tests.support.pages import PageClient

URL = "/trainer/courses/mini/statistics"
RIGHT, WRONG = [1], [0]
#: another key of the first question
MENDED = {
    "- [ ] Nhập giúp\n  > Phản hồi bí mật.\n- [x] Trả": "- [x] Nhập giúp\n  > Phản hồi bí mật.\n- [ ] Trả"
}
MENDED_EN = {
    "- [ ] Type it\n  > Secret feedback.\n- [x] Hand": "- [x] Type it\n  > Secret feedback.\n- [ ] Hand"
}


def sit(make: Maker, *, is_strong: bool, chosen: list[int], seconds: int = 600) -> None:
    """A first attempt at two questions: one answered as said, the other rightly or not."""
    content = get_current_content("mini")
    shares = {"mat-khau": float(chosen == RIGHT), "ba": float(is_strong)}
    person, attempt_id, moment = make.person(), new_id(), at("2026-05-01")
    begin_writing()
    db.session.add(
        Attempt(
            id=attempt_id,
            person_id=person.id,
            course_slug="mini",
            revision_id=content.revision_id,
            number=1,
            started_at=moment - timedelta(seconds=seconds),
            handed_in_at=moment,
            draw=[{"question": name, "choices": [0, 1, 2]} for name in shares],
            score=0.5,
            is_passed=False,
            receipt=f"R{person.id.hex[-8:]}",
            marks={
                name: {"score": share, "is_right": share == 1} for name, share in shares.items()
            },
        )
    )
    db.session.flush()
    for name, answer in (("mat-khau", chosen), ("ba", [0] if is_strong else [1])):
        db.session.add(
            Response(
                attempt_id=attempt_id,
                question_id=name,
                answer=answer,
                sequence=1,
                received_at=moment,
            )
        )
    db.session.commit()


@pytest.fixture
def course(make: Maker) -> str:
    return make.course()


@pytest.fixture
def misled(make: Maker, course: str) -> None:
    """Thirty people; those who did well on the other question chose “Nhập giúp”."""
    for place in range(30):
        sit(make, is_strong=place < 12, chosen=WRONG if place < 12 else RIGHT)


class TestPage:
    def test_is_linked_from_the_course(self, trainer: PageClient, course: str) -> None:
        assert trainer.get("/trainer/courses/mini").links()["Questions"] == URL

    def test_without_attempts_says_what_is_missing(self, trainer: PageClient, course: str) -> None:
        page = trainer.get(URL)
        assert "Too few first attempts so far" in page.words
        assert "30 people more are needed." in page.words

    @pytest.mark.usefixtures("misled")
    def test_names_the_choice_that_misleads(self, trainer: PageClient) -> None:
        page = trainer.get(URL)
        assert "From the first attempts of 30 people" in page.words
        assert "Most people who did well still chose “A”: check the wording." in page.words
        assert len(page.find("progress")) >= 6
        trainer.switch_to("vi")
        assert (
            "Phần lớn người làm tốt vẫn chọn “A”: hãy xem lại cách hỏi." in trainer.get(URL).words
        )

    def test_names_attempts_that_nobody_can_have_read(
        self, trainer: PageClient, make: Maker, course: str
    ) -> None:
        sit(make, is_strong=True, chosen=RIGHT, seconds=1)
        assert "Handed in sooner than anybody can read" in trainer.get(URL).words

    @pytest.mark.usefixtures("misled")
    def test_at_most_six_statements(self, trainer: PageClient, statements: Any) -> None:
        trainer.get(URL)
        with statements() as seen:
            trainer.get(URL)
        assert len(seen) <= 6, seen

    def test_of_a_module_quiz_stands_beside_the_exam(
        self, trainer: PageClient, course: str
    ) -> None:
        quiz = "/trainer/courses/mini/mot/quiz/statistics"
        page = trainer.get(trainer.get(URL).links()["Practice"])
        assert page.words.count("30 people more are needed.") == 2
        assert trainer.get(quiz).links()["Final quiz"] == URL
        assert trainer.get("/trainer/courses/mini/none/quiz/statistics").status_code == 404

    @pytest.mark.usefixtures("misled")
    def test_are_counted_by_the_key_of_now(self, trainer: PageClient, tmp_path: Path) -> None:
        """What misled was right after all."""
        publish(tmp_path, {"exam.md": MENDED, "exam.en.md": MENDED_EN})
        page = trainer.get(URL)
        assert "From the first attempts of 30 people" in page.words
        assert "Most people who did well" not in page.words

    def test_of_an_unknown_course_is_not_found(self, trainer: PageClient) -> None:
        assert trainer.get("/trainer/courses/none/statistics").status_code == 404


@pytest.mark.usefixtures("misled")
class TestCommand:
    def test_prints_the_same_as_json(self, app: Flask) -> None:
        db.session.rollback()
        done = app.test_cli_runner().invoke(args=["quizzes", "statistics", "mini", "--json"])
        told = json.loads(done.stdout)
        by_id = {one["id"]: one for one in told["questions"]}
        assert told["first_attempts"] == 30
        assert (by_id["mat-khau"]["finding"], by_id["mat-khau"]["misleading"]) == ("misleading", 0)
        assert by_id["bon"]["missing"] == 30
        (module,) = told["modules"]
        assert (module["module"], module["kind"]) == ("mot", "practice")
        assert [one["missing"] for one in module["questions"]] == [30, 30]

    def test_names_a_course_that_is_not_there(self, app: Flask) -> None:
        db.session.rollback()
        done = app.test_cli_runner().invoke(args=["quizzes", "statistics", "none"])
        assert done.exit_code == 1
        assert "no published course none" in done.output
