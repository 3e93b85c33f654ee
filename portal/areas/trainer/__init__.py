"""What a trainer sees: the published courses with their questions, keys and facts, and the drafts they write."""

from portal.areas.trainer import frames, snippets
from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.views import (
    arranging,
    autosave,
    courses,
    drafts,
    exports,
    files,
    imports,
    media,
    overview,
    pictures,
    preview,
    publishing,
    question_imports,
    reviews,
    revisions,
    updates,
    versions,
    word_imports,
)

__all__ = [
    "arranging",
    "autosave",
    "blueprint",
    "courses",
    "drafts",
    "exports",
    "files",
    "frames",
    "imports",
    "media",
    "overview",
    "pictures",
    "preview",
    "publishing",
    "question_imports",
    "reviews",
    "revisions",
    "snippets",
    "updates",
    "versions",
    "word_imports",
]
