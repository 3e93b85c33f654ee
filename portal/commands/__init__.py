"""What an installation is run with: `flask --app wsgi …` (docs/commands.md).

A command's module is imported when the command is called: a web worker imports none of them.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, Final

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

#: every command, and the module under portal.commands that has a command of this name
COMMANDS: Final = (
    "certification",
    "courses",
    "demo",
    "init",
    "questions",
    "quizzes",
    "readiness",
    "scheme",
    "standing",
)


class LateCommands(AppGroup):
    """The portal's commands, each imported on its call."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f"portal.commands.{cmd_name}"), cmd_name)
        command.invoke = partial(_invoke, command.invoke)  # type: ignore[method-assign]
        return command


def _invoke(invoke: Callable[[click.Context], Any], ctx: click.Context) -> Any:
    try:
        return invoke(ctx)
    except (OperationalError, ProgrammingError) as error:
        raise click.ClickException(
            f"the database cannot be used ({error.orig}); is it there, and migrated?"
            " Run: flask --app wsgi db upgrade"
        ) from error


def register_commands(app: Flask) -> None:
    app.cli = LateCommands(app.name, commands=app.cli.commands)
