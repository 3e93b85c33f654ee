"""Page-shaped reads of the trainer's pages: one statement for what is current, content from the process."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.catalogue.content import Lesson, RevisionContent
from portal.catalogue.facts import Fact
from portal.catalogue.queries import get_current_content, list_current_contents


@dataclass(frozen=True, slots=True)
class TaughtFact:
    """A fact and the lessons that teach it."""

    fact: Fact
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class CoursePage:
    """A course and its facts: those past their day, those without a date, and how many there are."""

    content: RevisionContent
    overdue: tuple[TaughtFact, ...]
    undated: tuple[TaughtFact, ...]
    facts: int


def list_course_pages(today: date) -> tuple[CoursePage, ...]:
    return tuple(_page(content, today) for content in list_current_contents())


def get_course_page(slug: str, today: date) -> CoursePage:
    """NotFound where no such course is published."""
    return _page(get_current_content(slug), today)


def _page(content: RevisionContent, today: date) -> CoursePage:
    undated = [fact for fact in content.facts if fact.is_undated]
    return CoursePage(
        content=content,
        overdue=_taught(content, content.overdue_facts(today)),
        undated=_taught(content, undated),
        facts=len(content.facts),
    )


def _taught(content: RevisionContent, facts: Sequence[Fact]) -> tuple[TaughtFact, ...]:
    return tuple(TaughtFact(fact, content.lessons_teaching(fact)) for fact in facts)
