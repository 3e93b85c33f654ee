"""One measurement of one page: the generator asks, meanwhile the server's CPU is read."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from bench.instance import ROOT
from bench.processes import cpu_seconds
from bench.server import Server

_FORM: Final = "application/x-www-form-urlencoded"
_MARGIN_SECONDS: Final = 60


@dataclass(frozen=True)
class Slice:
    """What one measurement gave."""

    #: answers a second
    rate: float
    #: CPU of all workers for one answer, in milliseconds
    cpu_ms: float
    #: microseconds, one of each answer
    latencies: tuple[int, ...]
    #: length of the body as it travelled (compressed)
    body_bytes: int


@dataclass
class Target:
    """A page of a server, as the bytes that ask for it; where there are several, each connection takes another."""

    name: str
    server: Server
    requests: tuple[bytes, ...]
    #: the next number for an answer save
    sequence: int = 1_000_000

    def measure(self, *, seconds: float, connections: int) -> Slice:
        """Raises RuntimeError for any answer but the right one."""
        job = {
            "port": self.server.port,
            "requests": [request.decode("latin-1") for request in self.requests],
            "connections": connections,
            "seconds": seconds,
            "sequence": self.sequence,
        }
        before = cpu_seconds(self.server.workers)
        done = subprocess.run(
            [sys.executable, "-m", "bench.generator"],
            input=json.dumps(job),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds + _MARGIN_SECONDS,
            check=False,
        )
        spent = cpu_seconds(self.server.workers) - before
        if done.returncode:
            raise RuntimeError(f"{self.name}: {done.stderr.strip()[-2000:]}")
        result = json.loads(done.stdout)
        self.sequence = result["sequence"]
        latencies = tuple(result["latencies"])
        cpu_ms = spent / result["answered"] * 1000
        return Slice(len(latencies) / seconds, cpu_ms, latencies, result["bytes"])


def get(path: str, cookies: Mapping[str, str]) -> bytes:
    """The bytes of a GET as a browser sends it."""
    return _head("GET", path, cookies, "") + b"\r\n"


def post(path: str, cookies: Mapping[str, str], fields: Mapping[str, str]) -> bytes:
    """The bytes of a form's POST as a page's script sends it."""
    body = urlencode(fields).encode()
    more = f"Accept: application/json\r\nContent-Type: {_FORM}\r\nContent-Length: {len(body)}\r\n"
    return _head("POST", path, cookies, more) + b"\r\n" + body


def _head(method: str, path: str, cookies: Mapping[str, str], more: str) -> bytes:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    lines = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, deflate, br\r\n"
    return f"{lines}Cookie: {cookie}\r\n{more}".encode("latin-1")
