"""Writes that wait for each other share a transaction, and nothing else: no result, no error, no lock for ever."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Barrier, Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Executable, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from portal.kernel import engines, together
from portal.kernel.db import begin_reading, begin_writing, db
from portal.kernel.together import write_together
from tests.faults.test_engines import a_lock_on

AT_ONCE, PATIENCE = 8, 60
ADD = text("insert into note values (:value) returning value")

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def notes(app: Flask) -> Iterator[Flask]:
    """A table of numbers, each of them once."""
    with app.app_context():
        begin_writing()
        db.session.execute(text("create table note (value integer unique)"))
        db.session.commit()
        begin_reading()
        yield app


def kept() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(text("select value from note order by value")))


def write(app: Flask, value: int, statement: Executable = ADD) -> Any:
    with app.app_context():
        begin_reading()
        return write_together(statement, {"value": value})


@contextmanager
def waiting(app: Flask, values: list[int]) -> Iterator[list[Future[Any]]]:
    """Threads that all wait for somebody else's lock until the block ends, one of them with its turn begun."""
    queue = together._queues.setdefault(db.engine, together._Queue())
    with ThreadPoolExecutor(len(values)) as threads:
        with a_lock_on(app):
            futures = [threads.submit(write, app, values[0])]
            wait_until(lambda: queue.is_busy and not queue.waiting)
            futures += [threads.submit(write, app, value) for value in values[1:]]
            wait_until(lambda: len(queue.waiting) == len(values) - 1)
        yield futures


def wait_until(is_so: Any) -> None:
    for _ in range(PATIENCE * 100):
        if is_so():
            return
        Event().wait(0.01)
    raise AssertionError("it never came to that")


def test_those_who_wait_share_a_commit_and_get_their_own_result(notes: Flask) -> None:
    commits: list[object] = []
    note = commits.append
    event.listen(db.engine, "commit", note)
    try:
        with waiting(notes, [5, 3, 9, 7]) as futures:
            assert [one.result(PATIENCE) for one in futures] == [5, 3, 9, 7]
    finally:
        event.remove(db.engine, "commit", note)
    assert len(commits) == 2 + 1, "the first's turn, the others'; and the lock's own"
    assert kept() == [3, 5, 7, 9]


def test_one_that_fails_takes_no_other_along(notes: Flask) -> None:
    with waiting(notes, [1, 2, 2, 3]) as futures:
        failed = [one.exception(PATIENCE) for one in futures]
    assert [type(error).__name__ for error in failed if error] == ["IntegrityError"]
    assert kept() == [1, 2, 3]


def test_none_is_lost_without_any_order(notes: Flask) -> None:
    barrier = Barrier(AT_ONCE)

    def some(first: int) -> list[Any]:
        barrier.wait()
        return [write(notes, first * 100 + number) for number in range(20)]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        written = [one for several in threads.map(some, range(AT_ONCE)) for one in several]
    assert kept() == sorted(written)
    assert len(written) == AT_ONCE * 20


def test_busy_is_said_to_all_and_the_next_may_write(
    monkeypatch: pytest.MonkeyPatch, notes: Flask
) -> None:
    monkeypatch.setattr(engines, "_BUSY_TIMEOUT_MS", 200)
    db.engine.dispose()  # connections made from here on give up sooner
    with a_lock_on(notes), ThreadPoolExecutor(3) as threads:
        futures = [threads.submit(write, notes, value) for value in range(3)]
        errors = [type(one.exception(PATIENCE)) for one in futures]
    assert errors == [OperationalError] * 3
    assert write(notes, 1) == 1
    assert kept() == [1]


def test_the_connection_is_given_back_as_patient_as_it_was(notes: Flask) -> None:
    write(notes, 1)
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000


def test_who_writes_already_stays_in_their_own_transaction(notes: Flask) -> None:
    begin_writing()
    assert write_together(ADD, {"value": 1}) == 1
    db.session.rollback()
    assert kept() == []


def test_an_error_ends_the_turn(notes: Flask) -> None:
    with pytest.raises(DBAPIError):
        write(notes, 1, text("insert into nothing values (:value)"))
    assert write(notes, 1) == 1


def test_a_turn_that_is_broken_off_acknowledges_nobody(
    monkeypatch: pytest.MonkeyPatch, notes: Flask
) -> None:
    turns, write_turn = count(1), together._write

    def stop_at_the_second(turn: Any) -> None:
        if next(turns) == 2:
            raise SystemExit
        write_turn(turn)

    monkeypatch.setattr(together, "_write", stop_at_the_second)
    with waiting(notes, [1, 2, 3]) as futures:
        first, *others = [type(one.exception(PATIENCE)).__name__ for one in futures]
    assert (first, sorted(others)) == ("NoneType", ["SystemExit", "_NotCommitted"])
    assert kept() == [1]
