"""What a folder may hold."""

import unicodedata

from tests.unit.catalogue.conftest import Workbench


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

    def test_files_over_10_mb(self, bench: Workbench) -> None:
        bench.write("media/x.png", b"0" * (10 * 1024 * 1024 + 1))
        assert bench.codes() == [("media/x.png", 1, "too_large")]

    def test_a_lesson_over_200_kb(self, bench: Workbench) -> None:
        bench.append("01-mot/02-bai-sau.md", "a b\n\n" * 50_000)
        assert ("01-mot/02-bai-sau.md", 1, "too_long") in bench.codes()

    def test_other_encodings_are_told_with_the_line(self, bench: Workbench) -> None:
        text = (bench.mini / "01-mot/02-bai-sau.md").read_text("utf-8")
        bench.write("01-mot/02-bai-sau.md", text.encode() + "\n\nMột".encode("utf-16"))
        assert bench.codes() == [("01-mot/02-bai-sau.md", 10, "not_utf8")]

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
