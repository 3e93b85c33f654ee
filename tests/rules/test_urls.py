"""Addresses are promises: readable, typed, and never broken."""

import re

import pytest
from flask import Flask

from tests.rules.routes import lines_of, routes_of

PARAMETER = re.compile(r"<([^>]*)>")
#: names under it are standards' to choose (RFC 8615)
WELL_KNOWN = "/.well-known/"
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.fixture
def paths(app: Flask) -> set[str]:
    return {route.path for route in routes_of(app)}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestAddresses:
    def test_are_lower_case_words_with_hyphens(self, paths: set[str]) -> None:
        for path in paths:
            if path.startswith(WELL_KNOWN):
                continue
            for part in PARAMETER.sub("", path).split("/"):
                assert path == "/sw.js" or not part or KEBAB.fullmatch(part), (
                    f"{path}: write {part!r} in lower case, words joined by hyphens"
                )

    def test_say_what_may_stand_in_each_parameter(self, paths: set[str]) -> None:
        for path in paths:
            for parameter in PARAMETER.findall(path):
                assert ":" in parameter, (
                    f"{path}: name a converter for <{parameter}>: <uuid:…> for anything personal,"
                    " <slug:…> for content, <int:…>, or <string:…> if anything may stand there"
                )

    def test_name_personal_things_by_uuid_never_by_number(self, paths: set[str]) -> None:
        numbered = [path for path in paths if "<int:" in path]
        assert not numbered, f"numbers can be guessed and tell how many there are: {numbered}"

    def test_have_no_slash_at_the_end(self, paths: set[str]) -> None:
        assert not [path for path in paths if path != "/" and path.endswith("/")]

    def test_once_given_out_keep_working(self, paths: set[str]) -> None:
        promised = set(lines_of("routes.txt"))
        gone = sorted(promised - paths)
        assert not gone, f"links to these stand in letters and bookmarks: redirect them: {gone}"
        new = sorted(paths - promised)
        assert not new, f"new addresses are promises: add to tests/rules/routes.txt: {new}"
