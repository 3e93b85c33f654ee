"""What a folder may hold."""

import unicodedata

import pytest

from portal.catalogue.encodings import guess_encoding, recoded
from tests.unit.catalogue.conftest import Workbench


def as_windows_writes(text: str) -> str:
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = []
    for sign in text:
        marks = unicodedata.normalize("NFD", sign)
        bare = "".join(mark for mark in marks if mark not in tones)
        parts.append(unicodedata.normalize("NFC", bare))
        parts += [mark for mark in marks if mark in tones]
    return "".join(parts)


class TestRefusals:
    def test_the_sound_package_is_sound(self, bench: Workbench) -> None:
        assert bench.problems() == []

    def test_links_are_not_followed(self, bench: Workbench) -> None:
        (bench.mini / "media").mkdir()
        (bench.mini / "media" / "x.svg").symlink_to("/etc/passwd")
        (bench.mini / "02-hai").symlink_to(bench.mini / "01-mot")
        assert ("media/x.svg", 1, "is_link") in bench.codes()
        assert ("02-hai", 1, "is_link") in bench.codes()
        assert not any(b"root:" in content for content in bench.check().files.values())

    def test_names_spelt_with_separate_accents(self, bench: Workbench) -> None:
        bench.write(unicodedata.normalize("NFD", "01-mot/03-bài.md"), "x")
        problems = bench.problems()
        assert problems == [
            "01-mot/03-bài.md:1: its name is spelt with separate accents (NFD);"
            " rename it to 03-bai.md"
        ]

    def test_names_that_are_no_slugs(self, bench: Workbench) -> None:
        bench.write("01-mot/03-Bài Mới.md", "x")
        assert bench.problems() == [
            "01-mot/03-Bài Mới.md:1: a name may hold a–z, 0–9 and hyphens; rename it to 03-bai-moi.md"
        ]

    def test_what_systems_leave_behind(self, bench: Workbench) -> None:
        bench.write("media/.DS_Store", "x")
        assert bench.codes() == [("media/.DS_Store", 1, "unexpected_file")]

    def test_files_over_20_mb(self, bench: Workbench) -> None:
        bench.write("media/x.mp4", b"0" * (20 * 1024 * 1024 + 1))
        assert bench.codes() == [("media/x.mp4", 1, "too_large")]

    def test_a_lesson_over_200_kb(self, bench: Workbench) -> None:
        bench.append("01-mot/02-bai-sau.md", "a b\n\n" * 50_000)
        assert ("01-mot/02-bai-sau.md", 1, "too_long") in bench.codes()

    def test_other_encodings_are_told_with_the_line(self, bench: Workbench) -> None:
        text = (bench.mini / "01-mot/02-bai-sau.md").read_text("utf-8")
        bench.write("01-mot/02-bai-sau.md", text.encode() + "\n\nMột".encode("utf-16"))
        assert bench.codes() == [("01-mot/02-bai-sau.md", 10, "not_utf8")]

    @pytest.mark.parametrize(
        ("encoding", "name"),
        [("cp1258", "Windows-1258"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16 BE")],
    )
    def test_the_encoding_is_named_and_can_be_converted(
        self, bench: Workbench, encoding: str, name: str
    ) -> None:
        text = (bench.mini / "01-mot/02-bai-sau.md").read_text("utf-8")
        # Windows-1258 has letters with their own marks, tones stand behind them
        written = as_windows_writes(text) if encoding == "cp1258" else text
        bench.write("01-mot/02-bai-sau.md", written.encode(encoding))
        (problem,) = bench.check().problems
        assert (problem.code, problem.values) == ("other_encoding", {"encoding": name})
        assert recoded((bench.mini / "01-mot/02-bai-sau.md").read_bytes()) == text.encode()

    def test_the_letters_of_old_fonts_are_told(self) -> None:
        # "Được ở đây" in TCVN3, which no Python codec knows
        content = b"\xa7\xad\xeec \xeb \xae\xa9y"
        encoding = guess_encoding(content)
        assert encoding is not None
        assert (encoding.name, recoded(content)) == ("TCVN3", "Được ở đây".encode())

    @pytest.mark.parametrize(
        "content",
        [b"", b"plain", "Được".encode(), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256))],
    )
    def test_no_encoding_is_made_up(self, content: bytes) -> None:
        assert guess_encoding(content) is None

    def test_control_characters(self, bench: Workbench) -> None:
        bench.append("01-mot/02-bai-sau.md", "\na\x00b\n")
        assert bench.codes() == [("01-mot/02-bai-sau.md", 11, "control_character")]


class TestTolerance:
    def test_windows_line_ends_and_a_byte_order_mark_are_read(self, bench: Workbench) -> None:
        text = (bench.mini / "01-mot/01-bai-dau.md").read_text("utf-8")
        bench.write("01-mot/01-bai-dau.md", ("\ufeff" + text.replace("\n", "\r\n")).encode())
        assert bench.problems() == []

    def test_the_digest_follows_every_byte(self, bench: Workbench) -> None:
        before = bench.check().digest
        bench.append("01-mot/02-bai-sau.md", " ")
        assert bench.check().digest != before
