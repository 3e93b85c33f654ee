"""Audio, video and documents as HTML: controls where the browser has them, and a link for every other reader.

Only the portal writes players; what an author writes as HTML is left out (finishing.py).
"""

from html import escape
from typing import Final

from portal.catalogue.links import media_url
from portal.catalogue.media import in_words
from portal.catalogue.media_types import Kind, ending_of
from portal.catalogue.package import Media

_WORDS: Final = {
    "vi": {"audio": "Tải âm thanh", "video": "Tải video", "document": "Tải tài liệu"},
    "en": {"audio": "Download the audio", "video": "Download the video", "document": "Download"},
}


def player(media: Media, alternative: str, language: str) -> str:
    """For `![alternative](file)`; it loads nothing until it is played."""
    url, name = escape(media_url(media)), escape(alternative)
    link = f"{_WORDS[language][media.kind]}: {name}"
    download = f'<a href="{url}" download="">{link}{file_note(media, language)}</a>'
    if media.kind is Kind.DOCUMENT:
        return download
    tag = media.kind.value
    return (
        f'<{tag} controls="" preload="none" src="{url}" aria-label="{name}"></{tag}><br>{download}'
    )


def file_note(media: Media, language: str) -> str:
    """What a reader on mobile data wants to know before following a link: " (PDF, 1.4 MB)"."""
    size = in_words(media.size)
    size = size.replace(".", ",") if language == "vi" else size
    return f" ({ending_of(media.path).upper()}, {size})"
