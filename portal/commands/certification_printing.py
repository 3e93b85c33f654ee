"""`flask certification print`: all certificates of a unit as one PDF."""

import sys
from pathlib import Path
from typing import Final

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.certification.paper.printing import print_certificates
from portal.certification.paper.records import Letterhead
from portal.certification.passes.holders import list_held
from portal.certification.passes.keyring import find_signing_key
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.teams.queries import get_unit

_EVERY: Final = 25
_UNKNOWN_ADDRESS: Final = "http://localhost:8000"


@click.command("print")
@click.option("--unit", "code", required=True, help="The unit's code in today's structure.")
@click.option("--certification", required=True, help="The permit's code, such as P0.")
@click.argument("path", metavar="FILE.pdf", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def print_(code: str, certification: str, path: Path) -> None:
    """All certificates in force today of a unit and those below it, in roster order, into one PDF."""
    today = clock.today()
    try:
        unit = get_unit(code, today)
    except NotFound:
        raise click.ClickException(f"no unit has the code {code!r} today") from None
    held = list_held([unit.id], certification, today)
    if not held:
        raise click.ClickException(f"nobody in {unit.name} holds {certification!r} today")
    settings = current_app.config["PORTAL"]
    if not settings.address:
        click.echo(f"PORTAL_ADDRESS is not set: the codes lead to {_UNKNOWN_ADDRESS}", err=True)
    pdf = print_certificates(
        held,
        head=Letterhead(settings.issuer, settings.signatory_office, settings.signatory),
        address=settings.address or _UNKNOWN_ADDRESS,
        key=find_signing_key(current_app.config["SECRET_KEY"]),
        progress=_tell,
    )
    path.write_bytes(pdf)
    click.echo(f"{len(held)} certificates of {unit.name} in {path} ({len(pdf):,} bytes)")


def _tell(done: int, of: int) -> None:
    """On a terminal one line that counts; in a log a line now and then."""
    if done % _EVERY and done != of:
        return
    end = "\r" if sys.stderr.isatty() and done != of else "\n"
    click.echo(f"{done} of {of}{end}", err=True, nl=False)
