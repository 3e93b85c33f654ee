"""Pictures of packages that readers do not get: encoded anew, so that nothing but the picture is shown."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.media_types import FILE_TYPES, ORIGINAL_TYPE, WEBP, Kind, ending_of
from portal.catalogue.models import Blob
from portal.catalogue.pictures import NoPicture, encode_picture
from portal.kernel.db import db
from portal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Preview:
    media_type: str
    content: bytes


def is_picture(path: str) -> bool:
    """Whether a file of a package can be shown as a picture."""
    file_type = FILE_TYPES.get(ending_of(path))
    return file_type is not None and file_type.kind in (Kind.PICTURE, Kind.DRAWING)


def get_preview(digest: str, name: str) -> Preview:
    """Of a stored file that is called `name` in a package. NotFound where there is none, or it is no picture."""
    wanted = select(Blob.media_type, Blob.content).where(Blob.digest == digest)
    row = db.session.execute(wanted).first() if is_picture(name) else None
    if row is None:
        raise NotFound(picture=digest)
    drawing = FILE_TYPES["svg"].served_as
    if row.media_type in (WEBP, drawing):
        return Preview(row.media_type, row.content)
    if row.media_type != ORIGINAL_TYPE:
        raise NotFound(picture=digest)
    try:
        return Preview(WEBP, encode_picture(ending_of(name), row.content).content)
    except (NoPicture, KeyError) as error:
        raise NotFound(picture=digest) from error
