"""Exams as Vietnamese trainers write them in Word: `Câu 1.`, `A.` … `D.`, and a key in one of many ways."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from portal.catalogue.exchange.archives import BadArchive
from portal.catalogue.exchange.model import Option, Question
from portal.catalogue.exchange.outcome import Outcome
from portal.catalogue.exchange.texts import cleaned, one_line, question_text
from portal.catalogue.exchange.understood import UnderstoodKey
from portal.catalogue.exchange.word_document import Line, Table, read_document
from portal.catalogue.exchange.word_drawings import PICTURE_SIGN, ShownPictures
from portal.catalogue.exchange.word_keys import (
    KeyTable,
    WrittenOption,
    asks_for_several,
    begins_table,
    find_key,
    is_table_line,
    key_line,
    read_entries,
    read_key_table,
)
from portal.catalogue.exchange.word_looks import Look
from portal.catalogue.exchange.word_options import append, split_options
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _

_ASKS: Final = re.compile(
    r"^\s{0,9}(?:câu(?:\s{0,9}hỏi)?|bài|question|q)\s{0,9}(?:số\s{0,9})?(?P<number>\d{1,3})\s{0,9}(?:\((?P<note>[^)]{1,30})\)\s{0,9})?"
    r"(?:[.:)/\-–]+\s{0,9}|\s{1,9}|$)(?P<text>.*)$",
    re.I | re.S,
)
_NUMBERED: Final = re.compile(r"^\s{0,9}(?P<number>\d{1,3})\s{0,9}[.):]\s{0,9}(?P<text>.*)$", re.S)
_EXPLAINS: Final = re.compile(
    r"^\s{0,9}(?:giải\s{0,9}thích|lời\s{0,9}giải|hướng\s{0,9}dẫn(?:\s{0,9}giải)?|explanation)\s{0,9}[:.\-–]\s{0,9}(?P<text>.*)$",
    re.I | re.S,
)


@dataclass(slots=True)
class _Asked:
    """A question being gathered."""

    number: int
    text: list[str] = field(default_factory=list)
    options: list[WrittenOption] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)
    has_formula: bool = False


class _Reader:
    """Goes through the lines once; each belongs to a question, an option, a key or the key table."""

    def __init__(self, outcome: Outcome, *, has_words: bool) -> None:
        self.outcome, self.has_words = outcome, has_words
        self.asked: list[_Asked] = []
        self.table = KeyTable()
        self.in_table = False

    def take_table(self, block: Table) -> None:
        if read_key_table(block, self.table):
            return
        for row in block.rows:
            for cell in row:
                for line in cell:
                    self.take(line)

    def take(self, line: Line) -> None:
        if line.label:
            line = _labelled(self._relettered(line))
        text = line.text.strip()
        if not text or self._table(text):
            return
        if question := self._question(line):
            self.asked.append(question)
        elif self.asked:
            self.asked[-1].has_formula |= line.has_formula
            self._belonging(line)

    def _relettered(self, line: Line) -> Line:
        """Automatic letters that go on from question to question (E., F., …) begin again at A."""
        if not self.asked or not re.fullmatch(r"[A-Za-z][.):]", line.label):
            return line
        options = self.asked[-1].options
        letter = chr(ord(options[-1].letter) + 1) if options else "A"
        return replace(line, label=letter + line.label[1])

    def _table(self, text: str) -> bool:
        """Whether a line is the key table's."""
        if begins_table(text) and (not self._waits() or is_table_line(text.split(":", 1)[-1])):
            self.in_table = True
        elif not (is_table_line(text) or (self.in_table and _is_entry(text))):
            self.in_table = self.in_table and not _ASKS.match(text)
            return self.in_table
        read_entries(text, self.table)
        return True

    def _waits(self) -> bool:
        """A question without options yet: `Đáp án` would be its own."""
        return bool(self.asked) and not self.asked[-1].options

    def _question(self, line: Line) -> _Asked | None:
        match = _ASKS.match(line.text)
        if match is None and not self.has_words:
            match = _NUMBERED.match(line.text)
        if match is None:
            return None
        number = int(match["number"])
        question = _Asked(number, has_formula=line.has_formula)
        rest = line.part(match.start("text"))
        before, options = split_options(rest, None)
        question.text = [before.text.strip()] if before.text.strip() else []
        question.options += options
        return question

    def _belonging(self, line: Line) -> None:
        question = self.asked[-1]
        if found := key_line(line.text):
            question.said.append(found[0])
            if match := _EXPLAINS.match(found[1]):
                question.explanation.append(match["text"].strip())
        elif match := _EXPLAINS.match(line.text):
            question.explanation.append(match["text"].strip())
        elif question.explanation:
            question.explanation.append(line.text.strip())
        else:
            self._options_or_text(question, line)

    def _options_or_text(self, question: _Asked, line: Line) -> None:
        last = question.options[-1].letter if question.options else None
        before, options = split_options(line, last)
        if before.text.strip():
            if question.options:
                append(question.options[-1].text, before)
            else:
                question.text.append(before.text.strip())
        question.options += options


def read_docx(content: bytes) -> Outcome:
    """Every question with two options or more; one whose key is doubtful has none of them marked as right."""
    outcome = Outcome()
    try:
        document = read_document(content)
    except BadArchive as error:
        outcome.leave_out(_("the file"), error.said)
        return outcome
    lines = [block for block in document.blocks if isinstance(block, Line)]
    has_words = any(_ASKS.match(_labelled(line).text) for line in lines)
    reader = _Reader(outcome, has_words=has_words)
    for block in document.blocks:
        if isinstance(block, Table):
            reader.take_table(block)
        else:
            reader.take(block)
    if not reader.asked:
        why = _("no question is found: they begin with 'Câu 1.' or '1.'")
        outcome.leave_out(_("the file"), why)
    shown = ShownPictures(document.pictures)
    for asked in reader.asked:
        _finish(asked, reader.table, outcome, shown)
    return outcome


def _finish(asked: _Asked, table: KeyTable, outcome: Outcome, shown: ShownPictures) -> None:
    text = cleaned("\n\n".join(asked.text))
    name = one_line(PICTURE_SIGN.sub("", text))[:50]
    # as the document says it, in whatever language the page is
    place = Said("Câu %(number)s", {"number": asked.number})
    if name:
        place = Said("Câu %(number)s (%(name)s)", {"number": asked.number, "name": name})
    empty = [option for option in asked.options if not option.text.text.strip()]
    if not text:
        outcome.leave_out(place, _("has no text"))
    elif len(asked.options) < 2 or empty:
        outcome.leave_out(place, _("has fewer than two options, or an empty one"))
    else:
        key = find_key(text, asked.options, asked.said, table.by_number.get(asked.number, set()))
        question = _question(asked, text, key, shown)
        attachments, told = shown.pictures.take()
        outcome.keep(replace(question, attachments=attachments), place, key=key)
        if asked.has_formula:
            told = (*told, _("holds a formula, taken over as plain text; look whether it is right"))
        outcome.remark(place, *told)


def _question(asked: _Asked, text: str, key: UnderstoodKey, shown: ShownPictures) -> Question:
    stem = f"cau-{asked.number}"
    is_several = asks_for_several(text) or len(key.right) > 1
    markdown = question_text(shown.markdown(text, stem))
    options = tuple(
        Option(one_line(shown.markdown(cleaned(one.text.text), stem)), at in key.right)
        for at, one in enumerate(asked.options)
    )
    return Question(
        id=stem,
        type="several" if is_several else "one",
        text=markdown,
        options=options,
        explanation=shown.markdown(cleaned("\n\n".join(asked.explanation)), stem),
    )


def _labelled(line: Line) -> Line:
    """With what automatic numbering shows before it, in the look of nothing."""
    if not line.label:
        return line
    shown = Line(has_formula=line.has_formula)
    shown.add(f"{line.label} ", Look())
    shown.text += line.text
    shown.looks += line.looks
    return shown


def _is_entry(text: str) -> bool:
    table = KeyTable()
    read_entries(text, table)
    return bool(table.by_number) and len(text) < 200 and not re.search(r"\w{4,}", text)
