"""Zips: what may be in one, and that nothing else is read from it."""

import stat
import tracemalloc
import unicodedata
import warnings
import zipfile
from pathlib import Path

import pytest

from portal.catalogue.archive_reading import opened_archive
from portal.catalogue.archive_writing import write_archive
from portal.catalogue.problems import Problem
from tests.unit.catalogue.zips import (
    encrypted,
    mini_files,
    of_size,
    plain_zip,
    renamed,
    written,
    zip_with,
)

FILES = {path.removeprefix("mini/"): content for path, content in mini_files().items()}


def problems(path: Path) -> list[Problem]:
    found: list[Problem] = []
    with opened_archive(path, found) as archive:
        assert found or archive is not None
    return found


def codes(tmp_path: Path, content: bytes) -> list[tuple[str, str]]:
    return [(one.file, one.code) for one in problems(written(tmp_path, content))]


class TestWhatIsRead:
    def test_a_folder_in_a_zip(self, tmp_path: Path) -> None:
        with opened_archive(written(tmp_path, plain_zip(mini_files())), []) as archive:
            assert archive is not None
            assert (archive.folder, archive.files, archive.facts) == ("mini", FILES, None)

    def test_files_without_a_folder(self, tmp_path: Path) -> None:
        with opened_archive(written(tmp_path, plain_zip(FILES)), []) as archive:
            assert archive is not None
            assert (archive.folder, archive.files) == (None, FILES)

    def test_facts_beside_the_folder(self, tmp_path: Path) -> None:
        content = plain_zip(mini_files() | {"facts.csv": b"id"})
        with opened_archive(written(tmp_path, content), []) as archive:
            assert archive is not None
            assert (archive.facts, archive.files) == (b"id", FILES)

    def test_what_systems_leave_behind_is_passed_over(self, tmp_path: Path) -> None:
        more = {"__MACOSX/mini/._course.md": b"x", "mini/.DS_Store": b"x", "mini/media/": b""}
        with opened_archive(written(tmp_path, plain_zip(mini_files() | more)), []) as archive:
            assert archive is not None
            assert archive.files == FILES


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("../outside.md", "outside"),
            ("mini/../../outside.md", "outside"),
            ("/etc/outside.md", "outside"),
            ("mini//double.md", "outside"),
            ("mini/./dot.md", "outside"),
            ("C:/outside.md", "outside"),
            ("mini/a\nb.md", "unexpected_file"),
            ("mini/.hidden", "bad_name"),
            ("mini/media/Ảnh.png", "bad_name"),
        ],
    )
    def test_names(self, tmp_path: Path, name: str, code: str) -> None:
        content = plain_zip(mini_files() | {name: b"x"})
        assert codes(tmp_path, content) == [(name.replace("\n", "?"), code)]

    def test_backslashes(self, tmp_path: Path) -> None:
        content = renamed(
            plain_zip(mini_files() | {"mini/!!.md": b"x"}), "mini/!!.md", "..\\..\\a.md"
        )
        assert codes(tmp_path, content) == [("..\\..\\a.md", "backslash")]

    def test_decomposed_names_are_told_with_a_better_one(self, tmp_path: Path) -> None:
        name = unicodedata.normalize("NFD", "mini/media/ảnh.png")
        (problem,) = problems(written(tmp_path, plain_zip(mini_files() | {name: b"x"})))
        assert (problem.code, problem.values["better"]) == ("not_composed", "anh.png")

    def test_decomposed_names_as_macos_writes_them(self, tmp_path: Path) -> None:
        name = unicodedata.normalize("NFD", "mini/media/ảnh.png")
        content = plain_zip(mini_files() | {"!" * len(name.encode()): b"x"})
        content = content.replace(b"!" * len(name.encode()), name.encode())
        (problem,) = problems(written(tmp_path, content))
        assert (problem.file, problem.code) == ("mini/media/ảnh.png", "not_composed")

    @pytest.mark.parametrize(
        ("mode", "code"),
        [(stat.S_IFLNK | 0o777, "is_link"), (stat.S_IFIFO | 0o644, "unexpected_file")],
    )
    def test_what_is_not_a_plain_file(self, tmp_path: Path, mode: int, code: str) -> None:
        info = zipfile.ZipInfo("mini/media/x.png")
        info.create_system, info.external_attr = 3, mode << 16
        assert codes(tmp_path, zip_with(info, b"/etc/passwd")) == [("mini/media/x.png", code)]

    def test_encrypted_members(self, tmp_path: Path) -> None:
        content = encrypted(plain_zip({"mini/course.md": b"x"}))
        assert codes(tmp_path, content) == [("mini/course.md", "encrypted")]

    @pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_ways_of_compression_that_take_memory(self, tmp_path: Path, way: int) -> None:
        info = zipfile.ZipInfo("mini/media/x.png")
        info.compress_type = way
        assert codes(tmp_path, zip_with(info)) == [("mini/media/x.png", "compression")]

    @pytest.mark.parametrize("begins", [b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf"])
    def test_archives_inside(self, tmp_path: Path, begins: bytes) -> None:
        content = plain_zip(mini_files() | {"mini/media/x.png": begins + b"\0" * 20})
        assert codes(tmp_path, content) == [("mini/media/x.png", "archive_inside")]

    def test_names_that_stand_twice(self, tmp_path: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            content = zip_with(zipfile.ZipInfo("mini/course.md"))
        assert codes(tmp_path, content) == [("mini/course.md", "repeated_file")]

    def test_too_many_files(self, tmp_path: Path) -> None:
        content = plain_zip({f"mini/{number}.md": b"" for number in range(2001)})
        assert codes(tmp_path, content) == [("mini.zip", "too_many_files")]

    def test_a_directory_too_large_for_its_number_of_entries(self, tmp_path: Path) -> None:
        content = bytearray(plain_zip(mini_files()))
        place = content.rfind(b"PK\x05\x06")
        content[place + 12 : place + 16] = (50_000_000).to_bytes(4, "little")
        assert codes(tmp_path, bytes(content)) == [("mini.zip", "too_many_files")]

    def test_bombs(self, tmp_path: Path) -> None:
        content = plain_zip(mini_files() | {"mini/media/x.png": b"\0" * 5_000_000})
        assert codes(tmp_path, content) == [("mini/media/x.png", "bomb")]

    def test_bombs_of_many_members(self, tmp_path: Path) -> None:
        content = of_size(plain_zip(mini_files()), 19 * 1024 * 1024)
        assert codes(tmp_path, content) == [("mini.zip", "package_too_large")]

    def test_files_that_are_too_large(self, tmp_path: Path) -> None:
        content = of_size(plain_zip({"mini/a.md": bytes(range(256)) * 800}), 21 * 1024 * 1024)
        assert codes(tmp_path, content) == [("mini/a.md", "bomb")]

    def test_a_member_that_lies_about_its_size(self, tmp_path: Path) -> None:
        content = of_size(plain_zip({"mini/course.md": b"abc" * 100}), 100)
        assert codes(tmp_path, content) == [("mini/course.md", "archive_member_broken")]

    @pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + b"\0" * 200])
    def test_what_is_no_zip(self, tmp_path: Path, content: bytes) -> None:
        assert codes(tmp_path, content) == [("mini.zip", "archive_broken")]

    def test_a_zip_that_was_cut(self, tmp_path: Path) -> None:
        content = plain_zip(mini_files())
        for length in range(0, len(content), 97):
            assert problems(written(tmp_path, content[:length]))

    def test_bytes_that_were_changed(self, tmp_path: Path) -> None:
        """Whatever is damaged, the answer is problems or the course, never an error."""
        content = bytearray(plain_zip(mini_files()))
        for place in range(0, len(content), 61):
            changed = bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
            problems(written(tmp_path, changed))

    @pytest.mark.parametrize(
        ("members", "code"),
        [
            ({"README.md": b""}, "bad_name"),
            ({"notes.md": b""}, "archive_holds_nothing"),
            ({"a/course.md": b"", "b/course.md": b""}, "archive_holds_several"),
            ({"a/course.md": b"", "b.md": b""}, "unexpected_file"),
        ],
    )
    def test_what_is_not_one_course(
        self, tmp_path: Path, members: dict[str, bytes], code: str
    ) -> None:
        assert [found for _, found in codes(tmp_path, plain_zip(members))] == [code]


class TestWriting:
    def test_the_same_files_give_the_same_bytes(self, tmp_path: Path) -> None:
        write_archive(tmp_path / "a.zip", "mini", FILES)
        write_archive(tmp_path / "b.zip", "mini", dict(reversed(FILES.items())))
        assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip"]

    def test_nothing_is_left_of_a_zip_that_failed(self, tmp_path: Path) -> None:
        class Lost(dict[str, bytes]):
            def __getitem__(self, path: str) -> bytes:
                raise OSError(path)

        with pytest.raises(OSError, match=r"course\.md"):
            write_archive(tmp_path / "a.zip", "mini", Lost({"course.md": b""}))
        assert list(tmp_path.iterdir()) == []


class TestMemory:
    def test_is_that_of_the_largest_file(self, tmp_path: Path) -> None:
        """60 MB of files cost a few MB: one member at a time."""
        path = tmp_path / "mini.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for name, content in mini_files().items():
                archive.writestr(name, content)
            for number in range(60):
                archive.writestr(f"mini/media/{number}.bin", bytes([number]) * 1_000_000)
        tracemalloc.start()
        with opened_archive(path, []) as read:
            assert read is not None
            assert sum(len(read.files[name]) for name in read.files) > 60_000_000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 6_000_000
