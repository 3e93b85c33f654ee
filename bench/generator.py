"""The load, in a process of its own: `python -m bench.generator` reads a job from stdin, answers on stdout.

Each of the connections asks, waits for the whole answer, and asks again. Requests are bytes made beforehand; the only
thing put in is a rising number where a request holds `SEQUENCE`. An answer other than 200, or one of another length,
ends it all with an error: a fast wrong answer is not a result.
"""

import json
import selectors
import socket
import sys
from dataclasses import dataclass, field
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


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Ask for `seconds`; latencies in microseconds of the answers within them, and `answered` of all."""
    connections = _connect(job)
    selector = selectors.DefaultSelector()
    numbers = count(job["sequence"])
    latencies: list[int] = []
    first_length = 0
    start = perf_counter()
    ends = start + job["seconds"]
    for connection in connections:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.ask(next(numbers))
    answered, waiting = 0, len(connections)
    while waiting:
        ready = selector.select(_PATIENCE_SECONDS)
        if not ready:
            raise WrongAnswer(f"no answer within {_PATIENCE_SECONDS} s")
        for key, _ in ready:
            connection = key.data
            length = connection.body_when_complete()
            if length is None:
                continue
            now = perf_counter()
            first_length = first_length or length
            _check_length(length, first_length)
            answered += 1
            if now <= ends:
                latencies.append(round((now - connection.asked_at) * 1e6))
                connection.ask(next(numbers))
            else:
                waiting -= 1
    for connection in connections:
        connection.socket.close()
    return {
        "answered": answered,
        "latencies": latencies,
        "bytes": first_length,
        "sequence": next(numbers),
    }


def _connect(job: dict[str, Any]) -> list[Connection]:
    requests = [text.encode("latin-1") for text in job["requests"]]
    address = ("127.0.0.1", job["port"])
    return [
        Connection(socket.create_connection(address), requests[number % len(requests)])
        for number in range(job["connections"])
    ]


def _check_length(length: int, first: int) -> None:
    if abs(length - first) > 16 + first * _TOLERANCE:
        raise WrongAnswer(f"an answer of {length} bytes after one of {first}")


if __name__ == "__main__":
    try:
        print(json.dumps(run(json.load(sys.stdin))))
    except WrongAnswer as error:
        sys.exit(f"wrong answer: {error}")
