"""Audio, video and documents as HTML: controls where the browser has them, and a link for every other reader.

Only the portal writes players; what an author writes as HTML is left out (finishing.py).
"""

from collections.abc import Mapping
from html import escape
from typing import Final

from portal.catalogue.links import media_url
from portal.catalogue.media import in_words
from portal.catalogue.media_types import Kind, ending_of
from portal.catalogue.package import Media

_NAMES: Final = {"vi": "Tiếng Việt", "en": "English"}
_WORDS: Final = {
    "vi": {"audio": "Tải âm thanh", "video": "Tải video", "document": "Tải tài liệu"},
    "en": {"audio": "Download the audio", "video": "Download the video", "document": "Download"},
}


def player(
    media: Media, alternative: str, language: str, captions: Mapping[str, Media] | None = None
) -> str:
    """For `![alternative](file)`; it loads nothing until it is played. `captions` by their language."""
    url, name = escape(media_url(media)), escape(alternative)
    link = f"{_WORDS[language][media.kind]}: {name}"
    download = f'<a href="{url}" download="">{link}{file_note(media, language)}</a>'
    if media.kind is Kind.DOCUMENT:
        return download
    tag = media.kind.value
    tracks = "".join(_track(of, one, language) for of, one in (captions or {}).items())
    attributes = f'controls="" preload="none" src="{url}" aria-label="{name}"'
    return f"<{tag} {attributes}>{tracks}</{tag}><br>{download}"


def _track(of: str, captions: Media, language: str) -> str:
    """Shown from the beginning where they are in the reader's own language."""
    chosen = ' default=""' if of == language else ""
    return (
        f'<track kind="captions" src="{escape(media_url(captions))}" srclang="{of}"'
        f' label="{_NAMES[of]}"{chosen}>'
    )


def file_note(media: Media, language: str) -> str:
    """What a reader on mobile data wants to know before following a link: " (PDF, 1.4 MB)"."""
    size = in_words(media.size)
    size = size.replace(".", ",") if language == "vi" else size
    return f" ({ending_of(media.path).upper()}, {size})"
