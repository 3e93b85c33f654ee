"""`flask init`: make an empty portal usable."""

import click
from flask import current_app, url_for
from flask.cli import with_appcontext

from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.people.set_up import make_set_up_link
from portal.teams.loading import load_units


@click.command()
@with_appcontext
def init() -> None:
    """Load the units and print a one-time link that creates the first administrator."""
    load_units()
    try:
        token = make_set_up_link()
    except Refused:
        db.session.commit()
        click.echo("There is an administrator already; set-up is closed.", err=True)
        raise SystemExit(1) from None
    db.session.commit()
    address = current_app.config["PORTAL"].address or "http://localhost:8000"
    with current_app.test_request_context(base_url=address):
        click.echo("Open this link within 30 minutes to create the first administrator:")
        click.echo(url_for("public.set_up", token=token, _external=True))
