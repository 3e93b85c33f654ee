"""Pictures encoded anew: what readers get holds the picture and nothing else that was in the file.

The file as it came stays in the package, so that export gives it back; it is never shown.
"""

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

#: pixels of the longer side: twice what a lesson is wide on a large screen
MOST_PIXELS: Final = 1600
MOST_BYTES: Final = 300 * 1024
#: of the picture as it came: 40 megapixels take 160 MB for the moment in which it is made smaller
_LARGEST: Final = 40_000_000
_FORMATS: Final = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
#: tried in turn until the picture is small enough
_QUALITIES: Final = (80, 65, 50)
_EFFORT: Final = 4
_BROKEN: Final = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    IndexError,
    TypeError,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """WebP and its sides in pixels."""

    content: bytes
    width: int
    height: int


class NoPicture(ValueError):
    """`code` is one of problems.MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def encode_picture(ending: str, content: bytes) -> Picture:
    """The picture as readers get it: WebP, upright, at most 1600 pixels. Raises NoPicture.

    The same bytes give the same picture as long as Pillow is the same.
    """
    try:
        # an odd chunk is no reason to refuse what can be shown
        with warnings.catch_warnings(action="ignore"):
            return _encoded(_FORMATS[ending], content)
    except NoPicture:
        raise
    except _BROKEN as error:
        raise NoPicture("image_broken") from error


def _encoded(image_format: str, content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=[image_format]) as opened:
        if opened.width * opened.height > _LARGEST:
            raise NoPicture("image_too_many_pixels")
        if getattr(opened, "n_frames", 1) > 1 and image_format != "JPEG":
            raise NoPicture("image_moves")
        opened.draft(
            "RGB", (MOST_PIXELS, MOST_PIXELS)
        )  # JPEG decodes at half the size, or a quarter
        upright = ImageOps.exif_transpose(opened)
        has_holes = "A" in upright.getbands() or "transparency" in upright.info
        image = upright.convert("RGBA" if has_holes else "RGB")
    image.thumbnail((MOST_PIXELS, MOST_PIXELS), Image.Resampling.LANCZOS)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return Picture(_smallest(bare), bare.width, bare.height)


def _smallest(image: Image.Image) -> bytes:
    """As good as it can be within the limit; else the smallest, for the check to refuse."""
    encoded = b""
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=_EFFORT, exact=False)
        encoded = buffer.getvalue()
        if len(encoded) <= MOST_BYTES:
            break
    return encoded
