"""Two revisions as readers see them, laid over each other: what came in stands in <ins>, what went in <del>. Pure.

The result is sanitised once more; it has no ids and no links, so that any number of lessons stand on one page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import chain
from typing import Final, Literal

from portal.authoring.inline_changes import both_in_one, with_passages_marked
from portal.authoring.question_html import question_html
from portal.catalogue.content import EXAM, RevisionContent, Texts
from portal.catalogue.package import LANGUAGES
from portal.catalogue.sanitising import Ambiguous, sanitise

#: characters of HTML on either side; laying over each other takes quadratic time
LONGEST: Final = 100_000
#: stands for unchanged parts between changes
LEFT_OUT: Final = "<p>⋯</p>"
#: attributes that make no sense beside another copy of the same text
_OFF: Final = ("id", "href", "tabindex", "role", "aria-label")


Kind = Literal["course", "module", "lesson", "question"]
ChangeState = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A lesson or a question in one language. A question has a `number` (from 1) and the `titles` of its quiz.

    `html` is None where both cannot be laid over each other (too long).
    """

    kind: Kind
    number: int
    titles: Texts
    language: str
    state: ChangeState
    html: str | None


def list_page_changes(
    before: RevisionContent | None, after: RevisionContent | None
) -> tuple[PageChange, ...]:
    """In the order of the newer revision; what was removed comes last. None: nothing is there."""
    return tuple(
        chain(
            _compare("course", _course(before), _course(after)),
            _compare("module", _modules(before), _modules(after)),
            _compare("lesson", _lessons(before), _lessons(after)),
            _compare("question", _questions(before), _questions(after)),
        )
    )


@dataclass(frozen=True, slots=True)
class _Page:
    titles: Texts
    html: Texts
    number: int = 1


_Pages = dict[str, _Page]


def _course(content: RevisionContent | None) -> _Pages:
    if content is None:
        return {}
    course = content.course
    html = {
        language: f"<p><strong>{escape(title)}</strong></p><p>{escape(course.summary(language))}</p>"
        f"{course.about.get(language, '')}"
        for language, title in course.titles.items()
    }
    return {"": _Page(course.titles, html)}


def _modules(content: RevisionContent | None) -> _Pages:
    modules = content.modules if content else ()
    return {
        one.id: _Page(
            one.titles,
            {
                language: f"<p><strong>{escape(title)}</strong></p><ul>"
                + "".join(f"<li>{escape(text)}</li>" for text in one.objectives(language))
                + f"</ul>{one.about.get(language, '')}"
                for language, title in one.titles.items()
            },
        )
        for one in modules
    }


def _lessons(content: RevisionContent | None) -> _Pages:
    lessons = content.lessons if content else ()
    return {f"{one.module_id}/{one.id}": _Page(one.titles, one.pages) for one in lessons}


def _questions(content: RevisionContent | None) -> _Pages:
    """Of the modules' quizzes and of the exam."""
    if content is None:
        return {}
    quizzes = {one.quiz_name: one.quiz for one in content.modules} | {EXAM: content.exam}
    return {
        f"{name}#{question.id}": _Page(
            quiz.titles,
            {language: question_html(question, language) for language in question.heading},
            number,
        )
        for name, quiz in quizzes.items()
        if quiz
        for number, question in enumerate(quiz.questions, start=1)
    }


def _compare(kind: Kind, before: _Pages, after: _Pages) -> Iterator[PageChange]:
    gone = [name for name in before if name not in after]
    for name in [*after, *gone]:
        old, new = before.get(name), after.get(name)
        page = new or old or _Page({}, {})
        for language in LANGUAGES:
            pages = [side.html.get(language, "") if side else "" for side in (old, new)]
            if pages[0] == pages[1]:
                continue
            state: ChangeState = "changed" if all(pages) else "added" if pages[1] else "removed"
            yield PageChange(kind, page.number, page.titles, language, state, laid_over(*pages))


def laid_over(before: str, after: str) -> str | None:
    """HTML with both texts in it, long unchanged parts left out; None where they are too long to compare."""
    if max(len(before), len(after)) > LONGEST:
        return None
    old, new = _blocks(before), _blocks(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces: list[str] = []
    for place, (code, i1, i2, j1, j2) in enumerate(codes):
        if code == "equal":
            pieces += _shortened(new[j1:j2], is_first=place == 0, is_last=place == len(codes) - 1)
        elif i2 - i1 == j2 - j1:
            pieces += map(both_in_one, old[i1:i2], new[j1:j2])
        else:
            pieces.append(with_passages_marked("".join(old[i1:i2]), "".join(new[j1:j2])))
    try:
        return sanitise("".join(pieces))
    except Ambiguous:
        return None


def _shortened(blocks: list[str], *, is_first: bool, is_last: bool) -> list[str]:
    """Only what stands next to a change."""
    begin, end = (0 if is_first else 1), (0 if is_last else 1)
    if len(blocks) <= begin + end + 1:
        return blocks
    return [*blocks[:begin], LEFT_OUT, *blocks[len(blocks) - end :]]


def _blocks(html: str) -> list[str]:
    """The outermost elements, bare of what must not stand twice on a page."""
    from lxml import html as parser  # noqa: PLC0415 (memory: inline_changes.py)

    if not html.strip():
        return []
    whole = parser.fragment_fromstring(html, create_parent="div")
    for element in whole.iter():
        for name in _OFF:
            element.attrib.pop(name, None)
    first = f"<p>{whole.text}</p>" if (whole.text or "").strip() else ""
    blocks = [parser.tostring(child, encoding="unicode").strip() for child in whole]
    return [block for block in (first, *blocks) if block]
