"""What an installation is run with: `flask --app wsgi …` (docs/commands.md)."""

from flask import Flask

from portal.commands.init import init


def register_commands(app: Flask) -> None:
    for command in (init,):
        app.cli.add_command(command)
