"""Front matter: YAML between two lines of ---, read with line numbers and nothing ignored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from portal.catalogue.package import Passage
from portal.catalogue.problems import Problem, Problems, nearest

FENCE: Final = "---"
_DEEPEST: Final = 4


class BadValue(ValueError):
    """A value of the wrong kind; the message says what was wanted ("a whole number")."""


class _Hostile(yaml.MarkedYAMLError):
    """YAML that has no use here; the composer would recurse or multiply over it."""

    def __init__(self, line: int) -> None:
        mark = yaml.Mark("", 0, line, 0, None, 0)
        super().__init__(problem="no anchors, tags or deep nesting", problem_mark=mark)


@dataclass(frozen=True, slots=True)
class Key:
    """How one key is read. `default` stands in where the key is absent or its value is bad."""

    read: Callable[[Node], Any]
    default: Any = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Values by key (defaults filled in) and the line of each key that was written."""

    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def line(self, key: str) -> int:
        return self.lines.get(key, 1)


def read_front_matter(
    path: str, text: str, keys: Mapping[str, Key], found: Problems
) -> tuple[FrontMatter, Passage]:
    """The front matter and the text after it; what is wrong is added to `found`."""
    written, body = _split(path, text, found)
    values: dict[str, Any] = {name: key.default for name, key in keys.items()}
    lines: dict[str, int] = {}
    for name, line, node in _pairs(path, written, found):
        if name in lines:
            found.append(Problem(path, line, "repeated_key", {"key": name}))
        elif name not in keys:
            found.append(
                Problem(path, line, "unknown_key", {"key": name, "hint": nearest(name, keys)})
            )
        else:
            lines[name] = line
            values[name] = _value(path, name, keys[name], node, found)
    if written is not None:
        for name, key in keys.items():
            if key.required and name not in lines:
                found.append(Problem(path, 1, "missing_key", {"key": name}))
    return FrontMatter(values, lines), body


def _split(path: str, text: str, found: Problems) -> tuple[str | None, Passage]:
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        found.append(Problem(path, 1, "no_front_matter"))
        return None, Passage(path, 1, text)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            rest = "\n".join(lines[number + 1 :])
            return "\n".join(lines[1:number]), Passage(path, number + 2, rest)
    found.append(Problem(path, 1, "front_matter_open"))
    return None, Passage(path, 1, "")


def _pairs(path: str, written: str | None, found: Problems) -> list[tuple[str, int, Node]]:
    if written is None:
        return []
    try:
        _refuse_hostile(written)
        root = yaml.compose(written, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        found.append(
            Problem(path, line, "front_matter_broken", {"why": error.problem or "not YAML"})
        )
        return []
    except yaml.YAMLError:
        found.append(
            Problem(path, 1, "front_matter_broken", {"why": "it holds a character YAML refuses"})
        )
        return []
    if root is None:
        return []
    if not isinstance(root, MappingNode):
        found.append(
            Problem(path, 2, "front_matter_broken", {"why": "write one key: value a line"})
        )
        return []
    return [
        (str(key.value) if isinstance(key, ScalarNode) else "?", key.start_mark.line + 2, value)
        for key, value in root.value
    ]


def _refuse_hostile(written: str) -> None:
    depth = 0
    for event in yaml.parse(written, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
            event, yaml.CollectionEndEvent
        )
        has_anchor = isinstance(event, yaml.NodeEvent) and event.anchor
        has_tag = getattr(event, "tag", None)
        if depth > _DEEPEST or has_anchor or has_tag:
            raise _Hostile(event.start_mark.line if event.start_mark else 0)


def _value(path: str, name: str, key: Key, node: Node, found: Problems) -> Any:
    try:
        return key.read(node)
    except BadValue as error:
        shown = node.value if isinstance(node, ScalarNode) else "this"
        values = {"key": name, "value": shown, "wanted": str(error)}
        found.append(Problem(path, node.start_mark.line + 2, "bad_value", values))
        return key.default
