"""`flask quizzes`: mark answers without a portal; say what first attempts tell of a course's questions."""

import json
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from portal.catalogue.queries import get_current_content
from portal.kernel.errors import NotFound
from portal.quizzes.insights import QuizInsights, get_insights
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


@quizzes.command()
@click.argument("course")
@click.option("--json", "is_json", is_flag=True, help="Print everything as JSON.")
@with_appcontext
def statistics(course: str, is_json: bool) -> None:
    """Say what the latest first attempts at the exam and the module quizzes of COURSE tell of their questions."""
    try:
        content = get_current_content(course)
    except NotFound as error:
        raise click.ClickException(f"there is no published course {course}") from error
    exam = get_insights(content)
    asked = [module for module in content.modules if module.quiz]
    modules = [(one, get_insights(content, one.quiz_name)) for one in asked]
    if is_json:
        told = {
            **_told(exam),
            "modules": [
                {"module": one.id, "kind": one.quiz.kind if one.quiz else "", **_told(insights)}
                for one, insights in modules
            ],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _say(exam)
    for module, insights in modules:
        click.echo(f"\n{module.quiz_name}")
        _say(insights)


def _say(insights: QuizInsights) -> None:
    for one in insights.questions:
        figures = f"needs {one.missing} more"
        if one.facility is not None:
            apart = "–" if one.discrimination is None else f"{one.discrimination:.2f}"
            figures = f"right {one.facility:.2f}  tells apart {apart}"
        click.echo(f"{one.question}: {one.people} people  {figures}  {one.finding}")
    for sheet in insights.quick:
        click.echo(f"sooner than anybody can read: {sheet.receipt}")
    for group in insights.equal:
        click.echo(f"the same wrong answers: {', '.join(sheet.receipt for sheet in group)}")


def _told(insights: QuizInsights) -> dict[str, Any]:
    """Shares and correlations as numbers; None where too few people are there to say."""
    return {
        "first_attempts": insights.sheets,
        "questions": [
            {
                "id": one.question,
                "people": one.people,
                "missing": one.missing,
                "facility": one.facility,
                "discrimination": one.discrimination,
                "blank": one.blank,
                "finding": one.finding,
                "misleading": one.misleading,
                "choices": [
                    {
                        "index": use.index,
                        "right": use.is_right,
                        "share": use.share,
                        "of_strong": use.of_strong,
                    }
                    for use in one.choices
                ],
            }
            for one in insights.questions
        ],
        "quick": [sheet.receipt for sheet in insights.quick],
        "equal": [[sheet.receipt for sheet in group] for group in insights.equal],
    }


def _load(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name} is not readable JSON") from error
