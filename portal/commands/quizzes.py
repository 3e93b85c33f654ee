"""`flask quizzes mark`: mark answers without a portal, by the rules that everybody's are marked by."""

import json
from pathlib import Path

import click

from portal.quizzes.marking_files import Unreadable, as_json, mark_sheet, quiz_of

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def quizzes() -> None:
    """Quizzes and their marks."""


@quizzes.command()
@click.argument("questions", type=_FILE)
@click.argument("responses", type=_FILE)
@click.option("--pass-mark", type=click.FloatRange(0, 1, min_open=True), default=0.8)
@click.option("--json", "is_json", is_flag=True, help="Print everything as JSON.")
def mark(questions: Path, responses: Path, pass_mark: float, is_json: bool) -> None:
    """Mark RESPONSES (an object of answers by question id, or a list of such) to QUESTIONS."""
    try:
        quiz = quiz_of(_load(questions), pass_mark)
        given = _load(responses)
        is_list = isinstance(given, list)
        sheets = [mark_sheet(quiz, one) for one in (given if isinstance(given, list) else [given])]
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    marked = [as_json(quiz, sheet) for sheet in sheets]
    for sheet in sheets:
        for problem in sheet.problems:
            click.echo(problem, err=True)
    if is_json:
        click.echo(json.dumps(marked if is_list else marked[0], ensure_ascii=False, indent=2))
    else:
        for one in marked:
            verdict = "passed" if one["passed"] else "not passed"
            click.echo(f"{one['score']:.4f} {verdict}")
            for row in one["questions"]:
                click.echo(f"  {row['id']}: {row['points']:g} of {row['of']}")
    if any(sheet.problems for sheet in sheets):
        raise SystemExit(1)


def _load(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name} is not readable JSON") from error
