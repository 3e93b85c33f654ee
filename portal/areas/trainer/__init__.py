"""What a trainer sees: the published courses with their questions, keys and facts, and the drafts they write."""

from portal.areas.trainer import frames
from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.views import (
    arranging,
    courses,
    drafts,
    exports,
    files,
    imports,
    media,
    pictures,
    preview,
    publishing,
    reviews,
    revisions,
    updates,
    versions,
    word_imports,
)

__all__ = [
    "arranging",
    "blueprint",
    "courses",
    "drafts",
    "exports",
    "files",
    "frames",
    "imports",
    "media",
    "pictures",
    "preview",
    "publishing",
    "reviews",
    "revisions",
    "updates",
    "versions",
    "word_imports",
]
