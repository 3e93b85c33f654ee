"""Plain text made into Markdown: the portal shows it as it was."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.catalogue.exchange.formats import tell_format
from portal.catalogue.exchange.sheet_template import write_template
from portal.catalogue.exchange.texts import from_plain, one_line, question_text
from portal.catalogue.links import Places
from portal.catalogue.package import Passage
from portal.catalogue.rendering import render
from portal.catalogue.sanitising import words_of
from tests.unit.exchange.word import docx

NOWHERE = Places({}, {}, {})
SIGNS = "ab0159Ế _*`[]()<>&;#+-=|~!:.\\/^{}\"'$%"


def shown(markdown: str) -> str:
    return words_of(render(Passage("a.md", 1, markdown), places=NOWHERE, language="vi").html)


@given(st.text(SIGNS, min_size=1, max_size=24))
@example("3 < 7 & 5 > 2 &lt; &copy; &#60;")
@example("____ và __x__ a_b _c_")
@example("1.")
@example("---")
@example(": x")
@example("!!! note")
@example("<b>x</b> <!-- y -->")
@example("[a]: b")
@example("[^1]")
@settings(max_examples=300)
def test_every_line_is_shown_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    assert shown(one_line(from_plain(line))) == line


@pytest.mark.parametrize("line", ["= 5", "# A", "## B", "```", "~~~"])
def test_no_line_of_a_question_answers_it(line: str) -> None:
    assert shown(question_text(from_plain(f"Hỏi?\n\n{line}"))) == f"Hỏi? {line}"


EXAM = b"## A {#a}\n\n- [x] b\n- [ ] c\n"


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("a.md", EXAM, "markdown"),
        ("a.txt", b"---\ntitle: x\n---\n\n" + EXAM, "markdown"),
        ("a.txt", b"A?\nA. b\nB. c\nANSWER: A\n", "aiken"),
        ("a.txt", b"::a::b {=c ~d}", "gift"),
        ("a", b"// x\n\nTr\xe1i {T}", "gift"),
        ("a.txt", b"<?xml version='1.0'?>\n<quiz></quiz>", "moodle-xml"),
        ("a.xlsx", docx("a"), "docx"),
        ("a.docx", write_template(), "xlsx"),
        ("a.gift", b"only words", "gift"),
        ("a.txt", b"only words", None),
        ("a.docx", b"PK\x03\x04", None),
        ("a.pdf", b"%PDF", None),
        ("", b"", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_format_is_told_by_the_content(name: str, content: bytes, format_: str | None) -> None:
    assert tell_format(name, content) == format_
