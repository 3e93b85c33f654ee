"""`flask questions convert`: questions from one format to another; needs no database."""

from pathlib import Path

import click

from portal.catalogue.exchange.formats import READERS, WRITERS, read, write


@click.group()
def questions() -> None:
    """Questions of quizzes."""


@questions.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "from_", type=click.Choice(list(READERS)), required=True)
@click.option("--to", type=click.Choice(list(WRITERS)), required=True)
def convert(file: Path, from_: str, to: str) -> None:
    """Convert FILE; the result goes to standard output, problems to the error output."""
    found = read(from_, file.read_bytes())
    text, written = write(to, found.questions)
    click.echo(text, nl=False)
    problems = [*found.troubles, *written.troubles]
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"{len(written.questions)} questions, {len(problems)} problems", err=True)
    if not (found.is_whole and written.is_whole):
        raise SystemExit(1)
