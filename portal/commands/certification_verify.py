"""`flask certification verify`: does everything that is kept say what the facts say? For every night."""

import json
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from portal.certification.projection import project_holders
from portal.certification.verifying import verify as compare
from portal.kernel.db import db


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--mend", is_flag=True, help="Compute what boards read anew before comparing.")
@with_appcontext
def verify(as_json: bool, mend: bool) -> None:
    """Compute certificates, the spans people are cleared in, and the boards anew; exit code 1 where they differ."""
    if mend:
        count = project_holders()
        db.session.commit()
        click.echo(f"computed anew for {count} people", err=True)
    found = compare()
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        for difference in found.differences:
            click.echo(str(difference))
        differ = "nothing differs" if not found.differences else f"{len(found.differences)} differ"
        click.echo(f"{found.people} people, {found.certificates} certificates: {differ}")
    if found.differences:
        raise SystemExit(1)
