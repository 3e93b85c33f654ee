"""How the two engines are opened, so that nothing acknowledged is lost (quality.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any

import structlog
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import OperationalError

try:
    # The wheel carries a SQLite without the defect that loses commits in WAL mode.
    from pysqlite3 import dbapi2 as sqlite
except (
    ImportError
):  # no wheel for this machine: the system's SQLite, with a safer journal if it is old
    import sqlite3 as sqlite

log = structlog.get_logger()

_BUSY_TIMEOUT_MS = 10_000
_ASKING_MS = 1
_writing: ContextVar[bool] = ContextVar("next_transaction_writes", default=True)


def begin_reading() -> None:
    """From here on this request only reads: it takes no write lock and may not flush."""
    _writing.set(False)


def begin_writing() -> None:
    """From here on this request writes: its transaction takes SQLite's write lock at once."""
    _writing.set(True)


def is_writing() -> bool:
    return _writing.get()


@contextmanager
def begin_soon(engine: Engine) -> Iterator[Connection]:
    """A writing transaction on SQLite that asks for the lock every millisecond, where others ask in ever longer steps.

    For one thread of a process at a time: many that ask so often would keep each other from working. Raises
    OperationalError after the busy timeout, as they do.
    """
    with engine.connect() as connection:
        settings: Any = connection.connection.dbapi_connection
        settings.execute(f"PRAGMA busy_timeout={_ASKING_MS}")
        try:
            _ask_until_begun(connection)
        finally:
            settings.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
        yield connection
        connection.commit()


def _ask_until_begun(connection: Connection) -> None:
    gives_up_at = monotonic() + _BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.begin()
        except OperationalError as error:
            if "locked" not in str(error.orig) or monotonic() > gives_up_at:
                raise
        else:
            return


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine`, by the engine that the URL names."""
    if is_sqlite(url):
        return {"module": sqlite, "connect_args": {"timeout": _BUSY_TIMEOUT_MS / 1000}}
    settings = (
        "-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000"
        " -c idle_in_transaction_session_timeout=60000"
    )
    return {"pool_pre_ping": True, "connect_args": {"options": settings}}


def has_safe_wal(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite keeps all commits when connections write and checkpoint at once."""
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


def prepare(engine: Engine) -> None:
    """Set what every SQLite connection needs; PostgreSQL is set by its connect options."""
    if engine.dialect.name != "sqlite":
        return
    version = tuple(int(part) for part in sqlite.sqlite_version.split("."))
    journal = "WAL" if has_safe_wal(version) else "DELETE"  # type: ignore[arg-type]
    if journal != "WAL":
        log.warning("sqlite_is_old", version=sqlite.sqlite_version, journal=journal)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        for setting in (
            f"busy_timeout={_BUSY_TIMEOUT_MS}",
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "mmap_size=0",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # Reading first and writing later fails or loses updates under load; IMMEDIATE waits its turn.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing() else "BEGIN")
