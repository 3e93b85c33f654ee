"""What is kept between two steps comes back the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.catalogue.exchange.formats import read, write
from portal.catalogue.exchange.keeping import (
    kept_lessons,
    kept_questions,
    lessons_kept,
    questions_kept,
)
from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.word_lessons import read_lessons
from tests.unit.exchange.test_pictures import illustrated
from tests.unit.exchange.word import docx, heading, p, picture, png


@given(st.lists(illustrated(), max_size=4))
@settings(max_examples=40)
def test_questions(questions: list[Question]) -> None:
    outcome = read("moodle-xml", write("moodle-xml", questions)[0].encode())
    assert questions_kept(kept_questions(outcome)) == outcome


def test_doubts_and_troubles() -> None:
    outcome = read("docx", docx("Câu 1. a", "*A. b", "B. c", "Đáp án: B", "Câu 2. Viết."))
    assert outcome.read[0].is_doubtful and not outcome.is_whole
    assert questions_kept(kept_questions(outcome)) == outcome


def test_lessons() -> None:
    content = docx(heading(1, "A"), "b", p(picture("a.png")), pictures={"a.png": png()})
    lessons = read_lessons(content, name="x")
    assert lessons.troubles and lessons_kept(kept_lessons(lessons)) == lessons
