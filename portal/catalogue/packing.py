"""Renderings as bytes, to be stored with a course and read by the next process."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from portal.catalogue.finishing import Finished
from portal.catalogue.links import Link
from portal.catalogue.media_types import Kind
from portal.catalogue.package import Media

Json = dict[str, Any]


def pack(rendered: Mapping[str, Finished]) -> bytes:
    """By key; what has complaints is left out: nothing published has any."""
    rows = {key: _row(one) for key, one in rendered.items() if not one.complaints}
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode())


def unpack(packed: bytes) -> Mapping[str, Finished]:
    """Empty where another version of the portal wrote them in another way."""
    try:
        return {key: _finished(row) for key, row in json.loads(zlib.decompress(packed)).items()}
    except (KeyError, TypeError, ValueError, AttributeError, zlib.error):
        return {}


def _row(finished: Finished) -> Json:
    return {
        "html": finished.html,
        "ids": sorted(finished.ids),
        "links": [[written, asdict(link)] for written, link in finished.links],
        "files": [
            [
                written,
                asdict(media) if media else None,
                {language: asdict(one) for language, one in captions.items()},
            ]
            for written, media, captions in finished.files
        ],
    }


def _finished(row: Json) -> Finished:
    return Finished(
        html=row["html"],
        ids=set(row["ids"]),
        links=[(written, _link(link)) for written, link in row["links"]],
        files=[
            (written, _media(media), {language: _known(one) for language, one in captions.items()})
            for written, media, captions in row["files"]
        ],
    )


def _link(row: Json) -> Link:
    return Link(**{**row, "media": _media(row["media"])})


def _media(row: Json | None) -> Media | None:
    return _known(row) if row else None


def _known(row: Json) -> Media:
    return Media(**{**row, "kind": Kind(row["kind"])})
