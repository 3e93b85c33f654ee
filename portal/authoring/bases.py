"""What a draft began as."""

from collections.abc import Mapping

from sqlalchemy import select

from portal.authoring.models import Draft
from portal.catalogue.models import RevisionFile
from portal.kernel.db import db


def base_digests(draft: Draft) -> Mapping[str, str]:
    """SHA-256 of each file by path, of the revision that the draft began as; empty for a new course."""
    if draft.base_revision_id is None:
        return {}
    rows = db.session.execute(
        select(RevisionFile.path, RevisionFile.blob_digest).where(
            RevisionFile.revision_id == draft.base_revision_id
        )
    )
    return {row.path: row.blob_digest for row in rows}
