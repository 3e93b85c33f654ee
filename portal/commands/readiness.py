"""`flask readiness`: a unit's board on a day, for scripts."""

import json
from datetime import date
from typing import Any

import click
from flask.cli import with_appcontext

from portal.certification.board import Board, Counts, unit_board
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.teams.queries import get_unit
from portal.teams.units import PlacedUnit


@click.command()
@click.option("--unit", "code", required=True, help="The unit's code in the structure of the day.")
@click.option("--on", "day", default="", help="The day, as 2026-12-31; today unless given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@with_appcontext
def readiness(code: str, day: str, as_json: bool) -> None:
    """How many are ready in a unit and in each unit below it, on a day."""
    on = _day(day)
    try:
        unit = get_unit(code, on)
    except NotFound:
        raise click.ClickException(f"no unit has the code {code!r} on {on.isoformat()}") from None
    board = unit_board([unit.id], on)
    if as_json:
        click.echo(json.dumps(_answer(unit, board), ensure_ascii=False, indent=2))
    else:
        _print_table(unit, board)


def _answer(unit: PlacedUnit, board: Board) -> dict[str, Any]:
    rows = [{**_named(row.unit), **_counts(row.counts)} for row in board.rows]
    return {
        **_named(unit),
        "on": board.on.isoformat(),
        **_counts(board.counts),
        "own": _counts(board.own),
        "units": rows,
    }


def _named(unit: PlacedUnit) -> dict[str, str]:
    return {"unit": unit.code, "name": unit.name}


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "total": counts.total,
        "ready": counts.ready,
        "expiring": counts.expiring,
        "not_ready": counts.not_ready,
    }


def _print_table(unit: PlacedUnit, board: Board) -> None:
    click.echo(f"{unit.name} ({unit.code}) {board.on.isoformat()}")
    click.echo(f"{'ready':>6} {'of':>6} {'expiring':>9} {'not ready':>10}")
    for name, counts in ((unit.name, board.counts), *((r.unit.name, r.counts) for r in board.rows)):
        click.echo(
            f"{counts.ready:>6} {counts.total:>6} {counts.expiring:>9} {counts.not_ready:>10}  {name}"
        )


def _day(text: str) -> date:
    if not text:
        return clock.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.ClickException(f"{text!r} is not a day; write it as 2026-12-31") from None
