"""Which way imports run: the contracts in pyproject.toml hold, and they name everything they should."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: words in a module's name that say it talks to the database or the web; everything else is a rule
SPEAKS_TO_THE_DATABASE = ("sqlalchemy", "flask", "flask_sqlalchemy", "portal.kernel.db")


@pytest.fixture(scope="module")
def contracts() -> dict[str, dict[str, Any]]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract for contract in listed}


def test_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (
        "move the import the other way, or the code to where it may be imported:\n" + done.stdout
    )


def test_layers_are_exhaustive(contracts: dict[str, dict[str, Any]]) -> None:
    assert contracts["layers"]["exhaustive"], "so that a new package must be placed"
    assert contracts["layers"]["containers"] == ["portal"]
    assert "exhaustive_ignores" not in contracts["layers"]


def test_nothing_is_let_through(contracts: dict[str, dict[str, Any]]) -> None:
    lenient = [name for name, contract in contracts.items() if "ignore_imports" in contract]
    assert not lenient, f"a contract with exceptions is none: {lenient}"


def test_every_rule_module_is_named_pure(contracts: dict[str, dict[str, Any]]) -> None:
    pure = set(contracts["rules"]["source_modules"])
    unnamed = [
        name
        for package in ("catalogue", "quizzes", "learning", "certification", "people", "teams")
        for path in sorted((ROOT / "portal" / package).glob("*.py"))
        if path.stem != "__init__"
        and (name := f"portal.{package}.{path.stem}") not in pure
        and not _speaks_to_the_database(path)
    ]
    assert not unnamed, (
        "these touch neither Flask nor the database: name them in the contract `rules` of"
        f" pyproject.toml, so that they stay so: {unnamed}"
    )


def _speaks_to_the_database(path: Path) -> bool:
    """Directly, or by what it calls: then its own text imports queries, models, services or the session."""
    lines = path.read_text(encoding="utf-8").splitlines()
    imports = [line for line in lines if line.startswith(("from ", "import "))]
    words = (*SPEAKS_TO_THE_DATABASE, "queries", "services", "models", "sessions", "structlog")
    return any(word in line for line in imports for word in words)
