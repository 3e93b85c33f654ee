"""GIFT as Moodle describes it: `::name:: [markdown]text {answers}`, a blank line between questions."""

import re
from dataclasses import replace
from typing import Final

from portal.catalogue.exchange.attachments import Pictures
from portal.catalogue.exchange.gift_syntax import (
    FEEDBACK,
    FORMAT,
    NAME,
    WEIGHT,
    Answer,
    Block,
    Texts,
    answers_of,
    blocks,
    plain,
    raw_answers,
    sealed,
    tags_of,
    title_of,
    unsealed,
)
from portal.catalogue.exchange.model import Option, Question
from portal.catalogue.exchange.outcome import NoCounterpart, Outcome
from portal.catalogue.exchange.texts import LONGEST_TEXT, decoded, question_text
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.numbers import read_number, read_range, tidy_range

_OPEN, _CLOSE = re.compile(r"\{"), re.compile(r"\}")
_EXPLANATION: Final = re.compile(r"####")
_ARROW: Final = re.compile("->")
_TRUE: Final = re.compile(r"\s*(?P<value>T|TRUE|F|FALSE)\s*(?:#|$)", re.I)
_POINTS: Final = re.compile(r"points=([0-9]{1,3})")
_FILL: Final = "Điền vào chỗ trống"
_WORDS: Final = {True: "Đúng", False: "Sai"}


def read_gift(content: bytes) -> Outcome:
    outcome = Outcome()
    text = decoded(content)
    if text is None:
        outcome.leave_out(_("line %(number)s", number=1), _("the file is not UTF-8 text"))
        return outcome
    pictures = Pictures()
    for block in blocks(sealed(text)):
        source, place = "\n".join(block.lines), _("line %(number)s", number=block.line)
        if len(source) > LONGEST_TEXT:
            limit = _("a text longer than %(limit)s characters", limit=LONGEST_TEXT)
            outcome.leave_out(place, limit)
            continue
        try:
            question = _question(block, source, pictures)
        except NoCounterpart as error:
            outcome.leave_out(place, error.said, title_of(source))
            continue
        attachments, told = pictures.take()
        outcome.keep(replace(question, attachments=attachments), place, name=title_of(source))
        outcome.remark(place, *told, name=title_of(source))
    return outcome


def _question(block: Block, source: str, pictures: Pictures) -> Question:
    name = NAME.match(source)
    rest = source[name.end() :] if name else source
    format_ = FORMAT.match(rest)
    texts = Texts(format_["format"].lower() if format_ else "moodle", pictures)
    rest = rest[format_.end() :] if format_ else rest
    opened = _OPEN.search(rest)
    closed = _CLOSE.search(rest, opened.end()) if opened else None
    if not opened or not closed:
        raise NoCounterpart(_("a description, not a question"))
    before, after = rest[: opened.start()], rest[closed.end() :]
    inside = rest[opened.end() : closed.start()]
    explanation = ""
    if parts := _EXPLANATION.search(inside):
        inside, explanation = inside[: parts.start()], texts.text(inside[parts.end() :])
    tags = tags_of(block.comments)
    question = _answered(before, inside.strip(), after, texts)
    identity = tags.get("id", [""])[0] or plain(name["name"] if name else "") or question.text
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


def _answered(before: str, inside: str, after: str, texts: Texts) -> Question:
    if after.strip():
        return _with_text_after(before, inside, after, texts)
    return _without_text_after(texts.text(before), inside, texts)


def _without_text_after(text: str, inside: str, texts: Texts) -> Question:
    if match := _TRUE.match(inside):
        return _true_or_false(text, match["value"].upper().startswith("T"), inside, texts)
    if inside.startswith("#"):
        return Question("", "number", question_text(text), answers=_numbers(inside[1:]))
    answers = list(answers_of(inside, texts))
    if not answers:
        raise NoCounterpart(_("an essay"))
    if all(_ARROW.search(one) for one in raw_answers(inside)):
        return Question("", "matching", question_text(text), answers=_pairs(inside, texts))
    if all(one.is_right for one in answers):
        return Question("", "short", question_text(text), answers=_short(answers))
    return _choices(text, answers)


def _with_text_after(before: str, inside: str, after: str, texts: Texts) -> Question:
    """The missing-word form: a gap where only right answers are given, else a blank."""
    answers = [] if inside.startswith("#") else list(answers_of(inside, texts))
    if texts.kind == "markdown":
        text, rest = unsealed(before), unsealed(after)
    else:
        text, rest = texts.text(before) + " ", " " + texts.text(after)
    if answers and all(one.is_right for one in answers):
        accepted = tuple(re.sub(r"[{}|\n]", " ", one) for one in _short(answers))
        heading = "" if "\n" in text.strip() else f"{_FILL}\n\n"
        whole = f"{heading}{text}{{{{{'|'.join(accepted)}}}}}{rest}"
        return Question("", "gaps", question_text(whole, has_gaps=True), answers=(accepted,))
    return _without_text_after(f"{text.rstrip()} _____{rest}", inside, texts)


def _true_or_false(text: str, is_true: bool, inside: str, texts: Texts) -> Question:
    feedback = [texts.text(part) for part in FEEDBACK.split(inside)[1:]]
    wrong, right = [*feedback, "", ""][:2]
    options = tuple(
        Option(_WORDS[value], value == is_true, right if value == is_true else wrong)
        for value in (True, False)
    )
    return Question("", "one", question_text(text), options)


def _numbers(inside: str) -> tuple[str, ...]:
    parts = [part for part in re.split(r"=", inside) if part.strip()]
    ranges = tuple(_number(FEEDBACK.split(part)[0]) for part in parts)
    if not ranges:
        raise NoCounterpart(_("a number question without a number"))
    return ranges


def _number(part: str) -> str:
    """`10`, `10:2` (give or take) or `10..20`, in our spelling."""
    if (weight := WEIGHT.match(part)) and float(weight["percent"].strip(".") or 0) < 100:
        raise NoCounterpart(_("a number that is worth a part only"))
    bare = part[weight.end() :] if weight else part
    bare = re.sub(r"(?<=\d)\.(\d{3})(?!\d)", r".\g<1>0", bare)  # 1.234 is no thousand in GIFT
    middle, colon, width = bare.partition(":")
    written = f"{middle.strip()} ± {width.strip()}" if colon else bare.strip()
    if read_range(written) is None or (colon and read_number(width) is None):
        raise NoCounterpart(_("a number that cannot be read"))
    return tidy_range(written)


def _pairs(inside: str, texts: Texts) -> tuple[tuple[str, str], ...]:
    pairs = []
    for raw in raw_answers(inside):
        left, right = (texts.line(part) for part in _ARROW.split(raw, maxsplit=1))
        if not left or not right:
            raise NoCounterpart(_("a matching with a side left empty"))
        pairs.append((left, right))
    if len({right.casefold() for _, right in pairs}) < 2:
        raise NoCounterpart(_("a matching with fewer than two right sides"))
    return tuple(pairs)


def _short(answers: list[Answer]) -> tuple[str, ...]:
    if any(one.weight is not None and one.weight < 100 for one in answers):
        raise NoCounterpart(_("a short answer that is worth a part only"))
    return tuple(one.text for one in answers)


def _choices(text: str, answers: list[Answer]) -> Question:
    right = [one.is_right or (one.weight or 0) > 0 for one in answers]
    is_several = not any(one.is_right for one in answers)
    if not is_several and any((one.weight or 0) not in (0, 100) for one in answers):
        raise NoCounterpart(_("an option of a one-choice question is worth a part only"))
    options = tuple(
        Option(one.text, is_right, one.feedback)
        for one, is_right in zip(answers, right, strict=True)
    )
    is_several = is_several or sum(right) > 1
    return Question("", "several" if is_several else "one", question_text(text), options)
