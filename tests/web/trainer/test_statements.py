"""The pages of publishing ask the database little, however many files and people there are."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from portal.authoring.models import Draft
from portal.people.models import Person
from tests.support.drafting import begin_draft, change, publish
from tests.support.making import Maker
from tests.support.pages import PageClient

Statements = Callable[[], AbstractContextManager[list[str]]]
COURSE = "/trainer/courses/mini"


@pytest.fixture
def draft(make: Maker, author: Person) -> Draft:
    """Of the second revision, with two changed files."""
    make.course()
    first = begin_draft(author.id)
    change(first, author.id)
    publish(first, author.id)
    draft = begin_draft(author.id)
    change(draft, author.id)
    change(draft, author.id, path="01-mot/02-bai-sau.md")
    return draft


@pytest.mark.parametrize(
    ("url", "most"),
    [
        # session, draft, its files, the files it began as, the courses it may ask for, rules, people
        ("/trainer/drafts/{draft}/publish", 7),
        ("/trainer/drafts/{draft}/publish/units", 6),
        ("/trainer/drafts/{draft}/publish/people?show=holder", 6),
        ("/trainer/drafts/{draft}/review", 6),
        ("/trainer/drafts/{draft}/update", 6),
        ("/trainer/imports", 6),
        (f"{COURSE}/revisions", 6),
        (f"{COURSE}/differences?from=1&to=2", 6),
        (f"{COURSE}/differences?from=2&to=draft", 6),
        (f"{COURSE}/differences?from=1&to=2&show=pages", 6),
        (f"{COURSE}/overview", 6),
    ],
    ids=lambda value: str(value).rpartition("/")[2],
)
def test_at_most(
    trainer: PageClient, draft: Draft, statements: Statements, url: str, most: int
) -> None:
    url = url.format(draft=draft.id)
    assert trainer.get(url).status_code == 200
    with statements() as seen:
        trainer.get(url)
    assert len(seen) <= most, "\n\n".join(seen)
