"""Facts with a sell-by date: what lessons teach, where it is from and when it must be looked at again."""

import calendar
import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from portal.catalogue.problems import Problem, Problems

FILE: Final = "facts.csv"
_COLUMN: Final = {"statement_en": "statement", "sources": "source"}
_NEEDED: Final = {"id", "statement", "source", "as_of", "review_months"}
_DATE: Final = re.compile(r"((?:19|20)[0-9]{2})(?:-(0[1-9]|1[0-2])(?:-([0-3][0-9]))?)?")


@dataclass(frozen=True, slots=True)
class Fact:
    """`as_of` as it is written ("2023-05", "CLDR 48"); `due_on` is None where that is no date."""

    id: str
    statement: str
    source: str
    as_of: str
    review_months: int
    due_on: date | None

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today

    @property
    def is_undated(self) -> bool:
        return self.due_on is None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "statement": self.statement,
            "source": self.source,
            "as_of": self.as_of,
            "review_months": self.review_months,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Fact":
        return cls(**row, due_on=due_on(row["as_of"], row["review_months"]))


def due_on(as_of: str, review_months: int) -> date | None:
    """The last day on which a fact counts as fresh. "2023" and "2023-05" mean to the end of that time."""
    match = _DATE.fullmatch(as_of.strip())
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 12), match[3]
    months = year * 12 + month - 1 + review_months
    due_year, due_month = divmod(months, 12)
    last = calendar.monthrange(due_year, due_month + 1)[1]
    return date(due_year, due_month + 1, min(int(day), last) if day and int(day) else last)


def read_facts(text: str, found: Problems) -> dict[str, Fact]:
    """Facts by id from the text of facts.csv; columns may stand in any order, others are left alone."""
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    columns = [_COLUMN.get(name or "", name or "") for name in reader.fieldnames or ()]
    if not set(columns) >= _NEEDED:
        found.append(Problem(FILE, 1, "facts_columns"))
        return {}
    reader.fieldnames = columns
    facts: dict[str, Fact] = {}
    for row in reader:
        identity, months = row["id"].strip(), row["review_months"].strip()
        if not re.fullmatch(r"[0-9]{1,3}", months):
            found.append(Problem(FILE, reader.line_num, "bad_months", {"value": months}))
            continue
        if identity in facts:
            found.append(Problem(FILE, reader.line_num, "same_fact", {"fact": identity}))
            continue
        facts[identity] = Fact(
            id=identity,
            statement=row["statement"].strip(),
            source=row["source"].strip(),
            as_of=row["as_of"].strip(),
            review_months=int(months),
            due_on=due_on(row["as_of"], int(months)),
        )
    return facts
