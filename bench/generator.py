"""The load, in a process of its own: `python -m bench.generator` reads a job from stdin, answers on stdout.

Each of the connections asks, waits for the whole answer, and asks again. Requests are bytes made beforehand; the only
thing put in is a rising number where a request holds `SEQUENCE`. An answer other than 200, or one of another length,
ends it all with an error: a fast wrong answer is not a result.
"""

import json
import selectors
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import count
from time import perf_counter
from typing import Any, Final

SEQUENCE: Final = b"NNNNNNN"
_PATIENCE_SECONDS: Final = 30
_CHUNK: Final = 1 << 17
# tokens in a page differ from answer to answer, and so does how well they compress
_TOLERANCE: Final = 0.05


class WrongAnswer(RuntimeError):
    """The server answered something else than the page that is measured."""


@dataclass
class Connection:
    """One keep-alive connection and the answer it is waiting for."""

    socket: socket.socket
    request: bytes
    asked_at: float = 0.0
    received: bytearray = field(default_factory=bytearray)

    def ask(self, sequence: int) -> None:
        self.received.clear()
        self.asked_at = perf_counter()
        self.socket.sendall(self.request.replace(SEQUENCE, b"%d" % sequence))

    def body_when_complete(self) -> int | None:
        """Take what has come; the body's length in bytes once all of it is there."""
        chunk = self.socket.recv(_CHUNK)
        if not chunk:
            raise WrongAnswer("the server closed the connection")
        self.received += chunk
        head_ends = self.received.find(b"\r\n\r\n")
        if head_ends < 0:
            return None
        head = bytes(self.received[:head_ends]).lower()
        if not head.startswith(b"http/1.1 200 "):
            raise WrongAnswer(bytes(self.received[:2000]).decode(errors="replace"))
        length = int(head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])
        return length if len(self.received) >= head_ends + 4 + length else None


@dataclass
class Tally:
    """What came of it: latencies in microseconds of the answers in time, and how many answers in all."""

    latencies: list[int] = field(default_factory=list)
    answered: int = 0
    #: length of the first body; every other must be like it
    bytes: int = 0

    def add(self, length: int, microseconds: int, *, in_time: bool) -> None:
        self.bytes = self.bytes or length
        if abs(length - self.bytes) > 16 + self.bytes * _TOLERANCE:
            raise WrongAnswer(f"an answer of {length} bytes after one of {self.bytes}")
        self.answered += 1
        if in_time:
            self.latencies.append(microseconds)


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Ask for `seconds`, then wait for the last answers. Raises WrongAnswer."""
    numbers, tally = count(job["sequence"]), Tally()
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        ends = perf_counter() + job["seconds"]
        for connection in _connect(job):
            stack.enter_context(connection.socket)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask(next(numbers))
        while selector.get_map():
            for connection in _ready(selector):
                length = connection.body_when_complete()
                if length is None:
                    continue
                now = perf_counter()
                tally.add(length, round((now - connection.asked_at) * 1e6), in_time=now <= ends)
                if now <= ends:
                    connection.ask(next(numbers))
                else:
                    selector.unregister(connection.socket)
    return {**asdict(tally), "sequence": next(numbers)}


def _connect(job: dict[str, Any]) -> Iterator[Connection]:
    requests = [text.encode("latin-1") for text in job["requests"]]
    for number in range(job["connections"]):
        opened = socket.create_connection(("127.0.0.1", job["port"]))
        yield Connection(opened, requests[number % len(requests)])


def _ready(selector: selectors.BaseSelector) -> list[Connection]:
    ready = selector.select(_PATIENCE_SECONDS)
    if not ready:
        raise WrongAnswer(f"no answer within {_PATIENCE_SECONDS} s")
    return [key.data for key, _ in ready]


if __name__ == "__main__":
    try:
        print(json.dumps(run(json.load(sys.stdin))))
    except WrongAnswer as error:
        sys.exit(f"wrong answer: {error}")
