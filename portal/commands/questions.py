"""`flask questions …`: questions from one format to another, and a sheet to begin with; needs no database."""

from collections.abc import Sequence
from pathlib import Path

import click

from portal.catalogue.exchange.attachments import with_files, with_free_names
from portal.catalogue.exchange.formats import READERS, WRITERS, read, write
from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.sheet_template import write_template
from portal.catalogue.layout import MEDIA
from portal.catalogue.reading import MAX_FILE

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, writable=True, path_type=Path)
#: formats that hold pictures themselves
_WITH_PICTURES = frozenset({"moodle-xml"})


@click.group()
def questions() -> None:
    """Questions of quizzes."""


@questions.command()
@click.argument("file", type=_FILE)
@click.option("--from", "from_", type=click.Choice(list(READERS)), required=True)
@click.option("--to", type=click.Choice(list(WRITERS)), required=True)
@click.option("--media", type=_FOLDER, help="Write the questions' pictures into this folder.")
def convert(file: Path, from_: str, to: str, media: Path | None) -> None:
    """Convert FILE; the result goes to standard output, problems to the error output."""
    found = read(from_, file.read_bytes())
    pictured, pictures = _pictured(found.questions, file.parent / MEDIA, media)
    text, written = write(to, pictured)
    click.echo(text, nl=False)
    problems = [str(trouble) for trouble in (*found.troubles, *written.troubles)]
    if media:
        _write_all(media, pictures)
    elif pictures and to not in _WITH_PICTURES and from_ != "markdown":
        count = "1 picture was" if len(pictures) == 1 else f"{len(pictures)} pictures were"
        problems.append(f"{file.name}: {count} left out; name a folder for them with --media DIR")
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"{len(written.questions)} questions, {len(problems)} problems", err=True)
    if not (found.is_whole and written.is_whole):
        raise SystemExit(1)


@questions.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def template(file: Path) -> None:
    """Write a spreadsheet (.xlsx) to fill in, with an example of each type of question."""
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("the file's name must end in .xlsx")
    file.write_bytes(write_template())
    click.echo(
        f"{file}: fill in the sheet, then: questions convert {file} --from xlsx --to markdown"
    )


def _pictured(
    questions: Sequence[Question], beside: Path, media: Path | None
) -> tuple[list[Question], dict[str, bytes]]:
    """With the pictures that stand in media/ beside the file; named unlike what is in `media` already."""
    files = _read_all(beside)
    pictured = [one if one.attachments else with_files(one, files) for one in questions]
    return with_free_names(pictured, _read_all(media) if media else {})


def _read_all(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    files = (path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
    return {path.name: path.read_bytes() for path in files if path.stat().st_size <= MAX_FILE}


def _write_all(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
