"""What differs between two sets of files, and how it is shown."""

from portal.catalogue.differences import compare, difference_lines
from portal.catalogue.reading import digests_of

NAMES = ("revision 1", "revision 2")


def lines(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    found = compare(digests_of(before), digests_of(after))
    return list(difference_lines(before, after, found, NAMES))


class TestDifferences:
    def test_nothing_differs(self) -> None:
        files = {"a.md": b"x"}
        assert not compare(digests_of(files), digests_of(files))
        assert lines(files, files) == []

    def test_added_removed_and_changed(self) -> None:
        before = {"a.md": b"x\ny\n", "b.md": b"x\n", "c.png": b"123"}
        after = {"a.md": b"x\nz\n", "c.png": b"1", "d.md": b"new\n"}
        assert lines(before, after) == [
            "added   d.md",
            "--- d.md (revision 1)",
            "+++ d.md (revision 2)",
            "@@ -0,0 +1 @@",
            "+new",
            "removed b.md",
            "changed a.md",
            "--- a.md (revision 1)",
            "+++ a.md (revision 2)",
            "@@ -1,2 +1,2 @@",
            " x",
            "-y",
            "+z",
            "changed c.png",
            "  3 → 1 bytes",
        ]

    def test_line_ends_are_shown(self) -> None:
        assert lines({"a.md": b"x\n"}, {"a.md": b"x\r\n"})[-2:] == ["-x", "+x␍"]
        assert lines({"a.md": b"x\n"}, {"a.md": b"x"})[-2:] == ["-x", "+x (no line end)"]

    def test_what_is_no_text_or_too_long_is_only_measured(self) -> None:
        assert lines({"a.md": b"\xff"}, {"a.md": b"x"})[-1] == "  1 → 1 bytes"
        assert lines({"a.md": b"a\n" * 6000}, {"a.md": b"x\n"})[-1] == "  12000 → 2 bytes"
