"""Between a file as it is written and its text as an editor shows it: line ends and byte order mark."""

from typing import Final

_MARK: Final = "\ufeff"


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
