"""What an installation is run with: `flask --app wsgi …` (docs/commands.md)."""

from flask import Flask

from portal.commands.courses import courses
from portal.commands.init import init
from portal.commands.scheme import scheme
from portal.commands.standing import standing


def register_commands(app: Flask) -> None:
    for command in (courses, init, scheme, standing):
        app.cli.add_command(command)
