"""Page-shaped reads about one file of a draft: what it is called, who links to it, which modules there are."""

from dataclasses import dataclass
from uuid import UUID

from portal.authoring.arranging import can_be_renamed, laid_out, name_of
from portal.authoring.queries import get_course_title, get_draft, get_files, list_paths
from portal.authoring.relinking import links_to
from portal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class NamingPage:
    """`names` are links' sources; `is_numbered`: a lesson or module, whose number stays."""

    draft_id: UUID
    title: str
    path: str
    name: str
    is_numbered: bool
    can_be_renamed: bool
    linked_from: tuple[str, ...]


def list_module_choices(draft_id: UUID) -> list[tuple[str, str]]:
    """(folder, folder) of each module, to choose from. NotFound where there is no such draft."""
    get_draft(draft_id)
    return [(folder, folder) for folder in laid_out(list_paths(draft_id)).modules]


def get_naming_page(draft_id: UUID, path: str) -> NamingPage:
    """NotFound where there is no such file."""
    draft, files = get_draft(draft_id), get_files(draft_id)
    if path not in set(files):
        raise NotFound(draft=draft_id, file=path)
    folder, _, _ = path.rpartition("/")
    is_numbered = folder in laid_out(files).modules
    return NamingPage(
        draft_id=draft_id,
        title=get_course_title(draft),
        path=path,
        name=name_of(path),
        is_numbered=is_numbered,
        can_be_renamed=can_be_renamed(path),
        linked_from=tuple(
            other for other, text in files.texts.items() if links_to(text, other, path)
        ),
    )
