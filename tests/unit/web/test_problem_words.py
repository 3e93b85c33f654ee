"""Every problem of a package can be told in both languages, with its values in their places."""

import string
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.areas.trainer.problem_words import problem_message
from portal.catalogue.problems import MESSAGES, Problem

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def vietnamese(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Cookie": "language=vi"}):
        yield


def names_in(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_each_is_translated_with_the_same_values(vietnamese: None) -> None:
    for code, message in MESSAGES.items():
        values: dict[str, object] = {name: f"<{name}>" for name in names_in(message)}
        told = problem_message(Problem("a.md", 1, code, values))
        assert told != message.format(**values), code
        assert all(f"<{name}>" in told for name in values), f"{code}: {told}"


@pytest.mark.parametrize(
    ("code", "values", "told"),
    [
        (
            "unknown_key",
            {"key": "minuts", "hint": "; did you mean minutes?"},
            "không có khóa minuts; có phải ý bạn là minutes?",
        ),
        (
            "bad_value",
            {"key": "minutes", "value": "x", "wanted": "a whole number from 1 to 600"},
            "minutes: 'x' không phải số nguyên từ 1 đến 600",
        ),
    ],
    ids=["hint", "wanted"],
)
def test_what_stands_in_them_is_translated_too(
    vietnamese: None, code: str, values: dict[str, object], told: str
) -> None:
    assert problem_message(Problem("a.md", 1, code, values)) == told
