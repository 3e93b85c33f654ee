"""Self-check blocks: taken out of the Markdown, rendered by themselves, put back after sanitising.

They hold inputs, which no author may write: the portal writes them around sanitised texts.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from portal.catalogue.fences import CHECK, find_fences
from portal.catalogue.judging import judge
from portal.catalogue.package import Passage, WrittenQuestion
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.written import read_written_question

_WORDS: Final = {
    "vi": {"open": "Xem đáp án", "right": "Đáp án đúng"},
    "en": {"open": "See the answer", "right": "Right answer"},
}


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """`token` stands for the block in the Markdown that goes to the renderer."""

    token: str
    written: WrittenQuestion


@dataclass(frozen=True, slots=True)
class RenderedChoice:
    html: str
    feedback: str | None
    is_right: bool


@dataclass(frozen=True, slots=True)
class RenderedCheck:
    prompt: str
    choices: tuple[RenderedChoice, ...]
    explanation: str | None


def take_out(passage: Passage, found: Problems) -> tuple[Passage, tuple[SelfCheck, ...]]:
    """The passage with a token for each block: the text's own digest, so none is forged in it."""
    lines = passage.text.split("\n")
    digest = hashlib.sha256(passage.text.encode()).hexdigest()
    checks: list[SelfCheck] = []
    for fence in list(find_fences(lines)):
        line = passage.line + fence.first
        if not fence.is_closed:
            found.append(Problem(passage.path, line, "fence_open"))
        if fence.name != CHECK or not fence.is_closed:
            continue
        if fence.indent:
            found.append(Problem(passage.path, line, "check_indented"))
            continue
        inside = lines[fence.first + 1 : fence.last]
        written = _read(passage.path, line, inside, found)
        checks.append(SelfCheck(f"check{digest}n{len(checks)}", written))
        height = fence.last - fence.first + 1
        lines[fence.first : fence.last + 1] = _standing_for(checks[-1].token, height)
    return Passage(passage.path, passage.line, "\n".join(lines)), tuple(checks)


def _read(path: str, line: int, inside: list[str], found: Problems) -> WrittenQuestion:
    before = len(found)
    written = read_written_question(path, line + 1, inside, found)
    if written.kind not in (None, "choices"):
        found.append(Problem(path, line, "check_needs_choices"))
    elif all(problem.code != "bad_choice_mark" for problem in found[before:]):
        judge(path, line, written, found)
    return written


def _standing_for(token: str, height: int) -> list[str]:
    """As many lines as the block had, so that later lines keep their numbers."""
    return ["", token, *[""] * (height - 2)]


def put_back(html: str, token: str, block: str) -> str:
    return html.replace(f"<p>{token}</p>", block)


def check_html(number: int, check: RenderedCheck, language: str) -> str:
    """Whole without JavaScript: choose, then open the answer."""
    return "".join(_parts(f"check-{number}", check, _WORDS[language]))


def _parts(name: str, check: RenderedCheck, words: dict[str, str]) -> Iterator[str]:
    kind = "checkbox" if sum(choice.is_right for choice in check.choices) > 1 else "radio"
    yield f'<div class="c-check" role="group" aria-labelledby="{name}">'
    yield f'<div class="c-check__question" id="{name}">{check.prompt}</div>'
    yield '<ul class="c-check__choices">'
    for index, choice in enumerate(check.choices):
        field = f'<input type="{kind}" name="{name}" value="{index}">'
        yield f'<li><label class="c-check__choice">{field}<span>{choice.html}</span></label></li>'
    yield f'</ul><details class="c-check__answer"><summary>{escape(words["open"])}</summary>'
    yield f"<p>{escape(words['right'])}:</p><ul>"
    yield from (f"<li>{choice.html}</li>" for choice in check.choices if choice.is_right)
    yield "</ul>"
    for choice in check.choices:
        if choice.feedback:
            yield f'<div class="c-check__feedback"><p>{choice.html}</p>{choice.feedback}</div>'
    yield f"{check.explanation or ''}</details></div>"
