"""Reading `scheme.yaml`: every mistake found is said with its line, and nothing is ignored."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from portal.catalogue.front_matter import BadValue, Key
from portal.catalogue.problems import nearest
from portal.catalogue.schemas import SLUG, matching, text, whole

#: rules apply from a day of these years
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
_LARGEST_CHARACTERS: Final = 200_000
_DEEPEST: Final = 8


@dataclass(frozen=True)
class SchemeProblem:
    """One thing to mend. Lines count from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class SchemeReading:
    """What is being read: the problems so far, and where each code was written."""

    file: str
    problems: list[SchemeProblem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def add(self, line: int, message: str) -> None:
        self.problems.append(SchemeProblem(self.file, line, message))


def compose(
    reading: SchemeReading, written: str, largest: int = _LARGEST_CHARACTERS
) -> MappingNode | None:
    """The file's nodes with their lines. Anchors, tags and deep nesting have no use here."""
    try:
        _refuse_hostile(written, largest)
        root = yaml.compose(written, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reading.add(line, f"cannot be read as YAML: {error.problem}")
        return None
    except yaml.YAMLError:
        reading.add(1, "holds a character that YAML refuses")
        return None
    if not isinstance(root, MappingNode):
        reading.add(1, "must hold courses: and certifications:")
        return None
    return root


def read_mapping(reading: SchemeReading, node: Node, keys: Mapping[str, Key]) -> dict[str, Any]:
    """The values of a mapping by key; what is wrong with them is added to the reading."""
    values = {name: key.default for name, key in keys.items()}
    if not isinstance(node, MappingNode):
        reading.add(line_of(node), f"write keys and values: {', '.join(keys)}")
        return values
    seen = set[str]()
    for key_node, value_node in node.value:
        name = key_node.value if isinstance(key_node, ScalarNode) else "?"
        if name in seen:
            reading.add(line_of(key_node), f"the key {name} is given twice")
        elif name not in keys:
            reading.add(line_of(key_node), f"unknown key {name}{nearest(name, keys)}")
        else:
            values[name] = _value(reading, name, keys[name], value_node)
        seen.add(name)
    for name, key in keys.items():
        if key.required and name not in seen:
            reading.add(line_of(node), f"the key {name} is missing")
    return values


def items(node: Node | None) -> Iterator[tuple[int, Node]]:
    """The entries of a list, each with its line."""
    if isinstance(node, SequenceNode):
        yield from ((line_of(item), item) for item in node.value)


def _value(reading: SchemeReading, name: str, key: Key, node: Node) -> Any:
    try:
        return key.read(node)
    except BadValue as error:
        shown = repr(node.value) if isinstance(node, ScalarNode) else "this"
        reading.add(line_of(node), f"{name}: {shown} is not {error}")
        return key.default


def line_of(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _refuse_hostile(written: str, largest: int) -> None:
    if len(written) > largest:
        raise yaml.MarkedYAMLError(problem=f"longer than {largest} characters")
    depth = 0
    for event in yaml.parse(written, Loader=yaml.SafeLoader):
        opens = isinstance(event, yaml.CollectionStartEvent)
        depth += opens - isinstance(event, yaml.CollectionEndEvent)
        has_anchor = isinstance(event, yaml.NodeEvent) and event.anchor
        if depth > _DEEPEST or has_anchor or getattr(event, "tag", None):
            why = "no anchors, tags or deep nesting"
            raise yaml.MarkedYAMLError(problem=why, problem_mark=event.start_mark)  # type: ignore[arg-type]


def day(node: Node) -> date:
    try:
        found = date.fromisoformat(text(node))
    except ValueError as error:
        raise BadValue("a date such as 2026-01-31") from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadValue(f"a date from {FIRST_YEAR} to {LAST_YEAR}, such as 2026-01-31")
    return found


def two_languages(node: Node) -> dict[str, str]:
    wanted = "a text in both languages: {vi: …, en: …}"
    if not isinstance(node, MappingNode):
        raise BadValue(wanted)
    found = {key.value: text(value) for key, value in node.value if isinstance(key, ScalarNode)}
    if set(found) != {"vi", "en"}:
        raise BadValue(wanted)
    return found


def list_node(node: Node) -> SequenceNode:
    if not isinstance(node, SequenceNode) or not node.value:
        raise BadValue("a list with at least one entry")
    return node


def _items(node: Node) -> list[dict[str, str]]:
    return [two_languages(item) for item in list_node(node).value]


code: Final[Callable[[Node], str]] = matching(r"[A-Z][0-9]{1,3}", "a code such as C02 or P0")

SCHEME: Final[Mapping[str, Key]] = {
    "applies_from": Key(day, required=True),
    "course_renewal_window_days": Key(whole(0, 366), 60),
    "courses": Key(list_node, required=True),
    "signoffs": Key(list_node),
    "certifications": Key(list_node, required=True),
    "assessors": Key(list_node),
}
COURSE: Final[Mapping[str, Key]] = {
    "code": Key(code, "", required=True),
    "slug": Key(matching(SLUG.pattern, "a slug of a–z, 0–9 and hyphens"), "", required=True),
    "title": Key(two_languages, {}, required=True),
    "minutes": Key(whole(1, 6000), 0, required=True),
    "valid_months": Key(whole(1, 120), 0, required=True),
}
SIGNOFF: Final[Mapping[str, Key]] = {
    "code": Key(code, "", required=True),
    "title": Key(two_languages, {}, required=True),
    "minimum": Key(two_languages, {}, required=True),
    "items": Key(_items, [], required=True),
}
CERTIFICATION: Final[Mapping[str, Key]] = {
    "code": Key(code, "", required=True),
    "title": Key(two_languages, {}, required=True),
    "activity": Key(two_languages, {}, required=True),
    "requires": Key(list_node, required=True),
    "validity_months": Key(whole(1, 120), 0, required=True),
    "renewal_window_days": Key(whole(0, 366), 30),
    "refresh_grace_days": Key(whole(0, 366), 60),
}
