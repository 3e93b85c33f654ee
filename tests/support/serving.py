"""The portal as it is really served: gunicorn in a process of its own, on loopback, ended after the test."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.postgres import free_port

ROOT = Path(__file__).parent.parent.parent
_PATIENCE_SECONDS = 60


@dataclass
class Served:
    """A running portal."""

    url: str
    environment: dict[str, str]
    workers: int
    process: subprocess.Popen[bytes]

    def flask(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return run_flask(self.environment, *words, check=check)

    def kill(self) -> None:
        """SIGKILL, workers too: as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self) -> None:
        """Serve again at the same address."""
        self.process = _start(self.environment, self.url.rpartition(":")[2], self.workers)
        _wait_for(f"{self.url}/healthz", self.process)


def environment_for(instance: Path, database_url: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return {
        **kept,
        "PORTAL_INSTANCE": str(instance),
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_DEMO": "1",
        "PORTAL_HTTPS": "0",
    }


def run_flask(
    environment: dict[str, str], *words: str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """A command of the portal, in its own process as an operator runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if check and done.returncode:
        raise AssertionError(f"flask {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done


def prepare(environment: dict[str, str]) -> None:
    """What `make run` does before it serves."""
    for words in (("db", "upgrade"), ("courses", "sync"), ("demo", "load")):
        run_flask(environment, *words)


def copy_instance(prepared: Path, instance: Path) -> None:
    shutil.copytree(prepared, instance)


@contextmanager
def serving(environment: dict[str, str], workers: int = 1) -> Iterator[Served]:
    port = free_port()
    served = Served(
        f"http://localhost:{port}", environment, workers, _start(environment, str(port), workers)
    )
    try:
        _wait_for(f"{served.url}/healthz", served.process)
        yield served
    finally:
        if served.process.poll() is None:
            served.kill()


def _start(environment: dict[str, str], port: str, workers: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:portal.server", "--bind",
         f"127.0.0.1:{port}", "--workers", str(workers), "wsgi:app"],
        cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError("the server ended before it answered")
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"no answer at {address} after {_PATIENCE_SECONDS} s")
