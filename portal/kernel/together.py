"""Single statements that wait for each other are written in one transaction (docs/decisions/0016).

On SQLite one connection writes at a time, and every commit waits for the disk. Of the threads of a process that come
meanwhile, the next to write takes along what the others want written; nobody is answered before that is committed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Condition
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Executable
from sqlalchemy.exc import OperationalError

from portal.kernel.db import db
from portal.kernel.engines import begin_reading, begin_soon, begin_writing, is_writing


class _NotCommitted(RuntimeError):
    """The turn ended before its commit, by something that is no error (a worker that is told to stop)."""


@dataclass(slots=True)
class _Write:
    """A statement, and what came of it once `is_done`: an error unless it is committed, however the turn ended."""

    statement: Executable
    values: Mapping[str, Any]
    is_done: bool = False
    result: Any = None
    error: Exception | None = field(default_factory=_NotCommitted)


@dataclass(slots=True)
class _Queue:
    """What the threads of this process want written to one database."""

    changed: Condition = field(default_factory=Condition)
    waiting: list[_Write] = field(default_factory=list)
    is_busy: bool = False

    def take_turn(self, own: _Write) -> Sequence[_Write]:
        """All that waits, for the caller to write; nothing once another has written the caller's.

        Waits for two turns at most, each of which gives up after the engine's busy timeout.
        """
        with self.changed:
            self.waiting.append(own)
            self.changed.wait_for(lambda: own.is_done or not self.is_busy)
            if own.is_done:
                return ()
            self.is_busy = True
            turn, self.waiting = self.waiting, []
            return turn

    def end_turn(self, turn: Sequence[_Write]) -> None:
        with self.changed:
            for one in turn:
                one.is_done = True
            self.is_busy = False
            self.changed.notify_all()


_queues: Final[WeakKeyDictionary[Engine, _Queue]] = WeakKeyDictionary()


def write_together(statement: Executable, values: Mapping[str, Any]) -> Any:
    """The first value that a writing statement returns, once it is committed.

    Who writes already (and everybody on PostgreSQL, which has no such queue) stays in their own transaction, and
    commits it as always. Raises what the statement raises; that of another is no concern of the caller.
    """
    if is_writing() or db.engine.dialect.name != "sqlite":
        return db.session.scalar(statement, values)
    db.session.rollback()  # what is read from here on is read anew
    queue, own = _queues.setdefault(db.engine, _Queue()), _Write(statement, values)
    if turn := queue.take_turn(own):
        begin_writing()
        try:
            _write(turn)
        finally:
            begin_reading()
            queue.end_turn(turn)
    if own.error is not None:
        raise own.error
    return own.result


def _write(turn: Sequence[_Write]) -> None:
    try:
        with begin_soon(db.engine) as connection:
            results = [connection.scalar(one.statement, one.values) for one in turn]
        for one, result in zip(turn, results, strict=True):
            one.result, one.error = result, None
    except Exception as error:
        if len(turn) == 1 or isinstance(error, OperationalError):  # busy or away: for all of them
            for one in turn:
                one.error = error
        else:  # one of them is at fault: each by itself
            for one in turn:
                _write([one])
