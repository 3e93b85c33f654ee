"""A file with a scheme and a history: what it may leave out, and how its mistakes are told."""

import json
from typing import Any

import pytest

from portal.certification.replay_reading import read_replay
from portal.certification.replaying import replay_answers

SCHEME: dict[str, Any] = {
    "courses": [{"code": "C01", "valid_months": 12}],
    "certifications": [
        {"code": "P0", "requires": ["C01"], "validity_months": 12},
        {"code": "P1", "requires": [{"one_of": ["P0", "C01"]}, "S1"], "validity_months": 12},
    ],
}
DONE = {"on": "2026-01-05", "kind": "completed", "course": "C01"}


def problems(*facts: object, scheme: dict[str, Any] = SCHEME, ask: object = None) -> list[str]:
    told = {"scheme": scheme, "facts": list(facts), "ask": ask or ["2026-12-31"]}
    read, found = read_replay("file.json", json.dumps(told, indent=1))
    assert (read is None) == bool(found)
    return [str(problem) for problem in found]


class TestReading:
    def test_a_file_may_leave_out_titles_windows_and_lists(self) -> None:
        assert problems(DONE, {"on": "2026-01-06", "kind": "signed_off", "list": "S1"}) == []

    def test_tabs_and_accents_are_welcome(self) -> None:
        revoked = {"on": "2026-02-01", "kind": "revoked", "certification": "P0", "reason": "lý do"}
        told = {"scheme": SCHEME, "facts": [DONE, revoked], "ask": ["2026-02-01"]}
        read, found = read_replay("file.json", json.dumps(told, indent="\t"))
        assert not found
        assert read is not None
        first = replay_answers(read)[0]
        assert first["standing"] == "revoked"
        assert first["why"][0]["because"] == "lý do"
        assert first["why"][0]["facts"] == [DONE, revoked]

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            ({"kind": "complete"}, "unknown kind of fact 'complete'; did you mean completed?"),
            ({"course": "C9"}, "unknown course C9"),
            ({"on": "2026-02-30"}, "on: '2026-02-30' is not a date such as"),
            ({"certification": "P0"}, "unknown key certification"),
            ({"kind": "refreshed", "course": ""}, "course: '' is not a text"),
            ({"kind": "revised", "refresh_by": "2026-01-04"}, "lies before the day of the fact"),
            ({"kind": "equivalent"}, "the key proof is missing"),
            ({"learnt_on": "2026-02-01"}, "learnt_on 2026-02-01 lies after the day of the fact"),
            (
                {"kind": "withdrawn", "completed_on": "2026-01-04"},
                "was not completed on 2026-01-04",
            ),
        ],
        ids=["kind", "course", "day", "key", "empty", "order", "proof", "learnt", "withdrawn"],
    )
    def test_a_broken_fact_is_told_with_its_line(
        self, changed: dict[str, Any], message: str
    ) -> None:
        (found, *_others) = problems(DONE, {**DONE, **changed})
        assert message in found
        assert 30 < int(found.split(":")[1]) < 50

    @pytest.mark.parametrize(
        ("fact", "message"),
        [
            ({"kind": "revoked", "certification": "P0"}, "the key reason is missing"),
            (
                {"kind": "revoked", "certification": "P0", "reason": " "},
                "reason: ' ' is not a text",
            ),
            ({"kind": "extended", "certification": "P0", "until": "2026-01-04"}, "lies before"),
            (
                {"kind": "suspended", "certification": "P9", "reason": "x"},
                "unknown certification P9",
            ),
        ],
        ids=["no reason", "empty reason", "past", "unknown"],
    )
    def test_a_decision_that_makes_no_sense_is_refused(
        self, fact: dict[str, Any], message: str
    ) -> None:
        assert message in problems({"on": "2026-01-05", **fact})[0]

    def test_broken_rules_are_refused(self) -> None:
        first, second = SCHEME["certifications"]
        circle = {**SCHEME, "certifications": [{**first, "requires": ["P1"]}, second]}
        assert any("asks for itself" in one for one in problems(scheme=circle))
        endless = {**SCHEME, "certifications": [{"code": "P0", "requires": ["C01"]}]}
        assert any("validity_months is missing" in one for one in problems(scheme=endless))
        unknown = {**SCHEME, "certifications": [{**first, "requires": ["C02"]}]}
        assert any("unknown course, sign-off" in one for one in problems(scheme=unknown))

    def test_days_asked_for_must_be_days(self) -> None:
        assert "ask: this is not a date" in problems(ask=["soon"])[0]

    @pytest.mark.parametrize(
        "text",
        ["", "[]", "{", "null", '{"scheme": 1}', "[" * 5000, "{}"],
        ids=["empty", "list", "open", "null", "number", "deep", "nothing"],
    )
    def test_no_text_breaks_the_reader(self, text: str) -> None:
        read, found = read_replay("file.json", text)
        assert read is None
        assert found
