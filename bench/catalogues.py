"""A copy of a prepared instance with more courses: what grows with the catalogue shows when two are measured."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from bench.instance import ROOT, environment

#: in each of the courses that are added
LESSONS: Final = 5
_PACKAGE: Final = ROOT / "tests" / "packages" / "mini"
_MODULE: Final = "01-mot"
#: about 8 KB, as the longer ones of the shipped lessons have
_BODY: Final = "\n\n".join(
    f"## Phần {part}\n\n" + "Người dân giữ mật khẩu; tình nguyện viên chỉ đứng bên và chờ. " * 12
    for part in range(1, 10)
)


def copy_with_courses(instance: Path, copy: Path, courses: int) -> Path:
    """Copy the instance and publish so many courses more, by the command that every installation runs."""
    shutil.copytree(instance, copy)
    shelf = copy / "courses"
    for number in range(courses):
        _write(shelf / course_slug(number))
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "courses", "sync"],
        cwd=ROOT,
        env={**environment(copy), "PORTAL_COURSES": str(shelf)},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"courses sync failed:\n{done.stdout}{done.stderr}")
    return copy


def course_slug(number: int) -> str:
    return f"khoa-{number:03d}"


def lesson_path(number: int) -> str:
    """Where a lesson in the middle of a course is read."""
    return f"/courses/{course_slug(number)}/mot/bai-{LESSONS // 2}"


def _write(folder: Path) -> None:
    module = folder / _MODULE
    module.mkdir(parents=True)
    for path in ("course.md", "exam.md", f"{_MODULE}/module.md"):
        text = (_PACKAGE / path).read_text("utf-8")
        (folder / path).write_text(text.replace("01-bai-dau.md", "01-bai-0.md"), "utf-8")
    for number in range(LESSONS):
        front = f"---\ntitle: Bài {number} của {folder.name}\nminutes: 5\n---\n\n"
        (module / f"{number + 1:02d}-bai-{number}.md").write_text(front + _BODY, "utf-8")
