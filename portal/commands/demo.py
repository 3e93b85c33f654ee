"""`flask demo load`: invented people to look at and try the portal with."""

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.certification.errors import BrokenScheme
from portal.demonstration.errors import CoursesBroken
from portal.demonstration.loading import load_demonstration
from portal.kernel.db import db


@click.group()
def demo() -> None:
    """The demonstration, for portals run with PORTAL_DEMO=1."""


@demo.command()
@with_appcontext
def load() -> None:
    """Load units, courses and invented people; what is there already is left alone."""
    settings = current_app.config["PORTAL"]
    if not settings.demo:
        click.echo("Invented people are only for demonstrations: set PORTAL_DEMO=1.", err=True)
        raise SystemExit(1)
    try:
        loaded = load_demonstration(courses=settings.courses)
    except (BrokenScheme, CoursesBroken) as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise SystemExit(1) from None
    db.session.commit()
    if loaded is None:
        click.echo("The demonstration is loaded already.")
    else:
        click.echo(
            f"Loaded {loaded.people} invented people in {loaded.teams} teams"
            f" with {loaded.certificates} certificates."
        )
