"""`make run`: migrate, load what is missing, and serve the demonstration until Ctrl-C.

Started twice it loads nothing twice. Production is described in docs/operating.md.
"""

import argparse
import os
import socket
import subprocess
import sys


def demonstration_environment() -> dict[str, str]:
    """Plain HTTP on this machine, with the invented people."""
    return {"PORTAL_DEMO": "1", "PORTAL_HTTPS": "0", **os.environ}


def prepare(environment: dict[str, str]) -> None:
    for command in (["db", "upgrade"], ["courses", "sync"], ["demo", "load"]):
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *command], env=environment, check=True
        )


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--port", type=int, default=8000)
    words.add_argument("--workers", type=int, default=2)
    given = words.parse_args()
    if not port_is_free(given.port):
        sys.exit(f"Port {given.port} is taken: stop what uses it, or choose: make run PORT=8001")
    environment = demonstration_environment()
    prepare(environment)
    print(f"Sẵn Sàng is at http://localhost:{given.port} (Ctrl-C ends it)", flush=True)
    server = [sys.executable, "-m", "gunicorn", "-c", "python:portal.server"]
    options = ["--bind", f"127.0.0.1:{given.port}", "--workers", str(given.workers), "wsgi:app"]
    os.execve(sys.executable, [*server, *options], environment)


if __name__ == "__main__":
    main()
