"""docs/certification.md explains the rules by examples; these are they."""

from pathlib import Path

import pytest

from portal.certification.facts import certificates_in
from portal.certification.replay_reading import read_replay
from portal.certification.replaying import replay_answers
from portal.certification.standing import standing_on
from tests.unit.certification.examples import SHIPPED, completed, day, history

DOCUMENT = Path(__file__).parents[3] / "docs" / "certification.md"
P0 = SHIPPED.certifications_by_code["P0"]
FIRST = (completed("C02", "10/01/2026"), completed("C04", "20/01/2026"))


def ends(*again: tuple[str, str]) -> list[str]:
    facts = history(SHIPPED, *FIRST, *(completed(code, when) for code, when in again))
    return [one.expires_on.strftime("%d/%m/%Y") for one in certificates_in(facts, "P0")]


class TestDocumentedExamples:
    @pytest.mark.parametrize(
        ("on", "standing"),
        [
            ("09/01/2026", "none"),
            ("10/01/2026", "in_progress"),
            ("20/01/2026", "valid"),
            ("10/12/2026", "valid"),
            ("11/12/2026", "expiring"),
            ("10/01/2027", "expiring"),
            ("11/01/2027", "expired"),
        ],
    )
    def test_first_certificate(self, on: str, standing: str) -> None:
        assert (
            standing_on(history(SHIPPED, *FIRST), P0, SHIPPED, day(on)).standing.value == standing
        )

    def test_renewed_in_time(self) -> None:
        steps = ends(("C02", "15/12/2026"), ("C04", "20/12/2026"))
        assert steps == ["10/01/2027", "20/01/2027", "10/01/2028"]
        assert ends(("C04", "15/12/2026"), ("C02", "20/12/2026"))[-1] == steps[-1]

    def test_renewed_late(self) -> None:
        assert ends(("C02", "01/03/2027"), ("C04", "01/03/2027")) == ["10/01/2027", "01/03/2028"]

    def test_half_renewed(self) -> None:
        facts = history(SHIPPED, *FIRST, completed("C02", "01/03/2027"))
        result = standing_on(facts, P0, SHIPPED, day("01/03/2027"))
        assert result.standing.value == "expired"
        assert [one.title["en"] for one in result.missing] == ["C04"]  # type: ignore[union-attr]


class TestReplayedExamples:
    @pytest.mark.parametrize("place", [0, 1], ids=["decisions", "marked again"])
    def test_say_what_the_document_says(self, place: int) -> None:
        text = DOCUMENT.read_text(encoding="utf-8")
        example = text.split('```json\n{"scheme"')[place + 1]
        written, _between, said = example.split("```")[:3]
        told, problems = read_replay("example.json", '{"scheme"' + written)
        assert not problems
        assert told is not None
        lines = []
        for answer in replay_answers(told):
            until = f" until {answer['expires_on']}" if answer["expires_on"] else ""
            lines.append(f"{answer['on']} {answer['certification']}: {answer['standing']}{until}")
        assert "\n".join(lines) == said.removeprefix("text").strip()
