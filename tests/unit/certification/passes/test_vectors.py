"""The same examples as the browser's check has (tests/journeys/test_offline_check.py)."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from portal.certification.passes.checking import Proof, prove
from portal.certification.passes.keys import PublicKey
from portal.certification.passes.links import read_link
from portal.certification.passes.status_list import ListedState, read_list
from portal.kernel.clock import day_of
from portal.kernel.identifiers import normalise_serial
from tests.vectors.make_passes import FILE, vectors

KNOWN: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
KEYS = {key["kid"]: PublicKey(key["kid"], key["x"]) for key in KNOWN["keys"]}
LIST = read_list(KNOWN["list"], KEYS)
WITHDRAWN = {ListedState.SUSPENDED, ListedState.REVOKED, ListedState.REPLACED, ListedState.LAPSED}


def test_the_file_is_as_it_is_made() -> None:
    assert vectors() == KNOWN, "run python -m tests.vectors.make_passes"


@pytest.mark.parametrize("case", KNOWN["cases"], ids=lambda case: case["name"].replace(" ", "-"))
def test_each_is_proved_and_listed_as_it_says(case: dict[str, str]) -> None:
    linked = read_link(case["text"])
    serial = normalise_serial(linked[0] if linked else case["text"])
    verdict = case["verdict"]
    if serial is None:
        assert verdict == "mistyped"
        return
    proof = prove(serial, linked[1] if linked else None, KEYS)
    if proof.is_foreign:
        assert verdict == proof
        return
    assert proof is (Proof.SIGNED if linked else Proof.NONE)
    status = LIST.find(serial)
    if status is None:
        assert verdict in {"not_listed", "newer"}
    elif status.state in WITHDRAWN:
        assert verdict == status.state.name.lower()
    else:
        today = max(day_of(datetime.fromisoformat(case["at"])), day_of(LIST.made_at))
        assert verdict == ("lapsed" if today > status.until else "valid")
        assert status.until == date(2027, 1, 10)
