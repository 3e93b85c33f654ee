"""From the text of `scheme.yaml` to rules that may be stored: complete, known to each other, no circles."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from portal.catalogue.problems import nearest
from portal.certification.scheme_file import (
    CERTIFICATION,
    COURSE,
    SCHEME,
    SIGNOFF,
    SchemeProblem,
    SchemeReading,
    compose,
    items,
    read_mapping,
)


@dataclass(frozen=True)
class SchemeRead:
    """Rules as they are stored, and the day they were written for."""

    applies_from: date
    rules: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the rules in canonical form; the day is not part of them."""
        canonical = json.dumps(
            self.rules, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


def read_scheme(file: str, written: str) -> tuple[SchemeRead | None, tuple[SchemeProblem, ...]]:
    """The rules in a text; None and all problems, in order of lines, where there are any."""
    reading = SchemeReading(file)
    root = compose(reading, written)
    scheme = _scheme(reading, root) if root else None
    problems = tuple(sorted(reading.problems, key=lambda problem: problem.line))
    return (None if problems else scheme), problems


def _scheme(reading: SchemeReading, root: MappingNode) -> SchemeRead:
    values = read_mapping(reading, root, SCHEME)
    courses = coded(reading, values["courses"], COURSE)
    _refuse_same_slugs(reading, courses)
    signoffs = coded(reading, values["signoffs"], SIGNOFF)
    certifications = coded(reading, values["certifications"], CERTIFICATION)
    known = {one["code"] for one in (*courses, *signoffs, *certifications)}
    for certification in certifications:
        entries = items(certification["requires"])
        certification["requires"] = [
            requirement(reading, node, line, known) for line, node in entries
        ]
    refuse_circles(reading, certifications)
    assessors = _assessors(reading, values["assessors"], {one["code"] for one in certifications})
    rules = {
        "course_renewal_window_days": values["course_renewal_window_days"],
        "courses": courses,
        "certifications": certifications,
        # rules without any are written, and hashed, as they were before there were sign-offs
        **({"signoffs": signoffs} if signoffs else {}),
        **({"assessors": assessors} if assessors else {}),
    }
    return SchemeRead(values["applies_from"], rules)


def _assessors(reading: SchemeReading, node: Node | None, permits: set[str]) -> list[str]:
    """Codes of the permits whose holders sign off practice."""
    found = []
    for line, item in items(node):
        code = str(item.value)
        if code not in permits:
            reading.add(line, f"unknown certification {code}{nearest(code, sorted(permits))}")
        found.append(code)
    return found


def coded(
    reading: SchemeReading, node: Node | None, keys: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Entries of a list that are known by their code."""
    found = []
    for line, item in items(node):
        values = read_mapping(reading, item, keys)
        code = values["code"]
        if code in reading.lines:
            reading.add(line, f"the code {code} is taken by line {reading.lines[code]}")
        elif code:
            reading.lines[code] = line
        found.append(values)
    return found


def _refuse_same_slugs(reading: SchemeReading, courses: list[dict[str, Any]]) -> None:
    seen: dict[str, str] = {}
    for course in courses:
        slug, code = course["slug"], course["code"]
        if slug and seen.setdefault(slug, code) != code:
            reading.add(reading.lines.get(code, 1), f"the slug {slug} is taken by {seen[slug]}")


def requirement(reading: SchemeReading, node: Node, line: int, known: set[str]) -> Any:
    """A code, or {"one_of": [codes]}."""
    if isinstance(node, ScalarNode):
        code = str(node.value)
        if code not in known:
            hint = nearest(code, sorted(known))
            reading.add(line, f"unknown course, sign-off or certification {code}{hint}")
        return code
    pairs = node.value if isinstance(node, MappingNode) else []
    options = [option for _key, value in pairs for option in items(value)]
    is_one_of = len(pairs) == 1 and pairs[0][0].value == "one_of"
    if not is_one_of or len(options) < 2:
        reading.add(line, "a requirement is a code, or one_of: with a list of at least two")
        return {"one_of": []}
    return {"one_of": [requirement(reading, option, place, known) for place, option in options]}


def refuse_circles(reading: SchemeReading, certifications: list[dict[str, Any]]) -> None:
    for code in asking_for_themselves(certifications):
        message = f"{code} asks for itself: its requirements lead back to it"
        reading.add(reading.lines.get(code, 1), message)


def asking_for_themselves(certifications: list[dict[str, Any]]) -> list[str]:
    """Codes of the permits whose requirements lead back to them."""
    asks = {one["code"]: set(_codes(one["requires"])) for one in certifications}
    found = []
    for code in asks:
        reached, waiting = set[str](), set(asks[code])
        while waiting:
            reached |= waiting
            waiting = {after for one in waiting for after in asks.get(one, ())} - reached
        if code in reached:
            found.append(code)
    return found


def _codes(requires: list[Any]) -> list[str]:
    codes: list[str] = []
    for written in requires:
        codes += [written] if isinstance(written, str) else _codes(written["one_of"])
    return codes
