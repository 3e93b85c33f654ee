"""The one allow-list: which HTML survives in a lesson. Both sanitisers read it here."""

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE: Final = _words(
    "a abbr b br cite code del em i img ins kbd mark q s small span strong sub sup u var"
)
BLOCKS: Final = _words(
    "blockquote caption dd div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre table tbody "
    "td tfoot th thead tr ul"
)
_PLAYERS: Final = frozenset({"audio", "video", "track"})
TAGS: Final = _INLINE | BLOCKS | _PLAYERS
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
CLASSES: Final = _words(
    "admonition admonition-title attention caution danger error hint important note tip warning "
    "good bad footnote footnote-ref footnote-backref task-list task-list-item "
    "c-table-scroll c-table-right c-table-center"
)
ATTRIBUTES: Final = {
    "a": frozenset({"href", "rel", "title", "download"}),
    "audio": frozenset({"src", "controls", "preload", "aria-label"}),
    "video": frozenset({"src", "controls", "preload", "aria-label"}),
    "track": frozenset({"src", "kind", "srclang", "label", "default"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "ol": frozenset({"start"}),
    "abbr": frozenset({"title"}),
    "div": frozenset({"tabindex", "role", "aria-label"}),
    "pre": frozenset({"tabindex"}),
}
EVERYWHERE: Final = frozenset({"id", "class", "lang"})

_NUMBER: Final = re.compile(r"[0-9]{1,5}")
_VALUES: Final = {
    "id": re.compile(r"s-[a-z0-9-]{1,120}|fn(ref[0-9]*)?:[\w-]{1,80}"),
    "lang": re.compile(r"[a-z]{2}"),
    "src": re.compile(r"/media/[0-9a-f]{64}/[a-z0-9.-]{1,200}"),
    "kind": re.compile(r"captions"),
    "srclang": re.compile(r"[a-z]{2}"),
    "label": re.compile(r"[\w ]{1,40}"),
    "default": re.compile(r""),
    "rel": re.compile(r"noopener"),
    "loading": re.compile(r"lazy"),
    "scope": re.compile(r"col|row"),
    "controls": re.compile(r""),
    "download": re.compile(r""),
    "preload": re.compile(r"none"),
    "tabindex": re.compile(r"0"),
    "role": re.compile(r"region"),
    "width": _NUMBER,
    "height": _NUMBER,
    "colspan": _NUMBER,
    "rowspan": _NUMBER,
    "start": _NUMBER,
}


def may_stay(tag: str, name: str, value: str) -> bool:
    """Whether an attribute with this value is kept (addresses: also by the sanitisers' rules)."""
    if name not in EVERYWHERE and name not in ATTRIBUTES.get(tag, ()):
        return False
    if name == "class":
        return bool(value) and set(value.split()) <= CLASSES
    if name == "href":
        return bool(re.match(r"(https?://|mailto:|tel:|#|/(?![/\\]))", value))
    pattern = _VALUES.get(name)
    return pattern is None or pattern.fullmatch(value) is not None
