"""`flask certification issue`: what new rules made due on their first day. For every night."""

import click
from flask.cli import with_appcontext

from portal.certification.owed import issue_owed


@click.command()
@with_appcontext
def issue() -> None:
    """Issue every certificate that is due today and that nobody's act has issued. Run twice, it issues nothing more."""
    count = issue_owed()
    click.echo(f"{count} certificates issued")
