"""Pictures: type, size, and nothing in a drawing that runs or loads."""

import struct

import pytest

from portal.catalogue.media import read_media
from portal.catalogue.problems import Problems

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{0}>{1}</svg>'


def codes(name: str, content: bytes) -> list[str]:
    found: Problems = []
    read_media(f"media/{name}", content, found)
    return [problem.code for problem in found]


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

    def test_png(self) -> None:
        content = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
        media = read_media("media/x.png", content, [])
        assert media is not None
        assert (media.width, media.height, media.media_type) == (640, 480, "image/png")

    def test_jpeg(self) -> None:
        app = b"\xff\xe0\x00\x04\x00\x00"
        frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 480, 640) + b"\0" * 10
        media = read_media("media/x.jpg", b"\xff\xd8" + app + frame, [])
        assert media is not None
        assert (media.width, media.height) == (640, 480)

    def test_webp(self) -> None:
        chunk = b"VP8X" + b"\0" * 8 + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
        media = read_media("media/x.webp", b"RIFF\0\0\0\0WEBP" + chunk, [])
        assert media is not None
        assert (media.width, media.height) == (640, 480)


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
            ("x.mp4", b"", "not_supported_yet"),
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
