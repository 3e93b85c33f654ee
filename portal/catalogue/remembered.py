"""What was rendered before, by content: a check renders only what is new, and so does publishing.

Nothing here can make a difference but in time: what is found is what rendering would give, for it is
looked up by the text itself, and every place that it links to must be where it was.
"""

import hashlib
import posixpath
from collections import OrderedDict
from threading import Lock
from typing import Final

from portal.catalogue.finishing import Finished
from portal.catalogue.links import Places
from portal.catalogue.package import Passage

#: characters of HTML that one process keeps: about three hundred lessons
_MOST: Final = 3_000_000
#: of an entry besides its HTML, roughly
_OVERHEAD: Final = 300


def key_of(renderer: str, passage: Passage, language: str) -> str:
    """Everything that the HTML depends on but the places that it links to.

    Of the path only the folder counts, from which relative links lead: a lesson that moves stays known.
    """
    folder = posixpath.dirname(passage.path)
    whole = "\0".join((renderer, language, folder, passage.text))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


class Renderings:
    """The latest, up to a size. Whoever gets one must not change it."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._size = 0
        self._known: OrderedDict[str, Finished] = OrderedDict()
        self._lock = Lock()

    def find(self, key: str, places: Places, path: str) -> Finished | None:
        """None where it is not known, or where it would be another now."""
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
        return known if known is not None and _still_leads(known, places, path) else None

    def keep(self, key: str, finished: Finished) -> None:
        with self._lock:
            before = self._known.pop(key, None)
            self._size += _size_of(finished) - (_size_of(before) if before else 0)
            self._known[key] = finished
            while self._size > self._most and self._known:
                self._size -= _size_of(self._known.popitem(last=False)[1])

    def forget(self) -> None:
        with self._lock:
            self._known.clear()
            self._size = 0


#: of this process
renderings: Final = Renderings()


def _size_of(finished: Finished) -> int:
    return len(finished.html) + _OVERHEAD


def _still_leads(finished: Finished, places: Places, path: str) -> bool:
    """Every link and picture leads where it led. A picture that was not there may have a better hint now."""
    return all(places.link(path, written) == link for written, link in finished.links) and all(
        media is not None
        and places.file(path, written) == media
        and places.captions(media) == captions
        for written, media, captions in finished.files
    )
