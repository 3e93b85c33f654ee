"""Somebody sits an exam while the course is published anew: their paper, their answers and their mark stay."""

import pytest

from portal.people.models import Person
from tests.support.drafting import begin_draft, change, publish
from tests.support.making import Maker
from tests.web.learner.learners import EXAM, KEY, LESSONS, Learner, chosen_on, drawn

pytestmark = pytest.mark.usefixtures("may", "course")


@pytest.fixture
def trainer(make: Maker) -> Person:
    return make.person("Trần Văn Biên")


def publish_other_questions(trainer: Person) -> None:
    """A major revision: another question, other words in all of them, another key in one."""
    draft = begin_draft(trainer.id)
    for path in ("exam.md", "exam.en.md"):
        change(draft, trainer.id, path=path, old="- [x] ", new="- [ ] Sửa ")
        change(draft, trainer.id, path=path, old="- [ ] ", new="- [x] ")
    change(draft, trainer.id)
    publish(draft, trainer.id, is_major=True, note="Câu hỏi mới")


def test_an_exam_that_was_begun_stays_on_its_revision(ana: Learner, trainer: Person) -> None:
    paper = ana.start()
    ana.save(paper, drawn(paper)[0], KEY[drawn(paper)[0]], 1)
    before = [fieldset.get("data-question") for fieldset in paper.find("fieldset")]
    publish_other_questions(trainer)

    page = ana.get(EXAM)
    assert [fieldset.get("data-question") for fieldset in page.find("fieldset")] == before
    assert "Sửa" not in page.words
    assert list(chosen_on(page)) == [drawn(paper)[0]]

    result = ana.follow(ana.hand_in(page, KEY))
    assert "Đạt" in result.words
    assert "100" in result.words
    assert "Sửa" not in result.words


def test_a_lesson_is_read_in_its_new_revision(ana: Learner, trainer: Person) -> None:
    ana.finish_lessons()
    publish_other_questions(trainer)
    page = ana.get(LESSONS[0])
    assert "Thêm một câu." in page.words
    assert "Đã học xong, học tiếp" not in page.words  # what was done stays done


def test_the_next_exam_is_on_the_new_one(ana: Learner, trainer: Person) -> None:
    ana.finish_lessons()
    publish_other_questions(trainer)
    assert "Sửa" in ana.start().words
