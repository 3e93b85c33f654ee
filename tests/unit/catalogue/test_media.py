"""Media: type by content, size, nothing but the picture, nothing in a drawing that runs or loads."""

import io
import random
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from portal.catalogue.media import read_media
from portal.catalogue.pictures import encode_picture
from portal.catalogue.problems import Problems
from tests.unit.catalogue.recordings import RECORDINGS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{0}>{1}</svg>'


def codes(name: str, content: bytes) -> list[str]:
    found: Problems = []
    read_media(f"media/{name}", content, found)
    return [problem.code for problem in found]


def picture(kind: str, size: tuple[int, int], *, noise: bool = False, **more: Any) -> bytes:
    image = Image.new("RGB", size, (180, 40, 40))
    if noise:
        image.frombytes(random.Random(1).randbytes(size[0] * size[1] * 3))
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


class TestSizes:
    @pytest.mark.parametrize(
        ("attributes", "size"),
        [
            (' viewBox="0 0 720 470"', (720, 470)),
            (' viewBox="0,0,72.4,40"', (72, 40)),
            (' width="300" height="200px" viewBox="0 0 3 2"', (300, 200)),
            (' width="100%" viewBox="0 0 3 2"', (3, 2)),
            ("", (None, None)),
        ],
    )
    def test_svg(self, attributes: str, size: tuple[int | None, int | None]) -> None:
        media = read_media("media/x.svg", SVG.format(attributes, "").encode(), [])
        assert media is not None
        assert (media.width, media.height) == size

    @pytest.mark.parametrize(
        ("name", "kind"),
        [("x.png", "PNG"), ("x.jpg", "JPEG"), ("x.webp", "WEBP"), ("x.gif", "GIF")],
    )
    def test_pictures_become_webp(self, name: str, kind: str) -> None:
        media = read_media(f"media/{name}", picture(kind, (640, 480)), [])
        assert media is not None
        assert (media.width, media.height, media.media_type) == (640, 480, "image/webp")
        assert media.name == "x.webp"


class TestEncoding:
    def test_large_pictures_are_made_smaller(self) -> None:
        encoded = encode_picture("jpg", picture("JPEG", (4000, 1000)))
        assert (encoded.width, encoded.height) == (1600, 400)
        assert Image.open(io.BytesIO(encoded.content)).size == (1600, 400)

    def test_nothing_but_the_picture_is_kept(self) -> None:
        """Where and when a photo was taken is nobody's business; a polyglot ends here."""
        exif = Image.Exif()
        exif[0x010E] = "nha cua toi"
        exif[0x8825] = {1: "N", 2: (10.0, 20.0, 30.0)}
        original = picture("JPEG", (64, 48), exif=exif, comment=b"bi mat") + b"<script>x</script>"
        assert b"nha cua toi" in original
        encoded = encode_picture("jpg", original).content
        for secret in (b"nha cua toi", b"bi mat", b"script", b"EXIF", b"Exif", b"ICCP", b"XMP"):
            assert secret not in encoded

    def test_photos_stand_upright(self) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6  # the camera was held on its side
        encoded = encode_picture("jpg", picture("JPEG", (64, 48), exif=exif))
        assert (encoded.width, encoded.height) == (48, 64)

    def test_what_is_transparent_stays_so(self) -> None:
        buffer = io.BytesIO()
        Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(buffer, "PNG")
        encoded = Image.open(io.BytesIO(encode_picture("png", buffer.getvalue()).content))
        assert encoded.convert("RGBA").getpixel((4, 4))[3] == 0  # type: ignore[index]

    @pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "CMYK", "LA"])
    def test_every_kind_of_colour(self, mode: str) -> None:
        buffer, kind = io.BytesIO(), "JPEG" if mode == "CMYK" else "PNG"
        Image.new(mode, (8, 8)).save(buffer, kind)
        ending = "jpg" if kind == "JPEG" else "png"
        assert encode_picture(ending, buffer.getvalue()).width == 8

    def test_the_same_file_gives_the_same_picture(self) -> None:
        original = picture("PNG", (300, 200))
        assert encode_picture("png", original) == encode_picture("png", original)

    def test_a_file_may_be_large_if_the_picture_is_not(self) -> None:
        original = picture("PNG", (1500, 1500), noise=True)
        assert len(original) > 300 * 1024
        found: Problems = []
        media = read_media("media/x.png", picture("PNG", (3000, 2000)), found)
        assert media is not None
        assert (found, media.size < 300 * 1024) == ([], True)

    def test_a_picture_that_stays_too_large_is_a_problem(self) -> None:
        assert codes("x.png", picture("PNG", (1600, 1600), noise=True)) == ["image_too_large"]

    def test_moving_pictures_are_refused(self) -> None:
        buffer = io.BytesIO()
        frames = [Image.new("RGB", (8, 8), (shade, 0, 0)) for shade in (0, 200)]
        frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
        assert codes("x.gif", buffer.getvalue()) == ["image_moves"]

    def test_bombs_are_not_decoded(self) -> None:
        """60,000 pixels a side, in a few bytes: refused by its head."""
        head = b"\0\0\0\rIHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
        content = b"\x89PNG\r\n\x1a\n" + head + struct.pack(">I", zlib.crc32(head[4:]))
        content += b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
        assert codes("x.png", content)[0] in {"image_broken", "image_too_many_pixels"}
        head = b"\0\0\0\rIHDR" + struct.pack(">IIBBBBB", 8000, 6000, 8, 2, 0, 0, 0)
        content = b"\x89PNG\r\n\x1a\n" + head + struct.pack(">I", zlib.crc32(head[4:]))
        content += b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
        assert codes("x.png", content) == ["image_too_many_pixels"]


class TestRecordings:
    @pytest.mark.parametrize(("name", "served_as"), RECORDINGS)
    def test_are_told_by_their_first_bytes(self, name: str, served_as: str) -> None:
        found: Problems = []
        media = read_media(f"media/{name}", RECORDINGS[name, served_as], found)
        assert media is not None
        assert (media.media_type, media.name, found) == (served_as, name, [])

    def test_a_recording_under_another_name_is_refused(self) -> None:
        for (name, served_as), content in RECORDINGS.items():
            for other, as_other in RECORDINGS:
                if as_other != served_as and {name, other} != {"x.m4a", "x.mp4"}:
                    assert codes(other, content) == ["media_broken"], (name, other)

    @pytest.mark.parametrize(
        ("name", "says"),
        [
            ("x.mp3", "the file is 5.1 MB; at most 5 MB, because it is read on mobile data"),
            ("x.pdf", "the file is 5.1 MB; at most 5 MB, because it is read on mobile data"),
        ],
    )
    def test_sizes_are_limited(self, name: str, says: str) -> None:
        content = next(content for (one, _), content in RECORDINGS.items() if one == name)
        found: Problems = []
        read_media(f"media/{name}", content.ljust(5_300_000, b"\n"), found)
        assert says in [problem.message for problem in found]


class TestProblems:
    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("x.png", b"<svg/>", "image_broken"),
            ("x.png", b"", "image_broken"),
            ("x.jpg", b"\xff\xd8\xff", "image_broken"),
            ("x.webp", b"RIFF", "image_broken"),
            ("x.svg", b"<svg", "image_broken"),
            ("x.svg", b"<html></html>", "image_broken"),
            ("x.exe", b"", "media_type"),
            ("x.html", b"", "media_type"),
            ("x.vtt", b"WEBVTT", "media_broken"),
            ("x.vtt", b"WEBVTTX\n00:00.000 --> 00:01.000", "media_broken"),
            ("x.vtt", "WEBVTT\n-->é".encode("latin-1"), "media_broken"),
            ("x.gif", b"GIF89a", "image_broken"),
            ("x.mp3", b"<html>", "media_broken"),
            ("x.mp3", b"", "media_broken"),
            ("x.ogg", b"OggS" + b"\0" * 60, "media_broken"),
            ("x.m4a", b"\0\0\0\x20ftypavif", "media_broken"),
            ("x.mp4", b"", "media_broken"),
            ("x.webm", b"\x1a\x45\xdf\xa3\x42\x82\x88matroska", "media_broken"),
            ("x.pdf", b"<html>%PDF-1.7 %%EOF", "media_broken"),
            ("x.pdf", b"%PDF-1.7 cut", "media_broken"),
        ],
    )
    def test_what_is_not_a_picture(self, name: str, content: bytes, code: str) -> None:
        assert codes(name, content) == [code]

    def test_images_over_300_kb(self) -> None:
        content = SVG.format(' viewBox="0 0 1 1"', " " * 307_200).encode()
        assert codes("x.svg", content) == ["image_too_large"]

    @pytest.mark.parametrize(
        "inside",
        [
            "<script>alert(1)</script>",
            "<g onload='alert(1)'/>",
            "<foreignObject><b/></foreignObject>",
            "<a href='javascript:alert(1)'/>",
            "<a xlink:href='https://example.org'/>",
            "<image href='https://example.org/x.png'/>",
            "<use xlink:href='other.svg#x'/>",
            "<style>@import 'https://example.org/x.css';</style>",
            "<style>a { fill: url(https://example.org) }</style>",
            "<rect style='fill: url( \"https://example.org\")'/>",
            "<animate attributeName='href' to='javascript:alert(1)'/>",
            "<set attributeName='xlink:href' to='#x'/>",
            "<?xml-stylesheet href='x.css'?>",
        ],
    )
    def test_what_runs_or_loads(self, inside: str) -> None:
        assert "svg_unsafe" in codes("x.svg", SVG.format("", inside).encode())

    def test_entities_are_not_expanded(self) -> None:
        bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>' + SVG.format(
            "", "&b;"
        )
        assert codes("x.svg", bomb.encode()) == ["svg_unsafe", "image_broken"]

    @pytest.mark.parametrize(
        "inside",
        ["<use href='#x'/>", "<rect fill='url(#g)'/>", "<style>a { fill: url(#g) }</style>"],
    )
    def test_references_within_the_drawing_are_fine(self, inside: str) -> None:
        assert codes("x.svg", SVG.format("", inside).encode()) == []
