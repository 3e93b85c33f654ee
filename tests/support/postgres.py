"""A PostgreSQL of our own for the tests of one process: on loopback, in a temporary folder, ended after."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UNSAFE_AND_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
HOW_TO_GET_IT = "PostgreSQL is needed for the tests: install Debian's package postgresql"


def find_binaries() -> Path | None:
    """The newest installed PostgreSQL's programs."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_postgres(*, is_durable: bool = False) -> Iterator[str]:
    """Yields a URL of the cluster's first database, without the driver. `is_durable`: as it is really run."""
    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError(HOW_TO_GET_IT)
    folder = Path(tempfile.mkdtemp(prefix="sansang-postgres-"))
    as_owner = _as_postgres(folder)  # initdb refuses root
    data, port = folder / "data", free_port()
    try:
        _run(as_owner, binaries / "initdb", "-D", data, "-U", "portal", "-A", "trust",
             "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
            f" -c max_connections=60 {'' if is_durable else _UNSAFE_AND_FAST}"
        )
        _run(as_owner, binaries / "pg_ctl", "-D", data, "-o", options, "-w", "-l",
             folder / "log", "start")  # fmt: skip
        try:
            yield f"postgresql://portal@127.0.0.1:{port}/postgres"
        finally:
            _run(as_owner, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(folder: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _run(as_owner: dict[str, object], *words: object) -> None:
    done = subprocess.run(
        [str(word) for word in words], cwd="/", capture_output=True, text=True, check=False,
        **as_owner,  # type: ignore[call-overload]
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed: {done.stdout}{done.stderr}")
