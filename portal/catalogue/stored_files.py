"""The files of a published revision, byte for byte, read from the database one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.models import Blob, Revision, RevisionFile
from portal.catalogue.reading import Files, digest_of_digests
from portal.kernel.db import db
from portal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """`number` within the course; `origin` is where its files came from."""

    id: int
    course_slug: str
    number: int
    origin: str


class StoredFiles(Files):
    """`digests`: SHA-256 of each file by its path."""

    def __init__(self, revision: StoredRevision, digests: dict[str, str]) -> None:
        self.revision, self.digests = revision, digests

    def __getitem__(self, path: str) -> bytes:
        content = select(Blob.content).where(Blob.digest == self.digests[path])
        return db.session.execute(content).scalar_one()

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)

    @property
    def files_digest(self) -> str:
        return digest_of_digests(self.digests)


def get_stored_files(course_slug: str, number: int | None = None) -> StoredFiles:
    """Of the current revision, or of the one with a number. NotFound where there is none."""
    wanted = select(Revision).where(Revision.course_slug == course_slug)
    if number is not None:
        wanted = wanted.where(Revision.number == number)
    revision = db.session.scalars(wanted.order_by(Revision.number.desc()).limit(1)).first()
    if revision is None:
        raise NotFound(course=course_slug, revision=number or "current")
    rows = db.session.execute(
        select(RevisionFile.path, RevisionFile.blob_digest)
        .where(RevisionFile.revision_id == revision.id)
        .order_by(RevisionFile.path)
    )
    stored = StoredRevision(revision.id, course_slug, revision.number, revision.origin)
    return StoredFiles(stored, {row.path: row.blob_digest for row in rows})
