"""What the import of a course costs in memory: a zip of ten recordings beside one with a single one of them."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final
from zipfile import ZIP_STORED, ZipFile

from bench.instance import ROOT, environment

_PACKAGE: Final = ROOT / "tests" / "packages" / "mini"
#: bytes; the most that a recording may have is 5 MB
_RECORDING: Final = 5_100_000
_MANY: Final = 10


def import_costs(instance: Path) -> tuple[int, int, int]:
    """Peak resident bytes of `courses import` with one recording and with ten; bytes of the larger zip."""
    copy = instance.with_name("imports")
    shutil.copytree(instance, copy)
    zips = [_zip(copy / f"cuoc-goi-{count}.zip", count) for count in (1, _MANY)]
    one, many = (_peak(copy, path) for path in zips)
    return one, many, zips[-1].stat().st_size


def _zip(path: Path, recordings: int) -> Path:
    """The little course of the tests with recordings that nothing can make smaller."""
    noise = random.Random(recordings)
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for file in sorted(_PACKAGE.rglob("*.md")):
            archive.write(file, f"{path.stem}/{file.relative_to(_PACKAGE)}")
        for number in range(recordings):
            content = b"ID3\x04\0\0\0\0\0\0" + noise.randbytes(_RECORDING)
            archive.writestr(f"{path.stem}/media/loi-{number}.mp3", content)
    return path


def _peak(instance: Path, path: Path) -> int:
    """Bytes, as the kernel counted them for the command that ended."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "courses", "import", str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(instance), stdout=subprocess.PIPE
    ) as done:
        assert done.stdout is not None
        said = done.stdout.read()
        _, status, usage = os.wait4(done.pid, 0)
        done.returncode = os.waitstatus_to_exitcode(status)
    if done.returncode:
        raise RuntimeError(f"courses import {path.name} failed: {said.decode()}")
    return usage.ru_maxrss * 1024
