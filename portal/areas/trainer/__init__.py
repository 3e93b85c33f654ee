"""What a trainer sees: the published courses with their questions, keys and facts, and the drafts they write."""

from portal.areas.trainer import frames, snippets
from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.views import (
    arranging,
    autosave,
    courses,
    drafts,
    files,
    imports,
    media,
    overview,
    pictures,
    preview,
    publishing,
    reviews,
    revisions,
    updates,
    versions,
)

__all__ = [
    "arranging",
    "autosave",
    "blueprint",
    "courses",
    "drafts",
    "files",
    "frames",
    "imports",
    "media",
    "overview",
    "pictures",
    "preview",
    "publishing",
    "reviews",
    "revisions",
    "snippets",
    "updates",
    "versions",
]
