"""The files of a published revision, byte for byte, read from the database one at a time."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, case, func, null, select

from portal.catalogue.media_types import MARKDOWN_TYPE
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

    def __init__(
        self,
        revision: StoredRevision,
        digests: dict[str, str],
        read: dict[str, bytes] | None = None,
    ) -> None:
        self.revision, self.digests = revision, digests
        self._read = read or {}

    def __getitem__(self, path: str) -> bytes:
        digest = self.digests[path]
        if digest in self._read:
            return self._read[digest]
        content = select(Blob.content).where(Blob.digest == digest)
        return db.session.execute(content).scalar_one()

    def read_together(self, paths: Iterable[str]) -> None:
        """Reads files in one statement and keeps them: for texts that are about to be compared."""
        wanted = {self.digests[path] for path in paths if path in self.digests} - self._read.keys()
        if wanted:
            rows = db.session.execute(
                select(Blob.digest, Blob.content).where(Blob.digest.in_(wanted))
            )
            self._read |= {row.digest: row.content for row in rows}

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)

    @property
    def files_digest(self) -> str:
        return digest_of_digests(self.digests)


def get_stored_files(course_slug: str, number: int | None = None) -> StoredFiles:
    """Of the current revision, or of the one with a number. One statement. NotFound where there is none."""
    newest = select(func.max(Revision.number)).where(Revision.course_slug == course_slug)
    wanted = newest.scalar_subquery() if number is None else number
    rows = db.session.execute(
        _FILES.where(Revision.course_slug == course_slug, Revision.number == wanted)
    ).all()
    if not rows:
        raise NotFound(course=course_slug, revision=number or "current")
    return _stored(rows)


def get_files_of(revision_id: int, *, unlike: Collection[str] = ()) -> StoredFiles:
    """The same by the revision's id. Texts whose digest is not among `unlike` are read at once: one statement."""
    is_other = and_(Blob.media_type == MARKDOWN_TYPE, Blob.digest.not_in(unlike))
    content = case((is_other, Blob.content)).label("content") if unlike else null().label("content")
    rows = db.session.execute(
        _FILES.add_columns(content)
        .join(Blob, Blob.digest == RevisionFile.blob_digest)
        .where(Revision.id == revision_id)
    ).all()
    read = {row.blob_digest: row.content for row in rows if row.content is not None}
    return _stored(rows, read)


def _stored(rows: Sequence[Any], read: dict[str, bytes] | None = None) -> StoredFiles:
    first = rows[0]
    revision = StoredRevision(first.id, first.course_slug, first.number, first.origin)
    return StoredFiles(revision, {row.path: row.blob_digest for row in rows}, read)


_FILES: Final = (
    select(
        Revision.id,
        Revision.course_slug,
        Revision.number,
        Revision.origin,
        RevisionFile.path,
        RevisionFile.blob_digest,
    )
    .join(RevisionFile, RevisionFile.revision_id == Revision.id)
    .order_by(RevisionFile.path)
)
