"""`flask courses …`: check packages on disk, show one; the other commands stand beside."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from portal.catalogue.checks import (
    CheckedPackage,
    Shelf,
    check_folder,
    read_shelf,
)
from portal.catalogue.freshness import overdue_facts
from portal.catalogue.outline import outline_of
from portal.catalogue.prerequisites import COURSE_FILE
from portal.catalogue.problems import Problem
from portal.commands.course_archives import export, import_, recode
from portal.commands.course_documents import from_word
from portal.commands.course_revisions import diff, sync
from portal.kernel import clock

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def courses() -> None:
    """Course packages."""


for _command in (import_, export, recode, sync, diff, from_word):
    courses.add_command(_command)


@courses.command()
@click.argument("path", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(path: Path, as_json: bool) -> None:
    """Check a package, or a folder of packages; needs no database."""
    checked, problems, notices = _check(path)
    if as_json:
        found = [_as_json(problem, "problem") for problem in problems]
        found += [_as_json(notice, "notice") for notice in notices]
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for problem in (*problems, *notices):
            click.echo(str(problem))
        click.echo(_summary(len(checked), len(problems)) + _noticed(len(notices)))
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


def _check(path: Path) -> tuple[Sequence[CheckedPackage], Sequence[Problem], Sequence[Problem]]:
    """`path` is a package if it has a course.md; else each folder in it is one. Packages, problems, notices."""
    path = path.absolute()
    if (path / COURSE_FILE).exists():
        shelf = read_shelf(path.parent)
        package = check_folder(path, shelf)
        return [package], package.problems, _notices(package, shelf)
    shelf = read_shelf(path)
    packages = [check_folder(path / slug, shelf) for slug in shelf.slugs]
    found, notices = [*shelf.problems], []
    for package in packages:
        found += [problem.within(package.slug) for problem in package.problems]
        notices += [notice.within(package.slug) for notice in _notices(package, shelf)]
    return packages, found, notices


def _notices(package: CheckedPackage, shelf: Shelf) -> Sequence[Problem]:
    """What somebody should look at and nobody is kept from publishing by."""
    if package.package is None:
        return ()
    return overdue_facts(package.package, shelf.facts or {}, clock.today())


def _as_json(problem: Problem, kind: str) -> dict[str, object]:
    return {
        "kind": kind,
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


def _noticed(count: int) -> str:
    return f"; {count} notice{'s' if count > 1 else ''}" if count else ""


def _problems(count: int) -> str:
    return f"{count} problem{'s' if count > 1 else ''}"
