"""`flask standing`: where somebody stands in each certification on a day, and why; for auditors and scripts."""

import json
from datetime import date
from typing import Any

import click
from flask.cli import with_appcontext

from portal.certification.queries import get_standings
from portal.certification.reasons import Reason
from portal.certification.records import StandingRow
from portal.certification.replaying import reason_as_json
from portal.kernel import clock
from portal.people.queries import find_person_named


@click.command()
@click.argument("person")
@click.option("--on", "written_day", help="The day, as 2026-12-31; today unless given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def standing(person: str, written_day: str | None, as_json: bool) -> None:
    """Where PERSON (e-mail, phone, member code or id) stands on a day, by the facts known for that day."""
    on = _day(written_day)
    found = find_person_named(person)
    if found is None:
        raise click.ClickException(
            f"nobody is known as {person!r}; give an e-mail address, phone number, member code or id"
        )
    rows = get_standings(found.id, on)
    if as_json:
        answer = {
            "person": found.member_code,
            "on": on.isoformat(),
            "standings": [_row_as_json(row) for row in rows],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.full_name} ({found.member_code}) on {on.isoformat()}")
    for row in rows:
        until = f" until {row.expires_on.isoformat()}" if row.expires_on else ""
        click.echo(f"{row.certification}: {row.standing}{until}")
        for reason in row.why:
            click.echo(f"  {_in_words(reason)}")
    if not rows:
        click.echo("no rules of certification applied on that day", err=True)


def _day(written: str | None) -> date:
    if written is None:
        return clock.today()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise click.ClickException(f"{written!r} is not a day; write it as 2026-12-31") from None


def _row_as_json(row: StandingRow) -> dict[str, Any]:
    return {
        "certification": row.certification,
        "standing": row.standing.value,
        "expires_on": row.expires_on.isoformat() if row.expires_on else None,
        "why": [reason_as_json(reason) for reason in row.why],
    }


def _in_words(reason: Reason) -> str:
    shown = {
        name: value
        for name, value in reason_as_json(reason).items()
        if name not in {"reason", "title", "options"}
    }
    return " ".join([reason.code, *(f"{name}={value}" for name, value in shown.items())])
