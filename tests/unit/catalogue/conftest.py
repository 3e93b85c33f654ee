"""A small sound package in a folder of its own, to break in one place at a time."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.catalogue.checks import CheckedPackage, check_folder, read_shelf

MINI = Path(__file__).parents[2] / "packages" / "mini"


@dataclass
class Workbench:
    """`shelf` is the folder of packages, `mini` the one in it."""

    shelf: Path

    @property
    def mini(self) -> Path:
        return self.shelf / "mini"

    def write(self, path: str, text: str | bytes) -> None:
        target = self.mini / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.mini / path).read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def append(self, path: str, text: str) -> None:
        self.write(path, (self.mini / path).read_text("utf-8") + text)

    def line_of(self, path: str, text: str) -> int:
        lines = (self.mini / path).read_text("utf-8").split("\n")
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    def check(self) -> CheckedPackage:
        return check_folder(self.mini, read_shelf(self.shelf))

    def problems(self) -> list[str]:
        return [str(problem) for problem in self.check().problems]

    def codes(self) -> list[tuple[str, int, str]]:
        return [(problem.file, problem.line, problem.code) for problem in self.check().problems]


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    shutil.copytree(MINI, tmp_path / "courses" / "mini")
    return Workbench(tmp_path / "courses")
