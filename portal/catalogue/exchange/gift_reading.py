"""GIFT as Moodle describes it: `::name:: [markdown]text {answers}`, a blank line between questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from portal.catalogue.exchange.model import Option, Outcome, Question
from portal.catalogue.exchange.texts import (
    LONGEST_TEXT,
    decoded,
    from_html,
    from_plain,
    one_line,
    question_text,
)
from portal.catalogue.numbers import read_number, read_range, tidy_range

_NAME: Final = re.compile(r"\s*::(?P<name>.*?)::", re.S)
_FORMAT: Final = re.compile(r"\s*\[(?P<format>html|markdown|plain|moodle)\]", re.I)
_OPEN, _CLOSE = re.compile(r"\{"), re.compile(r"\}")
_PART: Final = re.compile(r"([=~])")
_EXPLANATION: Final = re.compile(r"####")
_FEEDBACK: Final = re.compile(r"#")
_ARROW: Final = re.compile("->")
_WEIGHT: Final = re.compile(r"\s*%(?P<percent>-?[0-9.]+)%")
_TRUE: Final = re.compile(r"\s*(?P<value>T|TRUE|F|FALSE)\s*(?:#|$)", re.I)
_TAG: Final = re.compile(r"\[(?P<kind>id|tag):(?P<value>(?:\\.|[^\]\\])*)\]")
_POINTS: Final = re.compile(r"points=([0-9]{1,3})")
#: what a backslash may stand before; each is sealed as one sign until the text is taken apart
_SIGNS: Final = "~=#{}:>\\n"
_ESCAPED: Final = re.compile(r"\\([~=#{}:>\\n])")
_SEALS: Final = {0xE100 + place: "\n" if sign == "n" else sign for place, sign in enumerate(_SIGNS)}
_FILL: Final = "Điền vào chỗ trống"
_WORDS: Final = {True: "Đúng", False: "Sai"}


@dataclass(slots=True)
class _Block:
    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One `=` or `~` with its weight in percent (None: not given)."""

    is_right: bool
    weight: float | None
    text: str
    feedback: str


class NoCounterpart(ValueError):
    """The question cannot be asked here; the message says why."""


def read_gift(content: bytes) -> Outcome:
    outcome = Outcome()
    text = decoded(content)
    if text is None:
        outcome.leave_out("line 1", "the file is not UTF-8 text")
        return outcome
    sealed = _ESCAPED.sub(lambda match: chr(0xE100 + _SIGNS.index(match[1])), text)
    for block in _blocks(sealed):
        source = "\n".join(block.lines)
        if len(source) > LONGEST_TEXT:
            outcome.leave_out(f"line {block.line}", f"longer than {LONGEST_TEXT} characters")
            continue
        try:
            outcome.questions.append(_question(block, source))
        except NoCounterpart as error:
            outcome.leave_out(f"line {block.line}", f"{error}: {_title(source)}")
    return outcome


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block(1)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("//"):
            block.comments.append(line)
        elif line.strip():
            block.line = block.line if block.lines else number
            block.lines.append(line)
        elif block.lines:
            if not _is_category(block):
                yield block
            block = _Block(number)
    if block.lines and not _is_category(block):
        yield block


def _is_category(block: _Block) -> bool:
    return block.lines[0].lstrip().startswith("$CATEGORY")


def _title(source: str) -> str:
    match = _NAME.match(source)
    title = match["name"] if match else source
    return one_line(_plain(title))[:60]


def _question(block: _Block, source: str) -> Question:
    name = _NAME.match(source)
    rest = source[name.end() :] if name else source
    format_ = _FORMAT.match(rest)
    kind = format_["format"].lower() if format_ else "moodle"
    rest = rest[format_.end() :] if format_ else rest
    opened = _OPEN.search(rest)
    closed = _CLOSE.search(rest, opened.end()) if opened else None
    if not opened or not closed:
        raise NoCounterpart("a description, not a question")
    before, after = rest[: opened.start()], rest[closed.end() :]
    inside = rest[opened.end() : closed.start()]
    explanation = ""
    if parts := _EXPLANATION.search(inside):
        inside, explanation = inside[: parts.start()], _text(inside[parts.end() :], kind)
    tags = _tags(block.comments)
    question = _answered(before, inside.strip(), after, kind)
    identity = tags.get("id", [""])[0] or _plain(name["name"] if name else "") or question.text
    classes = [tag for tag in tags.get("tag", []) if not _POINTS.fullmatch(tag)]
    points = [int(match[1]) for tag in tags.get("tag", []) if (match := _POINTS.fullmatch(tag))]
    return Question(
        id=identity,
        type=question.type,
        text=question.text,
        options=question.options,
        answers=question.answers,
        points=min(max(points[0], 1), 100) if points else 1,
        classes=tuple(re.sub(r"[^\w-]+", "-", name) for name in classes if name.strip()),
        explanation=explanation,
    )


def _tags(comments: list[str]) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for comment in comments:
        for match in _TAG.finditer(comment):
            tags.setdefault(match["kind"], []).append(re.sub(r"\\(.)", r"\1", match["value"]))
    return tags


def _answered(before: str, inside: str, after: str, kind: str) -> Question:
    if after.strip():
        return _with_text_after(before, inside, after, kind)
    return _without_text_after(_text(before, kind), inside, kind)


def _without_text_after(text: str, inside: str, kind: str) -> Question:
    if match := _TRUE.match(inside):
        return _true_or_false(text, match["value"].upper().startswith("T"), inside, kind)
    if inside.startswith("#"):
        return Question("", "number", question_text(text), answers=_numbers(inside[1:]))
    answers = list(_answers(inside, kind))
    if not answers:
        raise NoCounterpart("an essay")
    if all(_ARROW.search(one) for one in _raw(inside)):
        return Question("", "matching", question_text(text), answers=_pairs(inside, kind))
    if all(one.is_right for one in answers):
        return Question("", "short", question_text(text), answers=_short(answers))
    return _choices(text, answers)


def _with_text_after(before: str, inside: str, after: str, kind: str) -> Question:
    """The missing-word form: a gap where only right answers are given, else a blank."""
    answers = [] if inside.startswith("#") else list(_answers(inside, kind))
    if kind == "markdown":
        text, rest = before.translate(_SEALS), after.translate(_SEALS)
    else:
        text, rest = _text(before, kind) + " ", " " + _text(after, kind)
    if answers and all(one.is_right for one in answers):
        accepted = tuple(re.sub(r"[{}|\n]", " ", one) for one in _short(answers))
        heading = "" if "\n" in text.strip() else f"{_FILL}\n\n"
        whole = f"{heading}{text}{{{{{'|'.join(accepted)}}}}}{rest}"
        return Question("", "gaps", question_text(whole, has_gaps=True), answers=(accepted,))
    return _without_text_after(f"{text.rstrip()} _____{rest}", inside, kind)


def _true_or_false(text: str, is_true: bool, inside: str, kind: str) -> Question:
    feedback = [_text(part, kind) for part in _FEEDBACK.split(inside)[1:]]
    wrong, right = [*feedback, "", ""][:2]
    options = tuple(
        Option(_WORDS[value], value == is_true, right if value == is_true else wrong)
        for value in (True, False)
    )
    return Question("", "one", question_text(text), options)


def _numbers(inside: str) -> tuple[str, ...]:
    parts = [part for part in re.split(r"=", inside) if part.strip()]
    ranges = tuple(_number(_FEEDBACK.split(part)[0]) for part in parts)
    if not ranges:
        raise NoCounterpart("a number question without a number")
    return ranges


def _number(part: str) -> str:
    """`10`, `10:2` (give or take) or `10..20`, in our spelling."""
    if (weight := _WEIGHT.match(part)) and float(weight["percent"].strip(".") or 0) < 100:
        raise NoCounterpart("a number that is worth a part only")
    bare = part[weight.end() :] if weight else part
    bare = re.sub(r"(?<=\d)\.(\d{3})(?!\d)", r".\g<1>0", bare)  # 1.234 is no thousand in GIFT
    middle, colon, width = bare.partition(":")
    written = f"{middle.strip()} ± {width.strip()}" if colon else bare.strip()
    if read_range(written) is None or (colon and read_number(width) is None):
        raise NoCounterpart(f"a number that cannot be read ({part.strip()[:20]})")
    return tidy_range(written)


def _pairs(inside: str, kind: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for raw in _raw(inside):
        left, right = (_line(part, kind) for part in _ARROW.split(raw, maxsplit=1))
        if not left or not right:
            raise NoCounterpart("a matching with a side left empty")
        pairs.append((left, right))
    if len({right.casefold() for _, right in pairs}) < 2:
        raise NoCounterpart("a matching with fewer than two right sides")
    return tuple(pairs)


def _short(answers: list[_Answer]) -> tuple[str, ...]:
    if any(one.weight is not None and one.weight < 100 for one in answers):
        raise NoCounterpart("a short answer that is worth a part only")
    return tuple(one.text for one in answers)


def _choices(text: str, answers: list[_Answer]) -> Question:
    right = [one.is_right or (one.weight or 0) > 0 for one in answers]
    if not any(right):
        raise NoCounterpart("no option is right")
    is_several = not any(one.is_right for one in answers)
    if not is_several and any((one.weight or 0) not in (0, 100) for one in answers):
        raise NoCounterpart("an option of a one-choice question is worth a part only")
    options = tuple(
        Option(one.text, is_right, one.feedback)
        for one, is_right in zip(answers, right, strict=True)
    )
    is_several = is_several or sum(right) > 1
    return Question("", "several" if is_several else "one", question_text(text), options)


def _raw(inside: str) -> list[str]:
    return _PART.split(inside)[2::2]


def _answers(inside: str, kind: str) -> Iterator[_Answer]:
    pieces = _PART.split(inside)
    if pieces[0].strip() and len(pieces) == 1:
        raise NoCounterpart("answers that begin with neither = nor ~")
    for sign, raw in zip(pieces[1::2], pieces[2::2], strict=True):
        weight = _WEIGHT.match(raw)
        body = raw[weight.end() :] if weight else raw
        said, *feedback = _FEEDBACK.split(body, maxsplit=1)
        text = _line(said, kind)
        if not text:
            raise NoCounterpart("an empty option")
        percent = read_number(weight["percent"]) if weight else None
        yield _Answer(
            is_right=sign == "=",
            weight=None if percent is None else float(percent),
            text=text,
            feedback=_text(feedback[0], kind) if feedback else "",
        )


def _plain(text: str) -> str:
    return text.translate(_SEALS).strip()


def _text(raw: str, kind: str) -> str:
    """One text as Markdown; of a format not said, tags are HTML and the rest is plain."""
    own = _FORMAT.match(raw)
    kind = own["format"].lower() if own else kind
    text = _plain(raw[own.end() :] if own else raw)
    if kind == "markdown":
        return text
    if kind == "html" or re.search(r"</?[a-z][^<>]*>", text, re.I):
        return from_html(text)[0]
    return from_plain(text)


def _line(raw: str, kind: str) -> str:
    return one_line(_text(raw, kind))
