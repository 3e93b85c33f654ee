"""Line ends and byte order marks survive an editor that knows only \\n."""

from hypothesis import given
from hypothesis import strategies as st

from portal.authoring.editing import as_edited, as_written

TEXTS = st.text(st.sampled_from("ab\r\n\ufeffđ"), max_size=20)


@given(TEXTS)
def test_what_was_not_changed_stays_as_it_was(written: str) -> None:
    assert as_written(as_edited(written), written) == written


@given(TEXTS, TEXTS)
def test_what_was_written_is_what_an_editor_shows_again(text: str, before: str) -> None:
    assert as_edited(as_written(text, before)) == as_edited(text)


def test_line_ends_stay_those_of_the_file() -> None:
    assert as_written("a\nc\n", "a\r\nb\r\n") == "a\r\nc\r\n"
    assert as_written("a\r\nc\r\n", "a\nb\n") == "a\nc\n"
    assert as_written("b", "\ufeffa") == "\ufeffb"
