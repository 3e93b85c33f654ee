"""Texts of other formats made into Markdown that means the same and is read as nothing else."""

import re
import unicodedata
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

from portal.catalogue.fences import find_fences
from portal.catalogue.written import ALMOST_CHOICE, SIGNS

#: characters of one question; HTML parsers take quadratic time over what is broken
LONGEST_TEXT: Final = 50_000
#: what Markdown takes for its own, and how it is written so that it does not
_SPECIAL: Final = re.compile(r"[\\`*\[<]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)")
#: before these a backslash is an escape; others are written as entities
_ESCAPABLE: Final = frozenset("\\`*_{}[]()>#+-.!|")
_HEADING: Final = re.compile(r"^##(?!#)|^#(?!#)\s")
#: what makes a line more than a paragraph
_BLOCK_START: Final = re.compile(
    r"^(#|>|[-+*](\s|$)|\d+[.)](\s|$)|\||-{2,}|={2,}|:|~{3,}|!!!|///|(- ?){3,}|(_ ?){3,}|<!--)"
)
#: a heading is a name in many places; its pictures stand below it
_PICTURE: Final = re.compile(r"!\[[^\[\]]*\]\(media/[^()\s]*\)")
_ANY_PICTURE: Final = re.compile(r"!\[(?P<words>[^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS: Final = re.compile(r"(?<!\\)\*{1,3}")
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()>#+.!|-])")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLOCKS: Final = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
)
_MARKS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*"}


def decoded(content: bytes) -> str | None:
    """Text of a file in UTF-8 (or UTF-16 with its mark), composed; None where it is neither."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return cleaned(text)


def cleaned(text: str) -> str:
    """One kind of line end, no control characters, composed."""
    bare = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", bare)


def from_plain(text: str) -> str:
    """Plain text as Markdown that shows the same."""
    return _SPECIAL.sub(lambda match: _sign(match[0]), text)


def as_plain(markdown: str) -> str:
    """How Markdown reads where it is not rendered: a picture by its words, no marks, no escapes."""
    text = _ANY_PICTURE.sub(lambda match: f"[{match['words']}]" if match["words"] else "", markdown)
    return unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)))


def one_line(text: str) -> str:
    """For headings, options, items and sides: they stand on one line, as a paragraph."""
    line = " ".join(text.split())
    return _escaped(line) if _BLOCK_START.match(line) else line


def question_text(text: str, *, has_gaps: bool = False) -> str:
    """A heading line, a blank line, the rest; with nothing in it that would answer or begin a question."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    pictures = _PICTURE.findall(lines[0])
    rest = "\n".join([*(f"{one}\n" for one in pictures), *lines[1:]]).strip("\n")
    head = one_line(_PICTURE.sub(" ", lines[0])) or ("Xem hình" if pictures else "…")
    if not has_gaps:
        head, rest = _without_gaps(head), _without_gaps(rest)
    return f"{head}\n\n{_guarded(rest)}" if rest.strip() else head


def _without_gaps(text: str) -> str:
    return text.replace("{{", "{\\{")


def _guarded(text: str) -> str:
    lines = text.split("\n")
    for fence in list(find_fences(lines)):
        if not fence.is_closed:
            lines[fence.first] = _escaped(lines[fence.first])
    fenced = {index for fence in find_fences(lines) for index in range(fence.first, fence.last + 1)}
    signs = (SIGNS["choices"], SIGNS["pairs"], SIGNS["answers"], ALMOST_CHOICE, _HEADING)
    return "\n".join(
        _escaped(line) if index not in fenced and any(sign.match(line) for sign in signs) else line
        for index, line in enumerate(lines)
    )


def _escaped(line: str) -> str:
    """The first sign of a line, so that it begins nothing: `1\\.`, `\\-`, `\\=`."""
    number = re.match(r"\d+", line)
    if number:
        return f"{number[0]}\\{line[number.end() :]}"
    bare = line.lstrip()
    return _sign(bare[0]) + bare[1:]


def _sign(sign: str) -> str:
    return (
        f"\\{sign}" if sign in _ESCAPABLE else escape(sign) if sign in "<&" else f"&#{ord(sign)};"
    )


#: address and alternative text of a picture → what stands for it
ShownPicture = Callable[[str, str], str]


class _Html(HTMLParser):
    """Simple HTML as Markdown: paragraphs, emphasis, code; other tags go, what they hold stays."""

    def __init__(self, picture: ShownPicture) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.picture = picture
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        if tag == "img":
            found = {name: value or "" for name, value in attrs}
            self.parts.append(self.picture(found.get("src", ""), found.get("alt", "")))
        elif tag in _BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n" if tag == "br" else "\n\n")
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in ("script", "style")))
        if tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag in _BLOCKS and tag != "br":
            self.parts.append("\n\n" if tag != "li" else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(from_plain(re.sub(r"[ \t\n\u00a0]+", " ", data)))


def from_html(html: str, picture: ShownPicture) -> str:
    """Markdown that says the same."""
    reader = _Html(picture)
    reader.feed(html)
    reader.close()
    text = "\n".join(line.strip(" ") for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
