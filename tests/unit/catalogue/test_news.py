"""What major revisions changed: lessons by what they say, questions by what they ask and where they lead."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.content import Lesson, RevisionContent
from portal.catalogue.news import find_news
from tests.unit.quizzes.samples import content, question, quiz

NAMES = ("a", "b", "c", "d")
Texts = Mapping[str, str]


def revision(number: int, texts: Texts, asks: Texts | None = None) -> RevisionContent:
    """`texts`: of each lesson; `asks`: for each question the lesson that it is bound to."""
    lessons = tuple(
        Lesson(name, "mot", {"vi": name}, 5, (), {"vi": text}) for name, text in texts.items()
    )
    questions = [
        replace(question(name), read_again=(("mot", lesson),))
        for name, lesson in (asks or {"q": "a"}).items()
    ]
    return replace(content(quiz(*questions)), revision_id=number, lessons=lessons)


OLD = dict.fromkeys(NAMES, "as it was")


def test_names_changed_and_new_lessons_and_the_questions_bound_to_them() -> None:
    asks = {"q": "a", "r": "b"}
    before = revision(1, OLD, asks)
    after = revision(2, {**OLD, "a": "changed", "e": "new"}, asks)
    news = find_news([(before, after)], after)
    assert (dict(news.lessons), news.questions) == ({"mot/a": 2, "mot/e": 2}, ("q",))
    assert not news.is_most


def test_what_was_removed_or_moved_is_not_asked_about() -> None:
    before = revision(1, {**OLD, "d": "of its own"})
    after = revision(2, {"a": "as it was", "moved": "of its own"})
    news = find_news([(before, after)], after)
    assert (dict(news.lessons), news.questions) == ({}, ())


def test_a_question_that_asks_something_else_is_asked_about() -> None:
    before = revision(1, OLD, {"q": "a", "r": "a"})
    other = replace(question("r"), heading={"vi": "Câu khác"})
    after = replace(before, revision_id=2, exam=quiz(before.exam.questions[0], other))
    assert find_news([(before, after)], after).questions == ("r",)


def test_explanations_and_translations_change_nothing_of_substance() -> None:
    before = revision(1, OLD)
    told = replace(before.exam.questions[0], explanation={"vi": "Vì"}, points=2)
    lessons = tuple(replace(one, pages={**one.pages, "en": "anew"}) for one in before.lessons)
    after = replace(before, revision_id=2, lessons=lessons, exam=quiz(told))
    assert not find_news([(before, after)], after).questions
    assert not find_news([(before, after)], after).lessons


def test_more_than_half_is_most() -> None:
    before = revision(1, OLD)
    half = revision(2, {**OLD, "a": "x", "b": "x"})
    more = revision(3, {**OLD, "a": "x", "b": "x", "c": "x"})
    assert not find_news([(before, half)], half).is_most
    assert find_news([(before, more)], more).is_most


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3).map(str)), max_size=5))
def test_of_several_steps_each_lesson_names_the_last_that_changed_it(changes: list[Texts]) -> None:
    course = [revision(1, OLD)]
    last: dict[str, int] = {}
    for number, change in enumerate(changes, start=2):
        before = {one.id: one.pages["vi"] for one in course[-1].lessons}
        after = {**before, **{name: f"{name}{text}" for name, text in change.items()}}
        last |= {f"mot/{name}": number for name in NAMES if after[name] != before[name]}
        course.append(revision(number, after))
    news = find_news(pairwise(course), course[-1])
    assert news.lessons == last
