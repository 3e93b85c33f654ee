"""Passages of a package become HTML; what rendering finds out about them becomes problems with lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.catalogue.finishing import Complaint, Finished
from portal.catalogue.gaps import marker, with_tokens
from portal.catalogue.limits import over_limits
from portal.catalogue.links import ID_PREFIX, Link, Places
from portal.catalogue.package import ORIGINAL, Passage, WrittenQuestion
from portal.catalogue.plain_text import plain_html
from portal.catalogue.problems import Problem, Problems, nearest
from portal.catalogue.reading import digest_of
from portal.catalogue.rendering import inline, render, source_key
from portal.catalogue.sanitising import reading
from portal.catalogue.self_checks import (
    RenderedCheck,
    RenderedChoice,
    SelfCheck,
    check_html,
    put_back,
    take_out,
)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A link to a heading, to be looked up when every text is rendered."""

    problem_at: Passage
    language: str
    written: str
    link: Link


@dataclass(slots=True)
class Compiler:
    places: Places
    found: Problems = field(default_factory=list)
    #: what was rendered, by source: kept with a course that is published
    rendered: dict[str, Finished] = field(default_factory=dict)
    _ids: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _anchors: list[_Anchor] = field(default_factory=list)

    def page(self, passage: Passage, language: str) -> tuple[str, tuple[tuple[bool, ...], ...]]:
        """HTML of a whole text with its self-checks, and the keys of these."""
        rest, checks = take_out(passage, self.found)
        html = self.html(rest, language)
        for number, check in enumerate(checks, start=1):
            block = check_html(number, self._check(check.written, language), language)
            html = self._put_back(html, passage, check, block)
        return html, tuple(check.written.key for check in checks)

    def html(self, passage: Passage, language: str) -> str:
        return self._render(passage, language).html if passage.text.strip() else ""

    def html_with_gaps(self, passage: Passage, language: str) -> str:
        """The HTML with a marker in the place of each gap; one that would stand in a tag is a problem."""
        before = len(self.found)
        gaps = with_tokens(passage, digest_of(passage.text.encode())[:16])
        html = self.html(Passage(passage.path, passage.line, gaps.text), language)
        texts = "".join(text for kind, text, _ in reading(html) if kind == "text")
        for index, token in enumerate(gaps.tokens):
            if html.count(token) != 1 or texts.count(token) != 1 or f"{token}</code>" in html:
                if len(self.found) == before:
                    self.found.append(Problem(passage.path, passage.line, "gap_misplaced"))
                continue
            html = html.replace(token, marker(index))
        return html

    def html_and_links(self, passage: Passage, language: str) -> tuple[str, list[Link]]:
        finished = self._render(passage, language)
        return finished.html, [link for _, link in finished.links]

    def inline(self, passage: Passage, language: str) -> str:
        """HTML that may stand inside a label: one paragraph without its <p>."""
        if not passage.text.strip():
            return ""
        before = len(self.found)
        inside = inline(self.html(passage, language))
        if inside is None and len(self.found) == before:
            self.found.append(Problem(passage.path, passage.line, "choice_not_inline"))
        return inside or ""

    def _render(self, passage: Passage, language: str) -> Finished:
        if problems := over_limits(passage):
            self.found += problems
            return Finished()
        finished = render(passage, places=self.places, language=language)
        if plain_html(passage.text) is None:
            self.rendered[source_key(passage, language)] = finished
        lines = _Lines(passage)
        self.found += [lines.problem(complaint) for complaint in finished.complaints]
        self._ids.setdefault((passage.path, language), set()).update(finished.ids)
        self._anchors += [
            _Anchor(passage, language, written, link)
            for written, link in finished.links
            if link.anchor
        ]
        return finished

    def _check(self, written: WrittenQuestion, language: str) -> RenderedCheck:
        return RenderedCheck(
            prompt=self.html(written.prompt, language),
            choices=tuple(
                RenderedChoice(
                    html=self.inline(choice.text, language),
                    feedback=self.html(choice.feedback, language) if choice.feedback else None,
                    is_right=choice.is_right,
                )
                for choice in written.choices
            ),
            explanation=self.html(written.explanation, language) if written.explanation else None,
        )

    def _put_back(self, html: str, passage: Passage, check: SelfCheck, block: str) -> str:
        whole = put_back(html, check.token, block)
        if whole == html and html:
            line = check.written.prompt.line - 1
            self.found.append(Problem(passage.path, line, "check_indented"))
        return whole

    def check_anchors(self) -> None:
        """Once everything is rendered: does every link to a heading find it?"""
        for anchor in self._anchors:
            ids = self._ids_at(anchor)
            if f"{ID_PREFIX}{anchor.link.anchor}" not in ids:
                known = [name.removeprefix(ID_PREFIX) for name in ids]
                values = {
                    "target": anchor.written,
                    "hint": nearest(anchor.link.anchor, known, mark="#"),
                }
                complaint = Complaint("broken_anchor", anchor.written, dict(values))
                self.found.append(_Lines(anchor.problem_at).problem(complaint))

    def _ids_at(self, anchor: _Anchor) -> set[str]:
        """In the same language where the page linked to is translated, else in the original."""
        if not anchor.link.path:
            return self._ids.get((anchor.problem_at.path, anchor.language), set())
        original = anchor.link.path
        paths = [path for path, of in self.places.originals.items() if of == original]
        for language in (anchor.language, ORIGINAL):
            for path in paths:
                if (path, language) in self._ids:
                    return self._ids[path, language]
        return set()


class _Lines:
    """Finds the source lines that complaints are about: the same complaint again is about the next place."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text = f"\n{passage.text}"
        self.searched: dict[tuple[str, str], int] = {}

    def problem(self, complaint: Complaint) -> Problem:
        line = self._line(complaint.code, complaint.needle)
        return Problem(self.passage.path, line, complaint.code, complaint.values)

    def _line(self, code: str, needle: str) -> int:
        for wanted in (f"]({needle}", needle) if needle else ("]()",):
            place = self.text.find(wanted, self.searched.get((code, wanted), 0))
            if place >= 0:
                self.searched[code, wanted] = place + 1
                begins = place + needle.startswith("\n")
                return self.passage.line + self.text.count("\n", 0, begins + 1) - 1
        return self.passage.line


def in_languages(passages: Mapping[str, Passage]) -> list[tuple[str, Passage]]:
    """The original first, so that its problems are told first."""
    return sorted(passages.items(), key=lambda item: item[0] != ORIGINAL)
