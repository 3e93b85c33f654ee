"""Questions in a spreadsheet (.xlsx): one a row, columns named in the first row."""

import io
import re
from collections.abc import Mapping
from typing import Final

from portal.catalogue.exchange.archives import BadArchive, read_parts
from portal.catalogue.exchange.model import Option, Question
from portal.catalogue.exchange.outcome import NoCounterpart, Outcome
from portal.catalogue.exchange.sheet_columns import LETTERS, TYPE_WORDS, places_of_columns
from portal.catalogue.exchange.texts import cleaned, one_line, question_text
from portal.catalogue.exchange.understood import NO_SUCH_OPTION, UnderstoodKey, several_marked
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.gaps import find_gaps
from portal.catalogue.numbers import read_range, tidy_range
from portal.catalogue.package import Passage, QuestionType
from portal.kernel.text import fold, tidy

MOST_ROWS: Final = 5_000


def read_xlsx(content: bytes) -> Outcome:
    """Each row of the first sheet under the row of names."""
    outcome = Outcome()
    try:
        read_parts(content)
        rows = _rows(content)
    except BadArchive as error:
        outcome.leave_out(_("the file"), error.said)
        return outcome
    except Exception:  # whatever openpyxl meets in a damaged workbook
        outcome.leave_out(_("the file"), _("it is damaged, or not a spreadsheet (.xlsx)"))
        return outcome
    columns = places_of_columns(rows[0]) if rows else {}
    if "text" not in columns:
        missing = _("there is no column 'Câu hỏi' or 'Question'; begin with the template")
        outcome.leave_out(_("row %(number)s", number=1), missing)
        return outcome
    for number, row in enumerate(rows[1:], start=2):
        values = {name: row[place] for name, place in columns.items() if place < len(row)}
        if not any(values.values()):
            continue
        place, name = _("row %(number)s", number=number), values.get("text", "")[:60]
        try:
            question = _question(values)
        except NoCounterpart as error:
            outcome.leave_out(place, error.said, name)
            continue
        outcome.keep(question, place, name=name, key=_doubt(question, values))
    if len(rows) > MOST_ROWS:
        place = _("row %(number)s", number=MOST_ROWS + 1)
        outcome.leave_out(place, _("this row and those below: too many rows"))
    return outcome


def _rows(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 (memory: formats.py)

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=40, values_only=True)
        return [[_cell(value) for value in row] for row in cells]
    finally:
        book.close()


def _cell(value: object) -> str:
    """A cell as text: 5.0 is 5, a formula is what is written."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return cleaned(str(value)).strip()


def _question(values: Mapping[str, str]) -> Question:
    text = values.get("text", "")
    if not text:
        raise NoCounterpart(_("there is no question in the row"))
    options = _said_options(values)
    type_ = _type(values, text, options)
    question = _answered(type_, text, options, values)
    return Question(
        id=values.get("id") or text,
        type=question.type,
        text=question_text(text, has_gaps=type_ == "gaps"),
        options=question.options,
        answers=question.answers,
        points=_points(values.get("points", "")),
        classes=tuple(re.sub(r"[^\w-]+", "-", one) for one in values.get("classes", "").split()),
        explanation=values.get("explanation", ""),
    )


def _type(values: Mapping[str, str], text: str, options: Mapping[str, str]) -> QuestionType:
    word = fold(values.get("type", ""))
    if word:
        if word not in TYPE_WORDS:
            raise NoCounterpart(_("there is no type %(type)s", type=values["type"][:40]))
        return TYPE_WORDS[word]
    if options:
        return "several" if len(_keys(values.get("key", ""))) > 1 else "one"
    return "gaps" if find_gaps(Passage("", 1, text)) else "short"


def _answered(
    type_: QuestionType, text: str, options: Mapping[str, str], values: Mapping[str, str]
) -> Question:
    if type_ in ("one", "several"):
        return Question("", type_, text, _options(options, values))
    if type_ == "matching":
        return Question("", type_, text, answers=_pairs(options))
    if type_ == "ordering":
        if len(options) < 2:
            raise NoCounterpart(_("an ordering needs two options or more, in the right order"))
        return Question("", type_, text, answers=tuple(options.values()))
    if type_ == "gaps":
        gaps = tuple(gap.answers for gap in find_gaps(Passage("", 1, text)))
        if not gaps or not all(gaps):
            raise NoCounterpart(_("gaps are written {{answer}} in the question"))
        return Question("", type_, text, answers=gaps)
    return Question("", type_, text, answers=_accepted(type_, values.get("key", "")))


def _pairs(options: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    pairs = tuple(tuple(map(str.strip, text.split("=>", 1))) for text in options.values())
    if any(len(pair) != 2 or not all(pair) for pair in pairs) or len({b for _, b in pairs}) < 2:
        raise NoCounterpart(_("a matching is written 'left => right' in two options or more"))
    return pairs


def _accepted(type_: QuestionType, key: str) -> tuple[str, ...]:
    accepted = tuple(tidy(one) for one in key.split("|") if one.strip())
    if not accepted:
        raise NoCounterpart(_("there is no answer"))
    if type_ == "short":
        return accepted
    if any(read_range(one) is None for one in accepted):
        raise NoCounterpart(_("%(answer)s is no number or range", answer=key[:40]))
    return tuple(map(tidy_range, accepted))


def _said_options(values: Mapping[str, str]) -> dict[str, str]:
    texts = {letter: values.get(f"option-{letter}", "") for letter in LETTERS}
    return {letter: one_line(text) for letter, text in texts.items() if text}


def _options(options: Mapping[str, str], values: Mapping[str, str]) -> tuple[Option, ...]:
    if len(options) < 2:
        raise NoCounterpart(_("has fewer than two options, or an empty one"))
    right = _keys(values.get("key", ""))
    return tuple(
        Option(text, letter in right, values.get(f"feedback-{letter}", ""))
        for letter, text in options.items()
    )


def _doubt(question: Question, values: Mapping[str, str]) -> UnderstoodKey | None:
    """A key that names what is not there, or several where one is asked for."""
    right, letters = _keys(values.get("key", "")), list(_said_options(values))
    if not question.options or not right:
        return None
    if not right <= set(letters):
        return NO_SUCH_OPTION
    marked = frozenset(letters.index(letter) for letter in right)
    return several_marked(marked) if question.type == "one" and len(right) > 1 else None


def _keys(key: str) -> set[str]:
    letters = [one for one in re.split(r"[\s,;&+]+", key.upper()) if one]
    if len(letters) == 1 and letters[0].isalpha() and letters[0].isascii():
        return set(letters[0])
    return set(letters)


def _points(text: str) -> int:
    if not text:
        return 1
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= 100:
        raise NoCounterpart(_("points must be a whole number from 1 to 100"))
    return int(text)
