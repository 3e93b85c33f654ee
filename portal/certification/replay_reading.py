"""Reading a scheme and a history of dated facts from one JSON file; what is wrong is said with its line.

The file's shape and the kinds of facts are in docs/certification.md. Titles, minutes and slugs may be left out;
lists for practice (S1, S2 …) need not be declared.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from portal.catalogue.front_matter import BadValue, Key
from portal.catalogue.problems import nearest
from portal.catalogue.schemas import text, whole
from portal.certification.facts import (
    CompletionFact,
    ExtensionFact,
    Fact,
    HoldFact,
    HoldKind,
    RefreshFact,
    RevisionFact,
    SignOffFact,
    WaiverFact,
    WithdrawalFact,
)
from portal.certification.scheme import Scheme, scheme_from
from portal.certification.scheme_file import (
    SchemeProblem,
    SchemeReading,
    compose,
    day,
    items,
    line_of,
    list_node,
    read_mapping,
)
from portal.certification.scheme_reading import coded, refuse_circles, requirement

_LARGEST_CHARACTERS: Final = 5_000_000


@dataclass(frozen=True)
class Replay:
    """What a file tells: the rules, the facts in its order, and the days it asks for."""

    scheme: Scheme
    facts: tuple[Fact, ...]
    #: each fact as the file has it, by the fact's id
    written: Mapping[str, Mapping[str, Any]]
    asked: tuple[date, ...]


def read_replay(file: str, written: str) -> tuple[Replay | None, tuple[SchemeProblem, ...]]:
    """The file's content; None and all problems, in order of lines, where there are any."""
    reading = SchemeReading(file)
    try:
        told = json.loads(written)
    except json.JSONDecodeError as error:
        return None, (SchemeProblem(file, error.lineno, f"is not JSON: {error.msg}"),)
    except RecursionError:
        return None, (SchemeProblem(file, 1, "is nested too deeply"),)
    # JSON is read as YAML for its lines; a tab can only stand between its parts
    root = compose(reading, written.replace("\t", " "), _LARGEST_CHARACTERS)
    replay = _replay(reading, root, told) if root else None
    problems = tuple(sorted(reading.problems, key=lambda problem: problem.line))
    return (None if problems else replay), problems


def _replay(reading: SchemeReading, root: MappingNode, told: Mapping[str, Any]) -> Replay | None:
    values = read_mapping(reading, root, _FILE)
    rules = _rules(reading, values["scheme"]) if values["scheme"] else {}
    asked = tuple(
        found for line, node in items(values["ask"]) if (found := _read_day(reading, line, node))
    )
    written = list(items(values["facts"]))
    facts = [
        _fact(reading, f"{place:06d}", node, rules) for place, (_line, node) in enumerate(written)
    ]
    facts = [
        _naming_its_completion(reading, line, fact, facts)
        for (line, _node), fact in zip(written, facts, strict=True)
    ]
    if reading.problems:
        return None
    verbatim = {f"{place:06d}": fact for place, fact in enumerate(told["facts"])}
    return Replay(scheme_from(rules), tuple(filter(None, facts)), verbatim, asked)


def _rules(reading: SchemeReading, node: Node) -> dict[str, Any]:
    values = read_mapping(reading, node, _SCHEME)
    courses = coded(reading, values["courses"], _COURSE)
    certifications = coded(reading, values["certifications"], _CERTIFICATION)
    known = {one["code"] for one in (*courses, *certifications)}
    lists = {code: _named(code) for code in _lists(values["certifications"]) if code not in known}
    for one in coded(reading, values["signoffs"], _SIGNOFF):
        lists[one["code"]] = _named(one["code"])
    for one in certifications:
        one["requires"] = [
            requirement(reading, node, line, known | lists.keys())
            for line, node in items(one["requires"])
        ]
        one["title"] = one["activity"] = _title(one["code"])
    refuse_circles(reading, certifications)
    # a course is known by its code: what a file calls its slug only adds a name
    courses = [
        {**course, "title": _title(course["code"]), "slug": course["code"]} for course in courses
    ]
    return {
        "course_renewal_window_days": values["course_renewal_window_days"],
        "courses": courses,
        "certifications": certifications,
        "signoffs": list(lists.values()),
    }


def _lists(node: Node | None) -> set[str]:
    """Codes under `requires` that read as lists for practice."""
    if isinstance(node, ScalarNode):
        return {node.value} if re.fullmatch(r"S[0-9]{1,3}", node.value) else set()
    if isinstance(node, SequenceNode):
        return set().union(*map(_lists, node.value))
    if isinstance(node, MappingNode):
        return set().union(*(_lists(value) for _key, value in node.value))
    return set()


def _fact(
    reading: SchemeReading, fact_id: str, node: Node, rules: Mapping[str, Any]
) -> Fact | None:
    kind = next(
        (value.value for key, value in getattr(node, "value", ()) if key.value == "kind"), ""
    )
    keys = _KINDS.get(kind) if isinstance(kind, str) else None
    if keys is None:
        hint = nearest(str(kind), sorted(_KINDS))
        reading.add(line_of(node), f"unknown kind of fact {kind!r}{hint}")
        return None
    before = len(reading.problems)
    values = read_mapping(reading, node, {"on": Key(day, required=True), "kind": Key(text), **keys})
    for name, pool in (("course", "courses"), ("certification", "certifications")):
        known = [one["code"] for one in rules.get(pool, ())]
        if values.get(name) and values[name] not in known:
            hint = nearest(values[name], sorted(known))
            reading.add(line_of(node), f"unknown {name} {values[name]}{hint}")
    for name in ("until", "refresh_by"):
        if values.get(name) and values["on"] and values[name] < values["on"]:
            reading.add(line_of(node), f"{name} {values[name]} lies before the day of the fact")
    for name in ("learnt_on", "completed_on"):
        if values.get(name) and values["on"] and values[name] > values["on"]:
            reading.add(line_of(node), f"{name} {values[name]} lies after the day of the fact")
    return _made(kind, fact_id, values) if len(reading.problems) == before else None


def _naming_its_completion(
    reading: SchemeReading, line: int, fact: Fact | None, told: list[Fact | None]
) -> Fact | None:
    """A withdrawal names the completion by its day: it gets its id."""
    if not isinstance(fact, WithdrawalFact):
        return fact
    for one in told:
        if isinstance(one, CompletionFact) and (one.course, str(one.on)) == (
            fact.course,
            fact.completion,
        ):
            return replace(fact, completion=one.id)
    reading.add(line, f"{fact.course} was not completed on {fact.completion}")
    return None


def _made(kind: str, fact_id: str, values: Mapping[str, Any]) -> Fact:
    on = values["on"]
    match kind:
        case "completed" | "equivalent":
            learnt_on = values.get("learnt_on")
            return CompletionFact(fact_id, values["course"], on, kind == "equivalent", learnt_on)
        case "withdrawn":
            return WithdrawalFact(fact_id, values["course"], on, str(values["completed_on"]))
        case "signed_off" | "signed_off_failed":
            return SignOffFact(fact_id, values["list"], on, kind == "signed_off")
        case "extended":
            return ExtensionFact(
                fact_id, values["certification"], on, values["until"], values["decision"]
            )
        case "waived":
            return WaiverFact(fact_id, values["certification"], values["requirement"], on)
        case "revised":
            return RevisionFact(fact_id, values["course"], on, values["refresh_by"])
        case "refreshed":
            return RefreshFact(fact_id, values["course"], on)
    return HoldFact(fact_id, values["certification"], on, HoldKind(kind), values["reason"])


def _read_day(reading: SchemeReading, line: int, node: Node) -> date | None:
    try:
        return day(node)
    except BadValue as error:
        reading.add(line, f"ask: this is not {error}")
        return None


def _title(code: str) -> dict[str, str]:
    return {"vi": code, "en": code}


def _named(code: str) -> dict[str, Any]:
    return {"code": code, "title": _title(code), "minimum": _title(code), "items": ()}


def _any(node: Node) -> Node:
    return node


def _list(node: Node) -> SequenceNode:
    if not isinstance(node, SequenceNode):
        raise BadValue("a list")
    return node


def _one(read: Callable[[Node], Any] = text) -> Key:
    return Key(read, "", required=True)


_IGNORED: Final = {"title": Key(_any), "activity": Key(_any), "slug": Key(text)}
_FILE: Final[Mapping[str, Key]] = {
    "scheme": Key(_any, required=True),
    "facts": Key(_list, required=True),
    "ask": Key(list_node, required=True),
}
_SCHEME: Final[Mapping[str, Key]] = {
    "applies_from": Key(day),
    "course_renewal_window_days": Key(whole(0, 366), 60),
    "courses": Key(_list),
    "certifications": Key(list_node, required=True),
    "signoffs": Key(_list),
}
_COURSE: Final[Mapping[str, Key]] = {
    "code": _one(),
    "valid_months": Key(whole(1, 120), 0, required=True),
    "minutes": Key(whole(1, 6000), 60),
    "title": Key(_any),
    "slug": Key(text),
}
_CERTIFICATION: Final[Mapping[str, Key]] = {
    "code": _one(),
    "requires": Key(list_node, required=True),
    "validity_months": Key(whole(1, 120), 0, required=True),
    "renewal_window_days": Key(whole(0, 366), 30),
    "refresh_grace_days": Key(whole(0, 366), 60),
    "title": Key(_any),
    "activity": Key(_any),
}
_SIGNOFF: Final[Mapping[str, Key]] = {
    "code": _one(),
    "title": Key(_any),
    "minimum": Key(_any),
    "items": Key(_any),
}
_HELD: Final[Mapping[str, Key]] = {"certification": _one(), "reason": _one()}
_KINDS: Final[Mapping[str, Mapping[str, Key]]] = {
    "completed": {"course": _one(), "learnt_on": Key(day)},
    "withdrawn": {"course": _one(), "completed_on": Key(day, required=True)},
    "equivalent": {"course": _one(), "proof": _one()},
    "signed_off": {"list": _one()},
    "signed_off_failed": {"list": _one()},
    "suspended": _HELD,
    "revoked": _HELD,
    "reinstated": {"certification": _one(), "reason": Key(text, "")},
    "extended": {
        "certification": _one(),
        "until": Key(day, required=True),
        "decision": Key(text, ""),
    },
    "waived": {"certification": _one(), "requirement": _one(), "reason": Key(text, "")},
    "revised": {"course": _one(), "refresh_by": Key(day, required=True)},
    "refreshed": {"course": _one()},
}
