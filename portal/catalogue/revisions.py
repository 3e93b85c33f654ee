"""Publishing: a sound package becomes a revision, stored once by content and never changed again."""

from collections.abc import Iterable, Mapping, Set
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from portal.catalogue.checks import CheckedPackage, check_folder, read_shelf
from portal.catalogue.errors import BrokenPackage, FilesChanged
from portal.catalogue.indexing import index_lessons
from portal.catalogue.known_renderings import keep_renderings, recall_renderings
from portal.catalogue.media_types import WEBP, Kind, ending_of, stored_type
from portal.catalogue.models import Blob, Course, Rendering, Revision, RevisionFile
from portal.catalogue.pictures import encode_picture
from portal.catalogue.reading import digest_of
from portal.kernel import clock
from portal.kernel.db import db


class Origin(StrEnum):
    """Where a revision's files came from."""

    FOLDER = "folder"
    PORTAL = "portal"


def publish_package(
    *,
    package: CheckedPackage,
    note: str | None = None,
    is_major: bool = False,
    origin: Origin = Origin.PORTAL,
    published_by: UUID | None = None,
) -> Revision:
    """A new revision, or the current one where it is the same. Raises BrokenPackage.

    `published_by`: a person; None where a command did it.
    """
    if package.manifest is None or not package.is_sound:
        raise BrokenPackage(package.slug, package.problems)
    course = db.session.get(Course, package.slug, with_for_update=True) or _new_course(package.slug)
    current = _current_revision(course.slug)
    if current and current.digest == package.digest:
        return current
    _store_blobs(package)
    _store_pictures(package)
    _store_renderings(package.manifest.renderings)
    revision = Revision(
        course_slug=course.slug,
        number=current.number + 1 if current else 1,
        digest=package.digest,
        is_major=is_major,
        note=note,
        origin=origin,
        manifest=package.manifest.json,
        published_at=clock.now(),
        published_by=published_by,
    )
    db.session.add(revision)
    db.session.flush()  # gives the id that its files need
    _store_files(revision.id, package.digests)
    index_lessons(course.slug, package.manifest)
    keep_renderings(course.slug, package.manifest.rendered)
    return revision


def publish_folder(folder: Path) -> Revision:
    """Publish the package in a folder, judged among its neighbours. Raises BrokenPackage."""
    recall_renderings(folder.name)
    package = check_folder(folder, read_shelf(folder.parent))
    revision = publish_package(package=package, origin=Origin.FOLDER)
    set_synced_digest(package.slug, package.files_digest)
    return revision


def set_course_codes(codes: Mapping[str, str]) -> None:
    """Give published courses the scheme's short codes, by slug; others keep what they have."""
    for course in db.session.scalars(select(Course).where(Course.slug.in_(list(codes)))):
        course.code = codes[course.slug]
    db.session.flush()


def store_file(path: str, content: bytes) -> str:
    """Stores a file's bytes, once by content; its SHA-256. Readers get it only once it is published."""
    digest = digest_of(content)
    if not _stored(Blob, {digest}):
        _store_blob(digest, stored_type(path), content)
    return digest


def get_synced_digest(slug: str) -> str | None:
    """Of the files when the courses folder and the portal last had the same; None: never."""
    return db.session.scalar(select(Course.synced_digest).where(Course.slug == slug))


def set_synced_digest(slug: str, digest: str) -> None:
    db.session.get_one(Course, slug).synced_digest = digest
    db.session.flush()


def _new_course(slug: str) -> Course:
    course = Course(slug=slug, created_at=clock.now())
    db.session.add(course)
    db.session.flush()  # the revision refers to it
    return course


def _current_revision(slug: str) -> Revision | None:
    newest = select(Revision).where(Revision.course_slug == slug).order_by(Revision.number.desc())
    return db.session.scalars(newest.limit(1)).first()


def _store_blobs(package: CheckedPackage) -> None:
    """One file in memory at a time. Raises FilesChanged where a file is no longer what was checked."""
    stored = _stored(Blob, set(package.digests.values()))
    for path, digest in package.digests.items():
        if digest not in stored:
            _store_blob(digest, stored_type(path), _unchanged(package, path))
            stored.add(digest)


def _store_pictures(package: CheckedPackage) -> None:
    """Pictures as readers get them, encoded anew unless they are stored: kept beside the originals."""
    media = package.package.media.values() if package.package else ()
    pictures = {one.digest: one.path for one in media if one.kind is Kind.PICTURE}
    # a file that somebody put into a package may be what the portal itself once made of another
    known = Blob.digest.in_(list(pictures))
    db.session.execute(update(Blob).where(known).values(media_type=WEBP))
    stored = _stored(Blob, set(pictures))
    for digest, path in pictures.items():
        if digest not in stored:
            picture = encode_picture(ending_of(path), _unchanged(package, path))
            _store_blob(digest_of(picture.content), WEBP, picture.content)


def _unchanged(package: CheckedPackage, path: str) -> bytes:
    content = package.files[path]
    if digest_of(content) != package.digests[path]:
        raise FilesChanged(course=package.slug, file=path)
    return content


def _store_blob(digest: str, media_type: str, content: bytes) -> None:
    values = {"digest": digest, "media_type": media_type, "size": len(content)}
    db.session.execute(insert(Blob), [values | {"content": content}])


def _store_renderings(renderings: Mapping[str, str]) -> None:
    _insert_new(
        Rendering, [{"digest": digest, "html": html} for digest, html in renderings.items()]
    )


def _insert_new(model: type[Rendering], rows: Iterable[Mapping[str, Any]]) -> None:
    """Adds the rows whose digest is not stored yet: what is equal is shared."""
    by_digest = {row["digest"]: row for row in rows}
    stored = _stored(model, set(by_digest))
    new = [row for digest, row in by_digest.items() if digest not in stored]
    if new:
        db.session.execute(insert(model), new)


def _stored(model: type[Blob] | type[Rendering], digests: Set[str]) -> set[str]:
    return set(db.session.scalars(select(model.digest).where(model.digest.in_(list(digests)))))


def _store_files(revision_id: int, digests: Mapping[str, str]) -> None:
    rows = [
        {"revision_id": revision_id, "path": path, "blob_digest": digest}
        for path, digest in sorted(digests.items())
    ]
    db.session.execute(insert(RevisionFile), rows)
