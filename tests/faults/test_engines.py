"""Neither engine loses what it acknowledged (quality.md): the trial of the settings, repeated."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from portal.kernel import engines
from portal.kernel.db import begin_reading, begin_writing, db
from portal.kernel.engines import engine_options, has_safe_wal, prepare
from tests.support.pages import PageClient

THREADS, TURNS = 6, 50


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Engine]:
    """A real file opened with the portal's settings, with one number in it."""
    engine = prepared(f"sqlite:///{tmp_path / 'counter.db'}")
    begin_writing()
    with engine.begin() as connection:
        connection.execute(text("create table counter (value integer not null)"))
        connection.execute(text("insert into counter values (0)"))
    yield engine
    engine.dispose()


def prepared(url: str) -> Engine:
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    return engine


def add_one(engine: Engine) -> None:
    """Read, then write what follows from it: where updates get lost."""
    begin_writing()
    with engine.begin() as connection:
        value = connection.scalar(text("select value from counter"))
        connection.execute(text("update counter set value = :v"), {"v": value + 1})


def value_of(engine: Engine) -> int:
    begin_reading()
    with engine.connect() as connection:
        return int(connection.scalar(text("select value from counter")) or 0)


class TestConcurrentUpdates:
    def test_lose_none(self, counter: Engine) -> None:
        start = Barrier(THREADS)

        def work() -> None:
            start.wait()
            for _ in range(TURNS):
                add_one(counter)

        with ThreadPoolExecutor(THREADS) as threads:
            for done in [threads.submit(work) for _ in range(THREADS)]:
                done.result()
        assert value_of(counter) == THREADS * TURNS

    def test_would_fail_with_a_plain_begin(self, counter: Engine) -> None:
        """The contrast: two that read first and write later cannot both be right."""
        both_have_read, failures = Barrier(2), list[OperationalError]()

        def work() -> None:
            begin_reading()  # a plain BEGIN
            try:
                with counter.begin() as connection:
                    value = connection.scalar(text("select value from counter"))
                    both_have_read.wait()
                    connection.execute(text("update counter set value = :v"), {"v": value + 1})
            except OperationalError as error:
                failures.append(error)

        with ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(work) for _ in range(2)]:
                done.result()
        assert len(failures) == 1
        assert "locked" in str(failures[0].orig)

    def test_readers_do_not_wait_for_a_writer(self, counter: Engine) -> None:
        if not has_safe_wal(engine_options("sqlite://")["module"].sqlite_version_info):
            pytest.skip("without WAL readers wait for a commit")
        begin_writing()
        with counter.begin() as writing:
            writing.execute(text("update counter set value = 7"))
            assert ThreadPoolExecutor(1).submit(value_of, counter).result(timeout=5) == 0
        assert value_of(counter) == 7


class TestSettings:
    @pytest.mark.parametrize(
        ("setting", "value"),
        [("foreign_keys", 1), ("synchronous", 2), ("busy_timeout", 10_000), ("mmap_size", 0),
         ("secure_delete", 1)],
    )  # fmt: skip
    def test_hold_on_every_connection(self, counter: Engine, setting: str, value: int) -> None:
        begin_reading()
        with counter.connect() as one, counter.connect() as other:
            for connection in (one, other):
                assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar() == value

    def test_foreign_keys_are_kept(self, counter: Engine) -> None:
        begin_writing()
        with counter.begin() as connection:
            connection.execute(text("create table child (parent integer references parent (id))"))
            connection.execute(text("create table parent (id integer primary key)"))
        with pytest.raises(Exception, match="FOREIGN KEY"), counter.begin() as connection:
            connection.execute(text("insert into child values (1)"))

    def test_the_journal_is_wal_only_where_that_is_safe(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        for version, journal in (("3.40.1", "delete"), ("3.53.0", "wal")):
            monkeypatch.setattr(engine_options("sqlite://")["module"], "sqlite_version", version)
            engine = prepared(f"sqlite:///{tmp_path / version}.db")
            with engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == journal
            engine.dispose()

    @pytest.mark.parametrize(
        ("version", "is_safe"),
        [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False),
         ((3, 50, 6), False), ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False),
         ((3, 51, 3), True), ((3, 53, 0), True), ((4, 0, 0), True)],
    )  # fmt: skip
    def test_versions_that_lose_commits_are_known(
        self, version: tuple[int, int, int], is_safe: bool
    ) -> None:
        assert has_safe_wal(version) is is_safe


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
class TestPostgres:
    @pytest.mark.parametrize(
        ("setting", "value"),
        [("timezone", "UTC"), ("statement_timeout", "30s"), ("lock_timeout", "10s"),
         ("idle_in_transaction_session_timeout", "1min")],
    )  # fmt: skip
    def test_settings_hold(self, app: Flask, setting: str, value: str) -> None:
        with app.app_context(), db.engine.connect() as connection:
            assert connection.exec_driver_sql(f"show {setting}").scalar() == value


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds are right for readers, and too long for a test."""
    monkeypatch.setattr(engines, "_BUSY_TIMEOUT_MS", 200)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestBusy:
    def test_a_reader_is_asked_to_come_back(self, impatient: None, app: Flask) -> None:
        client = PageClient(app)
        page = client.get("/sign-in")
        with a_lock_on(app):
            answer = client.submit(page, {"login": "ana@example.org", "password": "mot hai ba bon"})
            assert answer.status_code == 503
            assert int(answer.response.headers["Retry-After"]) > 0
            assert client.get("/sign-in").status_code == 200, "reading goes on"
        again = client.submit(page, {"login": "ana@example.org", "password": "mot hai ba bon"})
        assert again.status_code == 200


class a_lock_on:  # noqa: N801 (reads as a phrase)
    """Somebody else writes, in a thread of their own, until the block ends."""

    def __init__(self, app: Flask) -> None:
        self._app, self._held, self._free = app, Event(), Event()
        self._thread = Thread(target=self._hold)

    def _hold(self) -> None:
        begin_writing()
        with self._app.app_context(), db.engine.begin():
            self._held.set()
            self._free.wait(30)

    def __enter__(self) -> None:
        self._thread.start()
        assert self._held.wait(10)

    def __exit__(self, *_: object) -> None:
        self._free.set()
        self._thread.join()
