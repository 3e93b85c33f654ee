"""`make test`: find or install what the tests need, then run them all.

Chromium and PostgreSQL come from Debian's packages (as root they are installed if missing); elsewhere
one line says what to install.
"""

import os
import shutil
import subprocess
import sys

from tests.support.browser import HOW_TO_GET_CHROMIUM, find_chromium
from tests.support.postgres import HOW_TO_GET_IT as HOW_TO_GET_POSTGRES
from tests.support.postgres import find_binaries


def missing_packages() -> list[str]:
    packages = []
    if find_chromium() is None:
        packages.append("chromium")
    if find_binaries() is None:
        packages.append("postgresql")
    return packages


def install(packages: list[str]) -> None:
    if not packages:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"check": False, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-q"], **quiet)  # type: ignore[call-overload]
        words = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
        subprocess.run(words, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **quiet)  # type: ignore[call-overload]
    elif "chromium" in packages:  # not root: the test tool may bring a browser of its own
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if find_chromium() is None:
        sys.exit(HOW_TO_GET_CHROMIUM)
    if find_binaries() is None:
        sys.exit(HOW_TO_GET_POSTGRES)


def main() -> None:
    install(missing_packages())
    workers = str(min(4, os.cpu_count() or 2))
    words = [sys.executable, "-m", "pytest", "-q", "-n", workers, *sys.argv[1:]]
    sys.exit(subprocess.run(words, check=False).returncode)


if __name__ == "__main__":
    main()
