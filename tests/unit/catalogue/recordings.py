"""A picture, and the smallest files that are what they say: enough to be told apart, too little to be played."""

import io
from typing import Final

from PIL import Image


def png(width: int = 640, height: int = 480) -> bytes:
    """A gradient: encoding it twice makes it another picture."""
    buffer = io.BytesIO()
    shades = Image.linear_gradient("L").resize((width, height))
    Image.merge("RGB", (shades, shades.rotate(90), shades.rotate(180))).save(buffer, "PNG")
    return buffer.getvalue()


#: (file name, type it is served as) → bytes
RECORDINGS: Final = {
    ("x.mp3", "audio/mpeg"): b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x64" + b"\0" * 413,
    ("x.ogg", "audio/ogg"): b"OggS\0\x02" + b"\0" * 20 + b"\x01\x13OpusHead\x01\x01" + b"\0" * 40,
    ("x.m4a", "audio/mp4"): b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom" + b"\0" * 40,
    ("x.mp4", "video/mp4"): b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 40,
    ("x.webm", "video/webm"): b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\x82\x84webm" + b"\0" * 40,
    ("x.vtt", "text/vtt"): b"WEBVTT\n\n00:00.000 --> 00:02.000\nXin ch\xc3\xa0o\n",
    ("x.pdf", "application/pdf"): b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n",
}
