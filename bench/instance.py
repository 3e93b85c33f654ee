"""A portal to measure: a temporary instance folder, filled by the commands that every installation runs."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_COMMANDS: Final = (("db", "upgrade"), ("courses", "sync"), ("demo", "load"))


def environment(instance: Path) -> dict[str, str]:
    """Plain HTTP on this machine with the invented people; none of the caller's own PORTAL_* settings.

    SQLite, or the database whose URL stands in the instance's `database-url`.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return {
        **kept,
        "PORTAL_INSTANCE": str(instance),
        "PORTAL_DEMO": "1",
        "PORTAL_HTTPS": "0",
        **_database(instance),
    }


def _database(instance: Path) -> dict[str, str]:
    url = instance / "database-url"
    return {"PORTAL_DATABASE_URL": url.read_text()} if url.exists() else {}


def prepare(instance: Path) -> Path:
    """Migrate, load the shipped courses and the demonstration (950 people) into `instance`."""
    for command in _COMMANDS:
        _run_flask(instance, *command)
    return instance


def _run_flask(instance: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        env=environment(instance),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"flask {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
