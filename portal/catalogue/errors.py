"""What the catalogue refuses."""

from portal.catalogue.problems import Problem
from portal.kernel.errors import Refused


class BrokenPackage(Refused):
    """A package with problems cannot be published."""

    code = "broken_package"

    def __init__(self, slug: str, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(course=slug, problems="; ".join(map(str, problems[:5])))


class FilesChanged(Refused):
    """A file was changed between the check and the publishing: what is published has been checked."""

    code = "files_changed"


class FolderNotPlain(Refused):
    """A link stands where a course's files would be written."""

    code = "folder_not_plain"
