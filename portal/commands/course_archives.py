"""`flask courses import` and `export`: courses as zip archives; `recode`: texts into UTF-8."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.catalogue.archive_writing import write_archive
from portal.catalogue.encodings import guess_encoding, recoded
from portal.catalogue.importing import import_archive
from portal.catalogue.stored_files import StoredFiles, get_stored_files
from portal.catalogue.syncing import export_to_folder
from portal.kernel.db import begin_reading, begin_writing, db
from portal.kernel.errors import NotFound, Refused

_ARCHIVE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
_TEXTS = (".md", ".csv")


@click.command("import")
@click.argument("archive", type=_ARCHIVE)
@click.option("--course", help="The course's slug; otherwise the name of its folder in the zip.")
@click.option("--note", help="What changed, for those who read the list of revisions.")
@with_appcontext
def import_(archive: Path, course: str | None, note: str | None) -> None:
    """Check the course in a zip and publish it as a new revision."""
    begin_writing()
    folder = current_app.config["PORTAL"].courses
    imported = import_archive(path=archive, courses=folder, slug=course, note=note)
    for problem in imported.problems:
        click.echo(str(problem))
    if imported.number is None:
        count = len(imported.problems)
        click.echo(f"{imported.slug}: {count} problem{'s' if count > 1 else ''}, nothing imported")
        raise SystemExit(1)
    db.session.commit()
    word = "published" if imported.is_new else "unchanged"
    click.echo(f"{imported.slug}: revision {imported.number} {word}")


@click.command()
@click.argument("course")
@click.argument("archive", type=_NEW_FILE, required=False)
@click.option("--revision", type=click.IntRange(1), help="Another than the current one.")
@click.option("--to-folder", is_flag=True, help="Write into the courses folder instead of a zip.")
@with_appcontext
def export(course: str, archive: Path | None, revision: int | None, to_folder: bool) -> None:
    """Give back a course's files exactly as they were published."""
    if (archive is None) != to_folder:
        raise click.UsageError("name a zip to write, or say --to-folder")
    files = stored_files(course, revision)
    if archive is not None:
        begin_reading()
        write_archive(archive, course, files)
        click.echo(f"{course}: revision {files.revision.number}, {len(files)} files, in {archive}")
        return
    begin_writing()
    folder = current_app.config["PORTAL"].courses
    try:
        written = export_to_folder(files, folder)
    except Refused as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()
    click.echo(
        f"{course}: revision {files.revision.number}, {written} files changed in {folder / course}"
    )


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--write", is_flag=True, help="Convert; otherwise only say what would be done.")
def recode(path: Path, write: bool) -> None:
    """Convert texts saved in another encoding (Windows-1258, TCVN3, UTF-16) into UTF-8."""
    places = [path] if path.is_file() else sorted(path.rglob("*"))
    for place in places:
        if place.suffix not in _TEXTS or place.is_symlink() or not place.is_file():
            continue
        content = place.read_bytes()
        encoding, text = guess_encoding(content), recoded(content)
        if encoding is None or text is None:
            continue
        if write:
            place.write_bytes(text)
        click.echo(f"{place}: {encoding.name} {'converted' if write else 'can be converted'}")


def stored_files(course: str, revision: int | None) -> StoredFiles:
    """Of a published revision, or a plain sentence on the error output."""
    try:
        return get_stored_files(course, revision)
    except NotFound as error:
        which = f"revision {revision} of {course}" if revision else f"course {course}"
        raise click.ClickException(f"{which} is not published") from error
