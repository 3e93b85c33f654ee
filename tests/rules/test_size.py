"""Files and functions of a size that one reads at once, under names that say what is in them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES = 300
FUNCTION_LINES = 50
VIEW_LINES = 30
NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base_classes"}

FILES = sorted(
    path for room in ("portal", "tools", "bench", "tests") for path in (ROOT / room).rglob("*.py")
)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its lines, decorators not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(paths: list[Path], limit: int, spared: str = "") -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {name} has {lines} lines"
        for path in paths
        for name, lines in functions(path)
        if lines > limit and name != spared
    ]


def portal_files() -> list[Path]:
    return [path for path in FILES if path.is_relative_to(ROOT / "portal")]


def test_files_are_short() -> None:
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in portal_files()}
    long = [f"{p.relative_to(ROOT)}: {n} lines" for p, n in counted.items() if n > FILE_LINES]
    assert not long, f"a file above {FILE_LINES} lines is two things: give each its name: {long}"


def test_functions_are_short() -> None:
    long = too_long(portal_files(), FUNCTION_LINES, spared="create_app")
    assert not long, f"give the parts of these names of their own: {long}"


def test_views_are_short() -> None:
    views = [path for path in portal_files() if "views" in path.parts]
    long = too_long(views, VIEW_LINES)
    assert not long, f"a view loads, calls one service, answers; the rest is a service's: {long}"


def test_names_say_what_is_in_a_file() -> None:
    nameless = [str(path.relative_to(ROOT)) for path in FILES if path.stem in NAMELESS]
    assert not nameless, f"name these for what they decide or do: {nameless}"
