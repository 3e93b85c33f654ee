"""SQL statements of a page, counted in this process on the measured instance."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import Engine, event

from portal.application import create_app
from portal.config import Settings
from portal.kernel.db import db

_NOT_COUNTED: Final = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@dataclass(frozen=True)
class Ask:
    """A page to count, and who opens it; with `fields` it is a POST."""

    name: str
    path: str
    cookies: Mapping[str, str]
    budget: int
    fields: Mapping[str, str] | None = None


class Counter:
    """The portal in this process; its cookies are those of the served one, for they share the key."""

    def __init__(self, instance: Path) -> None:
        self._app: Flask = create_app(Settings(instance=instance, demo=True, https=False))

    def count(self, ask: Ask) -> int:
        """Statements of the second time: the first one may parse a revision that the process then keeps."""
        self._send(ask)
        with self._app.app_context():
            engine = db.engine
        with _statements(engine) as seen:
            self._send(ask)
        return len(seen)

    def close(self) -> None:
        with self._app.app_context():
            db.engine.dispose()

    def _send(self, ask: Ask) -> None:
        client = self._app.test_client()
        for name, value in ask.cookies.items():
            client.set_cookie(name, value)
        answer = (
            client.get(ask.path) if ask.fields is None else client.post(ask.path, data=ask.fields)
        )
        if answer.status_code != 200:
            raise RuntimeError(f"{ask.name}: {ask.path} answers {answer.status_code}")


@contextmanager
def _statements(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().upper().startswith(_NOT_COUNTED):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
