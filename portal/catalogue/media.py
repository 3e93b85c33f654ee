"""The files of media/: their type by content, their size, and whether they are safe to serve."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from portal.catalogue.drawings import Unreadable, read_drawing
from portal.catalogue.media_types import FILE_TYPES, WEBP, FileType, Kind, ending_of
from portal.catalogue.package import LANGUAGES, Media
from portal.catalogue.pictures import MOST_BYTES, NoPicture, encode_picture
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.reading import Files, digest_at, digest_of
from portal.catalogue.recordings import is_what_it_says

_MOST_KNOWN: Final = 5000
#: by ending and digest: sides and problems only, never a picture
_known: Final[dict[tuple[str, str], tuple[Media | None, tuple[Problem, ...]]]] = {}


def read_media(path: str, content: bytes, found: Problems) -> Media | None:
    """One file of media/; a problem instead where it cannot or must not be shown."""
    file_type = FILE_TYPES.get(ending_of(path))
    if file_type is None:
        found.append(Problem(path, 1, "media_type", {"known": ", ".join(FILE_TYPES)}))
        return None
    if len(content) > file_type.most_bytes:
        values: dict[str, object] = {
            "size": in_words(len(content)),
            "limit": in_words(file_type.most_bytes),
        }
        code = "image_too_large" if file_type.kind is Kind.DRAWING else "media_too_large"
        found.append(Problem(path, 1, code, values))
    if file_type.kind is Kind.DRAWING:
        return _drawing(path, content, file_type, found)
    if file_type.kind is Kind.PICTURE:
        return _picture(path, content, found)
    if not is_what_it_says(ending_of(path), content):
        found.append(Problem(path, 1, "media_broken", {"kind": ending_of(path).upper()}))
        return None
    return Media(path, digest_of(content), file_type.served_as, len(content), file_type.kind)


def media_at(files: Files, path: str, found: Problems) -> Media | None:
    """As `read_media`; a file that was read before is not read, decoded and encoded again."""
    key = (ending_of(path), digest_at(files, path))
    if key not in _known:
        problems: Problems = []
        media = read_media(path, files[path], problems)
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[key] = (media, tuple(problems))
    known, told = _known[key]
    found += [replace(problem, file=path) for problem in told]
    return replace(known, path=path) if known else None


def check_captions(media: Mapping[str, Media], found: Problems) -> None:
    """Captions belong to a video of their name (by path)."""
    videos = {path.rsplit(".", 1)[0] for path, one in media.items() if one.kind is Kind.VIDEO}
    named = {f"{stem}.{language}.vtt" for stem in videos for language in LANGUAGES}
    for path, one in media.items():
        if one.kind is Kind.CAPTIONS and path not in named:
            found.append(Problem(path, 1, "captions_of_nothing"))


def in_words(size: int) -> str:
    """Bytes as people say them: "300 KB", "1.4 MB"."""
    if size < 1000 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".0 MB", " MB")


def _drawing(path: str, content: bytes, file_type: FileType, found: Problems) -> Media | None:
    try:
        width, height = read_drawing(path, content, found)
    except Unreadable:
        found.append(Problem(path, 1, "image_broken", {"kind": "SVG"}))
        return None
    return Media(
        path=path,
        digest=digest_of(content),
        media_type=file_type.served_as,
        size=len(content),
        kind=file_type.kind,
        width=width or None,
        height=height or None,
    )


def _picture(path: str, content: bytes, found: Problems) -> Media | None:
    """Named and measured as readers get it; its bytes are made again when they are stored."""
    try:
        picture = encode_picture(ending_of(path), content)
    except NoPicture as error:
        found.append(Problem(path, 1, error.code, {"kind": ending_of(path).upper()}))
        return None
    if len(picture.content) > MOST_BYTES:
        size: dict[str, object] = {"size": in_words(len(picture.content))}
        found.append(Problem(path, 1, "image_too_large", size))
    return Media(
        path=path,
        digest=digest_of(picture.content),
        media_type=WEBP,
        size=len(picture.content),
        kind=Kind.PICTURE,
        width=picture.width,
        height=picture.height,
    )
