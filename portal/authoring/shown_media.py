"""A draft's media as readers would get it, before anything of it is published."""

from uuid import UUID

from portal.authoring.queries import get_files
from portal.catalogue.layout import MEDIA
from portal.catalogue.media import media_at
from portal.catalogue.media_types import WEBP, Kind, ending_of
from portal.catalogue.pictures import encode_picture
from portal.catalogue.problems import Problems
from portal.kernel.errors import NotFound


def get_draft_media(draft_id: UUID, digest: str, name: str) -> tuple[bytes, str]:
    """Bytes and type by the digest and name that a preview gives them. NotFound for whatever a check refuses."""
    files, stem = get_files(draft_id), name.rpartition(".")[0]
    for path in files:
        folder, _, own = path.rpartition("/")
        if folder != MEDIA or own.rpartition(".")[0] != stem:
            continue
        found: Problems = []
        media = media_at(files, path, found)
        if media is None or media.digest != digest or media.name != name:
            continue
        content = files[path]
        if media.kind is Kind.PICTURE:
            return encode_picture(ending_of(path), content).content, WEBP
        if media.kind is Kind.DRAWING and found:
            break  # it may run or load something
        return content, media.media_type
    raise NotFound(draft=draft_id, media=name)
