"""Scenario lessons: each `## Heading {#scene}` is a scene, links to `#scene` are the choices.

A scene with `.good` or `.bad` ends the conversation. The first scene begins it; what stands before is read first.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from portal.catalogue.fences import fenced_lines
from portal.catalogue.package import Passage
from portal.catalogue.problems import Problem, Problems
from portal.kernel.text import slugify

ENDINGS: Final = ("good", "bad")
_HEADING: Final = re.compile(r"^##(?!#)\s*(?P<text>.*?)\s*(?:\{(?P<marks>[^{}]*)\})?\s*#*$")
_ID: Final = re.compile(r"#(\S+)")
_CLASS: Final = re.compile(r"\.([\w-]+)")
_CHOICE: Final = re.compile(r"\]\(#([^)\s]+)")


@dataclass(frozen=True, slots=True)
class Scene:
    """`ending` is "good", "bad" or, where the conversation goes on, None; choices are ids of scenes."""

    id: str
    line: int
    ending: str | None
    choices: tuple[str, ...]


def read_scenes(body: Passage, found: Problems) -> tuple[Scene, ...]:
    """In the order of the text; what keeps a reader from going through is added to `found`."""
    lines = body.text.split("\n")
    fenced = fenced_lines(lines)
    starts = [n for n, line in enumerate(lines) if n not in fenced and _HEADING.match(line)]
    scenes = [
        _scene(body, start, lines[start:stop]) for start, stop in pairwise([*starts, len(lines)])
    ]
    if not scenes:
        found.append(Problem(body.path, body.line, "no_scenes"))
    _check(body.path, scenes, found)
    return tuple(scenes)


def compare_scenes(
    body: Passage, scenes: Sequence[Scene], originals: Sequence[Scene], path: str, found: Problems
) -> None:
    """A translation leads its reader the same ways."""
    for scene, original in zip(scenes, originals, strict=False):
        if (scene.id, scene.ending, scene.choices) != (
            original.id,
            original.ending,
            original.choices,
        ):
            values: dict[str, object] = {"id": scene.id, "original": path}
            found.append(Problem(body.path, scene.line, "scene_differs", values))
            return
    if len(scenes) != len(originals):
        values = {"count": len(scenes), "original": path, "original_count": len(originals)}
        found.append(Problem(body.path, body.line, "scenes_differ", values))


def _scene(body: Passage, start: int, lines: Sequence[str]) -> Scene:
    match = _HEADING.match(lines[0])
    heading, marks = (match["text"], match["marks"] or "") if match else ("", "")
    identity = _ID.search(marks)
    classes = _CLASS.findall(marks)
    return Scene(
        id=identity[1] if identity else slugify(heading),
        line=body.line + start,
        ending=next((name for name in classes if name in ENDINGS), None),
        choices=tuple(dict.fromkeys(_CHOICE.findall("\n".join(lines)))),
    )


def _check(path: str, scenes: Sequence[Scene], found: Problems) -> None:
    by_id: dict[str, Scene] = {}
    for scene in scenes:
        if other := by_id.setdefault(scene.id, scene):
            if other is not scene:
                values: dict[str, object] = {"id": scene.id, "line": other.line}
                found.append(Problem(path, scene.line, "same_scene", values))
            elif scene.ending is None and not scene.choices:
                found.append(Problem(path, scene.line, "scene_dead_end", {"id": scene.id}))
    reached = _reached(scenes[0].id, by_id) if scenes else set()
    for scene in by_id.values():
        if scene.id not in reached:
            found.append(Problem(path, scene.line, "scene_unreachable", {"id": scene.id}))
    if scenes and not any(by_id[name].ending == "good" for name in reached):
        found.append(Problem(path, scenes[0].line, "no_good_ending"))


def _reached(first: str, by_id: Mapping[str, Scene]) -> set[str]:
    reached, to_do = {first}, [first]
    while to_do:
        for choice in by_id[to_do.pop()].choices:
            if choice in by_id and choice not in reached:
                reached.add(choice)
                to_do.append(choice)
    return reached
