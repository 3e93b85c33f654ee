"""The portal as it is served: gunicorn with `portal.server`, two workers, on a free loopback port."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from bench.instance import ROOT, environment
from bench.processes import children

WORKERS: Final = 2
_PATIENCE_SECONDS: Final = 30
_FIRST_PAGE: Final = "/sign-in"


@dataclass(frozen=True)
class Server:
    """A running server; `started_in` is the time from its start to its first answer, in seconds."""

    port: int
    pid: int
    started_in: float

    @property
    def workers(self) -> tuple[int, ...]:
        return children(self.pid)


@contextmanager
def serving(instance: Path, app: str) -> Iterator[Server]:
    """Serve `app` (module:name) until the block ends, however it ends."""
    port = _free_port()
    words = [sys.executable, "-m", "gunicorn", "-c", "python:portal.server"]
    words += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), app]
    start = monotonic()
    log = instance / "server.log"
    with log.open("a") as file:
        process = subprocess.Popen(
            words, cwd=ROOT, env=environment(instance), stdout=file, stderr=file
        )
    try:
        if not _answers_in_time(process, port):
            raise RuntimeError("the server does not start")
        yield Server(port, process.pid, monotonic() - start)
    except Exception as error:
        error.add_note(f"the server's log ends:\n{log.read_text()[-3000:]}")
        raise
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers_in_time(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = monotonic() + _PATIENCE_SECONDS
    while monotonic() < deadline and process.poll() is None:
        if _answers(port):
            return True
        sleep(0.01)
    return False


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", _FIRST_PAGE)
        return connection.getresponse().status == 200
    except ConnectionRefusedError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
