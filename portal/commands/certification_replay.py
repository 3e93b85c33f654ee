"""`flask certification replay`: a history of facts judged by the portal's own rule."""

import json
from pathlib import Path
from typing import Any

import click

from portal.certification.replay_reading import read_replay
from portal.certification.replaying import replay_answers

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("path", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def replay(path: Path, as_json: bool) -> None:
    """Where somebody stands on the days that PATH asks for, by its rules and facts; needs no database."""
    try:
        written = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(f"{path.name} is not UTF-8 text; save it as UTF-8") from None
    told, problems = read_replay(path.name, written)
    for problem in problems:
        click.echo(str(problem), err=True)
    if told is None:
        raise SystemExit(1)
    answers = replay_answers(told)
    if as_json:
        click.echo(json.dumps(answers, ensure_ascii=False, indent=2))
        return
    for answer in answers:
        _say(answer)


def _say(answer: dict[str, Any]) -> None:
    until = f" until {answer['expires_on']}" if answer["expires_on"] else ""
    click.echo(f"{answer['on']} {answer['certification']}: {answer['standing']}{until}")
    for reason in answer["why"]:
        named = {name: reason[name] for name in ("code", "on", "until") if reason.get(name)}
        click.echo(" ".join(["  ", reason["reason"], *(f"{k}={v}" for k, v in named.items())]))
