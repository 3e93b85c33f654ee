"""What the portal is built on is named once, pinned, hashed, and comes from wherever the installer says."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEND = "run make requirements"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+) \\$", re.MULTILINE)
HOSTS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host")

each_list = pytest.mark.parametrize("name", ["requirements", "requirements-dev"])


def wanted(name: str) -> set[str]:
    """The packages that a .in file asks for itself."""
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    asked = [line.split("#")[0].strip() for line in lines]
    return {re.split(r"[\[~=<>! ]", line)[0].lower() for line in asked if line and line[0] != "-"}


def pinned(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / f"{name}.txt").read_text(encoding="utf-8")))


@each_list
def test_everything_asked_for_is_pinned(name: str) -> None:
    lacking = sorted(wanted(name) - pinned(name).keys())
    assert not lacking, f"{MEND}: {lacking}"


@each_list
def test_everything_pinned_is_hashed(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", text) if "==" in entry.split("\n")[0]]
    unhashed = [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry]
    assert entries, f"{name}.txt pins packages with =="
    assert not unhashed, f"{MEND}: {unhashed}"
    assert len(entries) == len(pinned(name)), f"{MEND}: a line is not name==version"


@each_list
@pytest.mark.parametrize("kind", ["in", "txt"])
def test_no_line_names_a_registry(name: str, kind: str) -> None:
    lines = (ROOT / f"{name}.{kind}").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if HOSTS.search(line)]
    assert not named, f"whoever installs says where from (pip's settings); take out: {named}"


def test_both_lists_pin_the_same_versions() -> None:
    run, develop = pinned("requirements"), pinned("requirements-dev")
    differing = {name: (v, develop.get(name)) for name, v in run.items() if develop.get(name) != v}
    assert not differing, f"{MEND}: tests run on what is served: {differing}"
