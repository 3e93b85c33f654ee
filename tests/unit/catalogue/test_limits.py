"""Texts made to be slow are refused, and whatever is not refused is fast."""

import time
from contextlib import suppress

import pytest

from portal.catalogue.limits import LIMITS, over_limits
from portal.catalogue.links import Places
from portal.catalogue.package import Passage
from portal.catalogue.rendering import TooComplex, render

NOWHERE = Places({}, {}, {})


def seconds_for(text: str) -> float:
    began = time.process_time()
    with suppress(TooComplex):
        render(Passage("a.md", 1, text), places=NOWHERE, language="vi")
    return time.process_time() - began


class TestRefused:
    @pytest.mark.parametrize("sign", ["[", "![", "<", "<a ", "`", "*", "**a", "<!--", "\\", "&"])
    def test_twenty_thousand_of_a_sign(self, sign: str) -> None:
        assert over_limits(Passage("a.md", 1, sign * 20_000))
        assert seconds_for(sign * 20_000) < 0.5

    @pytest.mark.parametrize("sign", [">", "> ", "    ", "- > "])
    def test_deep_nesting(self, sign: str) -> None:
        assert seconds_for(sign * 5_000 + "x") < 1

    def test_the_paragraph_is_named_by_its_line(self) -> None:
        (problem,) = over_limits(Passage("a.md", 3, "a\n\nb\n\n" + "[" * 201))
        assert (problem.line, problem.code) == (7, "too_many_signs")

    def test_a_long_lesson_of_ordinary_text_is_not(self) -> None:
        table = "| [a](b.md) | **c** | `d` |\n" * 40
        text = f"## H\n\nĐoạn *văn* [x](y.md).\n\n| A | B | C |\n|---|---|---|\n{table}\n" * 20
        assert over_limits(Passage("a.md", 1, text)) == []


class TestWorstThatIsAllowed:
    """Just under each limit, in as many paragraphs as the file's own limit allows."""

    @pytest.mark.parametrize("sign", sorted(LIMITS))
    @pytest.mark.parametrize("after", ["", "a", "a ", "](", "!["])
    def test_stays_under_two_seconds(self, sign: str, after: str) -> None:
        unit = sign + after
        counted = [(LIMITS[one], unit.count(one)) for one in LIMITS if one in unit]
        in_paragraph = min(limit[0] // count for limit, count in counted)
        in_file = min(limit[1] // count for limit, count in counted)
        text = "\n\n".join(["x" + unit * in_paragraph] * (in_file // in_paragraph))
        assert over_limits(Passage("a.md", 1, text)) == []
        assert seconds_for(text) < 2
