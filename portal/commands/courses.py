"""`flask courses …`: check packages on disk, show one; the other commands stand beside."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from portal.catalogue.checks import COURSE_FILE, CheckedPackage, check_folder, read_shelf
from portal.catalogue.outline import outline_of
from portal.catalogue.problems import Problem
from portal.commands.course_archives import export, import_, recode
from portal.commands.course_revisions import diff, sync

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def courses() -> None:
    """Course packages."""


for _command in (import_, export, recode, sync, diff):
    courses.add_command(_command)


@courses.command()
@click.argument("path", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(path: Path, as_json: bool) -> None:
    """Check a package, or a folder of packages; needs no database."""
    checked, problems = _check(path)
    if as_json:
        click.echo(json.dumps([_as_json(problem) for problem in problems], ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(_summary(len(checked), len(problems)))
    if problems or not checked:
        raise SystemExit(1)


@courses.command()
@click.argument("path", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def show(path: Path, as_json: bool) -> None:
    """Show a package's modules, lessons and questions with their keys."""
    package = check_folder(path.absolute(), read_shelf(path.absolute().parent))
    if package.package is None or not package.is_sound:
        for problem in package.problems:
            click.echo(str(problem), err=True)
        click.echo(_summary(1, len(package.problems)), err=True)
        raise SystemExit(1)
    outline = outline_of(package.package)
    if as_json:
        click.echo(json.dumps(outline, ensure_ascii=False, indent=2))
        return
    for module in outline["modules"]:
        click.echo(module["title"])
        for lesson in module["lessons"]:
            click.echo(f"  {lesson['id']}: {lesson['title']} ({lesson['minutes']} min)")
    for question in outline["exam"]["questions"]:
        click.echo(f"{question['id']} ({question['type']}, key {question['key']})")


def _check(path: Path) -> tuple[Sequence[CheckedPackage], Sequence[Problem]]:
    """`path` is a package if it has a course.md; else each folder in it is one."""
    path = path.absolute()
    if (path / COURSE_FILE).exists():
        package = check_folder(path, read_shelf(path.parent))
        return [package], package.problems
    shelf = read_shelf(path)
    packages = [check_folder(path / slug, shelf) for slug in shelf.slugs]
    found = [*shelf.problems]
    for package in packages:
        found += [problem.within(package.slug) for problem in package.problems]
    return packages, found


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "code": problem.code,
        "message": problem.message,
    }


def _summary(packages: int, problems: int) -> str:
    if not packages:
        return "no course package here"
    of_packages = f"{packages} course{'s' if packages > 1 else ''} checked"
    return f"{of_packages}: {_problems(problems) if problems else 'all is well'}"


def _problems(count: int) -> str:
    return f"{count} problem{'s' if count > 1 else ''}"
