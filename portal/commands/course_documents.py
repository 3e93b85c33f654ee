"""`flask courses from-word`: a Word document becomes modules and lessons in a folder; needs no database."""

from pathlib import Path

import click

from portal.authoring.skeleton import new_course
from portal.catalogue.exchange.placing import media_placed, modules_placed
from portal.catalogue.exchange.word_lessons import read_lessons
from portal.catalogue.prerequisites import COURSE_FILE
from portal.catalogue.problems import Problems
from portal.catalogue.reading import read_folder

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, writable=True, path_type=Path)
#: of a new course: its own first module gives way to those of the document
_SHELL = (COURSE_FILE, "exam.md")


@click.command("from-word")
@click.argument("file", type=_FILE)
@click.option(
    "--to", "folder", type=_FOLDER, required=True, help="A course's folder, new or there."
)
def from_word(file: Path, folder: Path) -> None:
    """Make modules and lessons of FILE.docx, by its headings; nothing that is there is overwritten."""
    found: Problems = []
    taken = dict(read_folder(folder, found)) if folder.is_dir() else {}
    if found:
        raise click.ClickException(f"{folder} holds what is no part of a course: {found[0]}")
    read = read_lessons(file.read_bytes(), name=file.stem)
    files = media_placed(modules_placed(read.files, taken), taken)
    if files and COURSE_FILE not in taken:
        shell = new_course(title=read.title, author="…")
        files |= {path: shell[path].encode() for path in _SHELL if path not in taken}
    for path, content in sorted(files.items()):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        click.echo(path)
    for trouble in read.troubles:
        click.echo(str(trouble), err=True)
    click.echo(f"{len(read.lessons)} lessons, {len(read.troubles)} problems", err=True)
    if not files:
        raise SystemExit(1)
