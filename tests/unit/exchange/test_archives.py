"""Office files that were made to do harm."""

import io
import zipfile

import pytest

from portal.catalogue.exchange.archives import BadArchive, read_parts
from portal.catalogue.exchange.formats import read
from tests.unit.exchange.word import docx

ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def zipped(**parts: bytes | str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 and more", "damaged"),
        (zipped(**{"a.xml": b"0" * 40_000_000}), "too large"),
        (zipped(**{f"{n}.xml": b"" for n in range(2_001)}), "too many"),
        (zipped(**{f"{n}.xml": b" " * 8_000_000 for n in range(9)}), "too large"),
        (zipped(**{"a.xml": ENTITIES}), "entities"),
        (b"0" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
    # by name: a zip carries the time it was made, and two runners must collect the same tests
    ids=["empty", "cut", "bomb", "many parts", "large together", "entities", "large"],
)
def test_are_refused(content: bytes, why: str) -> None:
    with pytest.raises(BadArchive, match=why):
        read_parts(content)


def test_that_lie_about_their_size_are_refused() -> None:
    content = bytearray(zipped(**{"a.xml": b"0" * 5_000_000}))
    size = (5_000_000).to_bytes(4, "little")
    assert content.count(size) == 2
    lying = bytes(content).replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(BadArchive):
        read_parts(lying)


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_are_problems_of_the_reader(format_: str) -> None:
    outcome = read(format_, zipped(**{"word/document.xml": ENTITIES}))
    assert (outcome.questions, outcome.is_whole) == ([], False)


def test_a_document_with_entities_in_a_part_is_refused() -> None:
    outcome = read("docx", docx("Câu 1. x", **{"word/comments.xml": ENTITIES}))
    assert "entities" in str(outcome.troubles[0])


def test_moodle_xml_with_entities_is_refused() -> None:
    outcome = read("moodle-xml", ENTITIES.replace("a>", "quiz>").encode())
    assert (outcome.questions, outcome.is_whole) == ([], False)
