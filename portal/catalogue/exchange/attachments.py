"""Pictures that questions show: `![what it shows](media/name)` in a text, the bytes beside it."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import unquote

from portal.catalogue.exchange.model import Attachment, Question
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _
from portal.kernel.text import slugify, tidy

#: a picture of media/ in Markdown
SHOWN: Final = re.compile(r"(?<=\]\(media/)(?P<name>[a-z0-9]+(?:[.-][a-z0-9]+)*)(?=\))")
_PICTURE: Final = re.compile(r"!\[(?P<words>[^\[\]]*)\]\(media/(?P<name>[a-z0-9.-]+)\)")
_DATA: Final = re.compile(r"data:image/[a-z+.-]{1,20};base64,(?P<content>[A-Za-z0-9+/=\s]+)")
_SIGNATURES: Final = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpg", re.compile(rb"\xff\xd8\xff")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF....WEBP", re.S)),
)
_LONGEST_NAME: Final = 60


def ending_for(content: bytes) -> str | None:
    """By its content; None for what cannot be shown (EMF, WMF, BMP, TIFF, …)."""
    return next((ending for ending, sign in _SIGNATURES if sign.match(content)), None)


@dataclass(slots=True)
class Pictures:
    """Collects the pictures of a file while it is read; `take` gives those of one question."""

    given: dict[str, bytes] = field(default_factory=dict)
    names: dict[bytes, str] = field(default_factory=dict)
    kept: dict[str, Attachment] = field(default_factory=dict)
    told: list[Said] = field(default_factory=list)
    folder: str = "media"

    def markdown(self, source: str, alternative: str, content: bytes | None, stem: str = "") -> str:
        """How a text shows the picture; its words alone where it cannot be kept (and why is told).

        `source`: what the file calls it; `stem`: what it is to be called, if not by that.
        """
        words = tidy(re.sub(r"[\[\]\\]", " ", alternative))[:300]
        is_data = source.startswith("data:")
        shown = "data:" if is_data else tidy(unquote(source[-500:].rsplit("/", 1)[-1]))[-60:]
        content = content if content is not None else _from_data(source)
        ending = ending_for(content) if content is not None else None
        if content is None:
            self.told.append(_("the picture %(name)s is not in the file", name=shown))
        elif ending is None:
            text = _(
                "the picture %(name)s is of a kind that is not shown here; save it as PNG or JPEG",
                name=shown,
            )
            self.told.append(text)
        if content is None or ending is None:
            return f"({words})" if words else ""
        base = stem or ("" if is_data else shown.rsplit(".", 1)[0])
        name = self.names.get(content) or free_name(base, ending, content, self.given)
        self.given[name], self.names[content] = content, name
        self.kept[name] = Attachment(name, content)
        if not words:
            self.told.append(_("the picture %(name)s has no alternative text", name=name))
        return f"![{words}]({self.folder}/{name})"

    def take(self) -> tuple[tuple[Attachment, ...], tuple[Said, ...]]:
        """What was kept and told since the last time."""
        taken = tuple(self.kept.values()), tuple(self.told)
        self.kept, self.told = {}, []
        return taken


def free_name(stem: str, ending: str, content: bytes, given: Mapping[str, bytes]) -> str:
    """A slug that no other picture has; the same picture keeps the name it was given."""
    base = slugify(stem)[:_LONGEST_NAME].strip("-") or "hinh"
    number, name = 1, f"{base}.{ending}"
    while given.get(name, content) != content:
        number += 1
        name = f"{base}-{number}.{ending}"
    return name


def texts_of(question: Question) -> Iterator[str]:
    yield from (question.text, question.explanation)
    for option in question.options:
        yield from (option.text, option.feedback)
    if question.type == "matching":
        yield from (side for pair in question.answers for side in pair)
    elif question.type == "ordering":
        yield from question.answers


def with_texts(question: Question, change: Callable[[str], str]) -> Question:
    """The question with every text changed that is shown as Markdown."""
    answers: tuple[Any, ...] = question.answers
    if question.type == "matching":
        answers = tuple((change(left), change(right)) for left, right in answers)
    elif question.type == "ordering":
        answers = tuple(map(change, answers))
    return replace(
        question,
        text=change(question.text),
        explanation=change(question.explanation),
        options=tuple(
            replace(option, text=change(option.text), feedback=change(option.feedback))
            for option in question.options
        ),
        answers=answers,
    )


def pictures_in(text: str) -> tuple[tuple[str, str], ...]:
    """Name and words of each picture of media/ that a text shows."""
    return tuple((match["name"], match["words"]) for match in _PICTURE.finditer(text))


def without_pictures(text: str) -> str:
    """Where they are shown beside it."""
    return _PICTURE.sub("", text)


def names_shown(question: Question) -> tuple[str, ...]:
    """Of the files of media/ that its texts show, each once."""
    found = [match["name"] for text in texts_of(question) for match in SHOWN.finditer(text)]
    return tuple(dict.fromkeys(found))


def with_files(question: Question, files: Mapping[str, bytes]) -> Question:
    """With those files of media/ (by name) that it shows."""
    names = [name for name in names_shown(question) if name in files]
    return replace(question, attachments=tuple(Attachment(name, files[name]) for name in names))


def with_free_names(
    questions: Iterable[Question], taken: Mapping[str, bytes]
) -> tuple[list[Question], dict[str, bytes]]:
    """Names that meet no other file in `taken`, and the files to add by these names."""
    given = dict(taken)
    result = []
    for question in questions:
        names: dict[str, str] = {}
        for one in question.attachments:
            stem, _dot, ending = one.name.rpartition(".")
            names[one.name] = free_name(stem, ending, one.content, given)
            given[names[one.name]] = one.content
        renamed = with_texts(question, lambda text, names=names: _renamed(text, names))  # type: ignore[misc]
        attachments = tuple(Attachment(names[a.name], a.content) for a in question.attachments)
        result.append(replace(renamed, attachments=attachments))
    return result, {name: content for name, content in given.items() if name not in taken}


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return SHOWN.sub(lambda match: names.get(match["name"], match["name"]), text)


def _from_data(source: str) -> bytes | None:
    """The bytes of a data: address."""
    match = _DATA.fullmatch(source)
    if match is None:
        return None
    try:
        return base64.b64decode(match["content"])
    except (binascii.Error, ValueError):
        return None
