"""`flask courses sync` and `diff`: the courses folder and the portal, and revision against revision."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.catalogue.differences import compare, difference_lines
from portal.catalogue.syncing import Outcome, Synced, Winner, sync_courses
from portal.commands.course_archives import stored_files
from portal.commands.scheme import SCHEME_FILE, load_rules
from portal.kernel.db import begin_reading, begin_writing, db


@click.command()
@click.option(
    "--from",
    "winner",
    type=click.Choice([str(side) for side in Winner]),
    help="Which side wins where a course was edited in the portal since the last sync.",
)
@click.option("--course", help="Only this course; the rules are not loaded.")
@with_appcontext
def sync(winner: str | None, course: str | None) -> None:
    """Publish what changed in the courses folder and the rules; what is broken changes nothing.

    A course that was edited in the portal is shown with a diff and left alone. `--from folder` publishes
    the folder's files; `--from portal` writes the portal's into the folder.
    """
    begin_writing()
    folder = current_app.config["PORTAL"].courses
    side = Winner(winner) if winner else None
    synced = sync_courses(folder, winner=side, only=course)
    for one in synced:
        _say(one)
    if course is not None and not synced:
        raise click.ClickException(f"there is no course {course} in {folder}")
    rules_are_sound = course is not None or _load_rules(folder / SCHEME_FILE, side)
    db.session.commit()
    if not rules_are_sound or not synced or any(one.is_wrong for one in synced):
        raise SystemExit(1)


@click.command()
@click.argument("course")
@click.argument("before", type=click.IntRange(1))
@click.argument("after", type=click.IntRange(1))
@with_appcontext
def diff(course: str, before: int, after: int) -> None:
    """Show which files differ between two revisions, with their lines."""
    begin_reading()
    old, new = stored_files(course, before), stored_files(course, after)
    found = compare(old.digests, new.digests)
    for line in difference_lines(old, new, found, (f"revision {before}", f"revision {after}")):
        click.echo(line)
    click.echo(
        f"{course}: {len(found.added)} added, {len(found.removed)} removed,"
        f" {len(found.changed)} changed"
    )


def _load_rules(path: Path, winner: Winner | None) -> bool:
    return load_rules(path, winner) if path.exists() else True


def _say(one: Synced) -> None:
    for problem in one.problems:
        click.echo(str(problem))
    for line in one.difference:
        click.echo(line)
    if one.slug:
        click.echo(_line(one))


def _line(one: Synced) -> str:
    match one.outcome:
        case Outcome.BROKEN:
            count = len(one.problems)
            stays = f"revision {one.number} stays" if one.number else "nothing loaded"
            return f"{one.slug}: {count} problem{'s' if count > 1 else ''}, {stays}"
        case Outcome.EDITED | Outcome.BOTH_EDITED:
            and_folder = " and in the folder" if one.outcome is Outcome.BOTH_EDITED else ""
            return (
                f"{one.slug}: edited in the portal{and_folder} since the last sync,"
                f" revision {one.number} left alone; sync --from folder or --from portal"
                f" --course {one.slug} says which side wins"
            )
        case Outcome.WRITTEN_BACK:
            return f"{one.slug}: revision {one.number} written into the folder"
    return f"{one.slug}: revision {one.number} {one.outcome}"
