"""The load generator against a server of a few lines."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Thread

import pytest

from bench import generator
from bench.generator import SEQUENCE, WrongAnswer, run

MILLISECONDS = 0.001
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n" + b"x" * 300


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on by a millisecond whenever it is looked at, however slow the machine is."""
    ticks = count()
    monkeypatch.setattr(generator, "perf_counter", lambda: next(ticks) * MILLISECONDS)


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Give one connection these answers in turn, the last again and again; what it was asked."""
    asked: list[bytes] = []

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            while request := connection.recv(10_000):
                asked.append(request)  # before the answer, which may be the last that is waited for
                connection.sendall(answers[min(len(asked), len(answers)) - 1])

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1], asked


def job(port: int, request: bytes = b"GET / HTTP/1.1\r\n\r\n") -> dict[str, object]:
    requests = [request.decode("latin-1")]
    return {
        "port": port,
        "requests": requests,
        "connections": 1,
        "seconds": 50 * MILLISECONDS,
        "sequence": 1_000_000,
    }


class TestGenerator:
    def test_counts_the_answers_and_the_length_of_a_body(self) -> None:
        with answering(OK) as (port, asked):
            result = run(job(port))
        assert result["answered"] == len(asked) > 1
        assert result["bytes"] == 300
        assert len(result["latencies"]) <= result["answered"]

    def test_a_save_has_a_higher_number_each_time(self) -> None:
        with answering(OK) as (port, asked):
            result = run(job(port, b"POST / HTTP/1.1\r\n\r\nsequence=" + SEQUENCE))
        numbers = [int(request.rpartition(b"=")[2]) for request in asked]
        assert numbers == list(range(1_000_000, 1_000_000 + len(asked)))
        assert result["sequence"] == numbers[-1] + 1

    @pytest.mark.parametrize(
        "wrong",
        [
            b"HTTP/1.1 302 Found\r\nContent-Length: 300\r\n\r\n" + b"x" * 300,
            b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n" + b"x" * 200,
        ],
    )
    def test_a_wrong_answer_ends_the_measurement(self, wrong: bytes) -> None:
        with answering(OK, wrong) as (port, _), pytest.raises(WrongAnswer):
            run(job(port))
