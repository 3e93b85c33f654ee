"""`flask certification keys`: which keys there are, and signing with a new one from now on."""

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.certification.passes.keyring import find_signing_key, list_public_keys, rotate_keys
from portal.kernel.db import db


@click.group()
def keys() -> None:
    """The Ed25519 keys that passes, status lists and badges are signed with."""


@keys.command("list")
@with_appcontext
def list_() -> None:
    """Every key, oldest first, and which of them signs."""
    signing = find_signing_key(current_app.config["SECRET_KEY"])
    known = list_public_keys()
    for key in known.values():
        state = "signs" if signing and key.kid == signing.kid else "verifies"
        click.echo(f"{key.kid}  {state:8}  {key.x}")
    if known and signing is None:
        raise click.ClickException(
            "the newest key was sealed with another secret key, so nothing can be signed;"
            " put that secret key back, or run: flask --app wsgi certification keys rotate"
        )
    if not known:
        click.echo("no key yet; one is made by: flask --app wsgi courses sync", err=True)


@keys.command()
@with_appcontext
def rotate() -> None:
    """Sign with a new key from now on; passes made before stay valid."""
    key = rotate_keys(secret=current_app.config["SECRET_KEY"])
    db.session.commit()
    click.echo(
        f"{key.kid} signs from now on; {len(list_public_keys()) - 1} older keys still verify"
    )
