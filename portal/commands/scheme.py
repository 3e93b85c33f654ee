"""`flask scheme …`: check the rules of certification, and load them as a new dated version."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.catalogue.syncing import Winner
from portal.certification.errors import BrokenScheme, RulesEdited
from portal.certification.loading import check_scheme, sync_scheme
from portal.certification.passes.keyring import ensure_key
from portal.kernel.db import db

SCHEME_FILE = "scheme.yaml"
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def scheme() -> None:
    """The rules of certification."""


@scheme.command()
@click.argument("path", type=_FILE)
def check(path: Path) -> None:
    """Say what is wrong with a file of rules; needs no database."""
    problems = check_scheme(path)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise SystemExit(1)
    click.echo("no problems")


@scheme.command()
@click.argument("path", type=_FILE, required=False)
@click.option(
    "--from",
    "winner",
    type=click.Choice([str(side) for side in Winner]),
    help="Which side wins where the rules were changed in the portal since they were loaded.",
)
@with_appcontext
def sync(path: Path | None, winner: str | None) -> None:
    """Load the shipped rules (or those of PATH) where they differ from the newest version.

    Rules that were changed in the portal are shown with a diff and left alone. `--from folder` loads the file;
    `--from portal` writes the portal's rules into it.
    """
    side = Winner(winner) if winner else None
    is_loaded = load_rules(path or current_app.config["PORTAL"].courses / SCHEME_FILE, side)
    db.session.commit()
    if not is_loaded:
        raise SystemExit(1)


def load_rules(path: Path, winner: Winner | None = None) -> bool:
    """Load a file of rules and say what came of it; False where it is broken and nothing changed.

    Rules that were edited in the portal wait for somebody to say which side wins; that alone is no failure.
    """
    try:
        loaded = sync_scheme(path, winner=winner)
    except RulesEdited as error:
        for line in error.difference:
            click.echo(line)
        click.echo(
            f"{path.name}: edited in the portal since it was loaded, left alone;"
            " scheme sync --from folder or --from portal says which side wins"
        )
        return True
    except BrokenScheme as error:
        for problem in error.problems:
            click.echo(str(problem))
        return False
    # whoever is certified by these rules can carry a signed pass
    ensure_key(secret=current_app.config["SECRET_KEY"])
    what = "new version" if loaded.is_new else "unchanged"
    click.echo(f"{path.name}: {what}, applies from {loaded.applies_from.isoformat()}")
    return True
