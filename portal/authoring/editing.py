"""Between a file as it is written and its text as an editor shows it: line ends and byte order mark."""

from typing import Final

#: endings of files that can be edited as text
TEXTS: Final = (".md", ".csv", ".vtt")
_MARK: Final = "\ufeff"


def text_of(path: str, content: bytes) -> str | None:
    """A file's text exactly as it is written; None for what cannot be edited as text.

    That is kept as bytes, and the check says what is wrong with it.
    """
    if not path.endswith(TEXTS):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def as_edited(written: str) -> str:
    """Without byte order mark, lines ended by \\n."""
    return written.lstrip(_MARK).replace("\r\n", "\n").replace("\r", "\n")


def as_written(edited: str, before: str) -> str:
    """The text as the file has it, in the manner of what stood there `before`.

    Unchanged text gives back exactly what was there, mixed line ends and all.
    """
    plain = as_edited(edited)
    if plain == as_edited(before):
        return before
    ended = plain.replace("\n", "\r\n") if _is_of_windows(before) else plain
    return f"{_MARK}{ended}" if before.startswith(_MARK) else ended


def _is_of_windows(text: str) -> bool:
    """Most lines end with \\r\\n."""
    return text.count("\r\n") * 2 > text.count("\n")
