"""GIFT taken apart: blocks between blank lines, tags in comments, answers with their weight, texts as Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from portal.catalogue.exchange.attachments import Pictures
from portal.catalogue.exchange.outcome import NoCounterpart
from portal.catalogue.exchange.texts import from_html, from_plain, one_line
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.numbers import read_number

NAME: Final = re.compile(r"\s*::(?P<name>.*?)::", re.S)
FORMAT: Final = re.compile(r"\s*\[(?P<format>html|markdown|plain|moodle)\]", re.I)
FEEDBACK: Final = re.compile(r"#")
WEIGHT: Final = re.compile(r"\s*%(?P<percent>-?[0-9.]+)%")
_HTML_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.I)
_PART: Final = re.compile(r"([=~])")
_TAG: Final = re.compile(r"\[(?P<kind>id|tag):(?P<value>(?:\\.|[^\]\\])*)\]")
#: what a backslash may stand before; each is sealed as one sign until the text is taken apart
_SIGNS: Final = "~=#{}:>\\n"
_ESCAPED: Final = re.compile(r"\\([~=#{}:>\\n])")
_SEALS: Final = {0xE100 + place: "\n" if sign == "n" else sign for place, sign in enumerate(_SIGNS)}


@dataclass(slots=True)
class Block:
    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """One `=` or `~` with its weight in percent (None: not given)."""

    is_right: bool
    weight: float | None
    text: str
    feedback: str


def sealed(text: str) -> str:
    """What a backslash escapes, as signs that mean nothing here; `plain` gives them back."""
    return _ESCAPED.sub(lambda match: chr(0xE100 + _SIGNS.index(match[1])), text)


def unsealed(text: str) -> str:
    return text.translate(_SEALS)


def blocks(text: str) -> Iterator[Block]:
    block = Block(1)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("//"):
            block.comments.append(line)
        elif line.strip():
            block.line = block.line if block.lines else number
            block.lines.append(line)
        elif block.lines:
            if not _is_category(block):
                yield block
            block = Block(number)
    if block.lines and not _is_category(block):
        yield block


def _is_category(block: Block) -> bool:
    return block.lines[0].lstrip().startswith("$CATEGORY")


def title_of(source: str) -> str:
    match = NAME.match(source)
    title = match["name"] if match else source
    return one_line(plain(title))[:60]


def tags_of(comments: list[str]) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for comment in comments:
        for match in _TAG.finditer(comment):
            tags.setdefault(match["kind"], []).append(re.sub(r"\\(.)", r"\1", match["value"]))
    return tags


def raw_answers(inside: str) -> list[str]:
    return _PART.split(inside)[2::2]


def answers_of(inside: str, texts: "Texts") -> Iterator[Answer]:
    pieces = _PART.split(inside)
    if pieces[0].strip() and len(pieces) == 1:
        raise NoCounterpart(_("answers that begin with neither = nor ~"))
    for sign, raw in zip(pieces[1::2], pieces[2::2], strict=True):
        weight = WEIGHT.match(raw)
        body = raw[weight.end() :] if weight else raw
        said, *feedback = FEEDBACK.split(body, maxsplit=1)
        text = texts.line(said)
        if not text:
            raise NoCounterpart(_("an empty option"))
        percent = read_number(weight["percent"]) if weight else None
        yield Answer(
            is_right=sign == "=",
            weight=None if percent is None else float(percent),
            text=text,
            feedback=texts.text(feedback[0]) if feedback else "",
        )


def plain(text: str) -> str:
    return unsealed(text).strip()


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one question as Markdown. `kind`: html, markdown, plain, or moodle where nothing is said."""

    kind: str
    pictures: Pictures

    def text(self, raw: str) -> str:
        own = FORMAT.match(raw)
        kind = own["format"].lower() if own else self.kind
        text = plain(raw[own.end() :] if own else raw)
        if kind == "markdown":
            return text
        if kind == "html" or (kind == "moodle" and _HTML_TAG.search(text)):
            return from_html(
                text, lambda source, words: self.pictures.markdown(source, words, None)
            )
        return from_plain(text)

    def line(self, raw: str) -> str:
        return one_line(self.text(raw))
