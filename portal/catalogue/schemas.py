"""Which keys the front matter of each kind of file has, and what their values may be."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from portal.catalogue.front_matter import BadValue, Key
from portal.kernel.text import tidy

_NULL: Final = "tag:yaml.org,2002:null"
REVIEW_RULES: Final = ("submitted", "passed", "never")
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def text(node: Node) -> str:
    """Any single value as it is written: `title: 2025` and `title: No` stay what they say."""
    if not isinstance(node, ScalarNode) or node.tag == _NULL or not node.value.strip():
        raise BadValue("a text")
    return tidy(node.value)


def matching(pattern: str, wanted: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        value = text(node)
        if not re.fullmatch(pattern, value):
            raise BadValue(wanted)
        return value

    return read


def one_of(*words: str) -> Callable[[Node], str]:
    return matching("|".join(map(re.escape, words)), f"one of {', '.join(words)}")


def whole(least: int, most: int = 100_000) -> Callable[[Node], int]:
    def read(node: Node) -> int:
        value = node.value if isinstance(node, ScalarNode) else ""
        if not re.fullmatch(r"[0-9]{1,6}", value) or not least <= int(value) <= most:
            raise BadValue(f"a whole number from {least} to {most}")
        return int(value)

    return read


def share(node: Node) -> float:
    value = node.value if isinstance(node, ScalarNode) else ""
    if not re.fullmatch(r"[01](\.[0-9]{1,4})?", value) or not 0 < float(value) <= 1:
        raise BadValue("a share above 0 and at most 1, such as 0.8")
    return float(value)


def yes_or_no(node: Node) -> bool:
    value = node.value if isinstance(node, ScalarNode) else ""
    if value not in {"true", "false"}:
        raise BadValue("true or false")
    return bool(value == "true")


def listed(read: Callable[[Node], str], *, least: int = 0) -> Callable[[Node], tuple[str, ...]]:
    def read_list(node: Node) -> tuple[str, ...]:
        if not isinstance(node, SequenceNode) or len(node.value) < least:
            raise BadValue("a list, such as [a, b]")
        values = tuple(read(item) for item in node.value)
        if len(set(values)) < len(values):
            raise BadValue("a list without repetition")
        return values

    return read_list


def draw(node: Node) -> int | dict[str, int]:
    if not isinstance(node, MappingNode):
        try:
            return whole(1)(node)
        except BadValue as error:
            raise BadValue("a number of questions, or {default: 8, class: 4}") from error
    counts = {text(key): whole(0)(value) for key, value in node.value}
    if not sum(counts.values()) or len(counts) < len(node.value):
        raise BadValue("a number above 0 for each class, such as {default: 8, kho: 4}")
    return counts


_slug = matching(SLUG.pattern, "a slug of a–z, 0–9 and hyphens")

COURSE: Final[Mapping[str, Key]] = {
    "title": Key(text, "", required=True),
    "summary": Key(text, "", required=True),
    "level": Key(one_of("nền tảng", "chuyên đề", "quản lý"), "", required=True),
    "minutes": Key(whole(1, 6000), 0, required=True),
    "valid_months": Key(whole(1, 120), 0, required=True),
    "prerequisites": Key(listed(_slug), ()),
    "digcomp": Key(listed(matching(r"[1-5]\.[1-6]", "a DigComp competence such as 4.1")), ()),
    "authors": Key(listed(text), ()),
    "licence": Key(text, "", required=True),
}
MODULE: Final[Mapping[str, Key]] = {
    "title": Key(text, "", required=True),
    "objectives": Key(listed(text, least=1), (), required=True),
    "id": Key(_slug),
}
LESSON: Final[Mapping[str, Key]] = {
    "title": Key(text, "", required=True),
    "minutes": Key(whole(1, 600), 0, required=True),
    "facts": Key(listed(matching(r"[A-Z][A-Z0-9]{1,9}", "a fact's id such as F01")), ()),
    "kind": Key(one_of("lesson", "scenario"), "lesson"),
    "id": Key(_slug),
}
QUIZ: Final[Mapping[str, Key]] = {
    "title": Key(text, "", required=True),
    "pass_mark": Key(share, 0.8, required=True),
    "attempts": Key(whole(1, 100)),
    "cooldown_hours": Key(whole(0, 24 * 365), 0),
    "draw": Key(draw),
    "time_limit_minutes": Key(whole(1, 600)),
    "shuffle": Key(yes_or_no, default=False),
    "review": Key(one_of(*REVIEW_RULES), "passed"),
}
MODULE_QUIZ: Final[Mapping[str, Key]] = {
    **QUIZ,
    "pass_mark": Key(share, 0.8),
    "kind": Key(one_of("practice", "certifying"), "practice"),
}
#: what only a quiz that one can fail has
NOT_IN_PRACTICE: Final = ("attempts", "cooldown_hours", "time_limit_minutes", "review")
_TRANSLATED: Final = frozenset({"title", "summary", "objectives"})


def of_translation(keys: Mapping[str, Key]) -> dict[str, Key]:
    """A translation needs only the texts; what else it repeats must equal the original."""
    return {
        name: Key(key.read, key.default, required=key.required and name in _TRANSLATED)
        for name, key in keys.items()
    }


def repeated(values: Mapping[str, Any]) -> set[str]:
    """Keys that a translation may repeat but not change."""
    return set(values) - _TRANSLATED
