"""A course's questions in other formats, and what each of them cannot hold."""

from dataclasses import dataclass
from typing import Final

from portal.catalogue.exchange.attachments import names_shown, with_files
from portal.catalogue.exchange.formats import read, write
from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.outcome import Trouble
from portal.catalogue.exchange.sheet_writing import refusals_of, write_xlsx
from portal.catalogue.layout import MEDIA
from portal.catalogue.queries import get_current_content
from portal.catalogue.stored_files import StoredFiles, get_stored_files
from portal.kernel.errors import NotFound

EXAM: Final = "exam.md"
#: format → media type, ending
EXPORTS: Final = {
    "moodle-xml": ("application/xml", "xml"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "gift": ("text/plain", "gift.txt"),
    "markdown": ("text/markdown", "md"),
}


@dataclass(frozen=True, slots=True)
class Export:
    """`left_out`: questions that the format has no room for; `holds_pictures`: in the file itself."""

    format: str
    count: int
    left_out: tuple[Trouble, ...]
    holds_pictures: bool


@dataclass(frozen=True, slots=True)
class ExportPage:
    slug: str
    titles: dict[str, str]
    exports: tuple[Export, ...]


def get_export_page(slug: str) -> ExportPage:
    """NotFound where no such course is published."""
    questions = _questions(get_stored_files(slug))
    left_out = {"gift": write("gift", questions)[1].troubles, "xlsx": refusals_of(questions)}
    exports = (
        Export(
            format=name,
            count=len(questions) - len(left_out.get(name, ())),
            left_out=tuple(left_out.get(name, ())),
            holds_pictures=name == "moodle-xml",
        )
        for name in EXPORTS
    )
    return ExportPage(slug, dict(get_current_content(slug).course.titles), tuple(exports))


def export_of(slug: str, format_: str) -> bytes:
    """The file. NotFound for an unknown course or format."""
    if format_ not in EXPORTS:
        raise NotFound(format=format_)
    files = get_stored_files(slug)
    questions = _questions(files)
    if format_ == "xlsx":
        return write_xlsx(questions)[0]
    if format_ == "moodle-xml":
        questions = [with_files(question, _pictures(files, question)) for question in questions]
    return write(format_, questions)[0].encode()


def _pictures(files: StoredFiles, question: Question) -> dict[str, bytes]:
    paths = {name: f"{MEDIA}/{name}" for name in names_shown(question)}
    return {name: files[path] for name, path in paths.items() if path in files}


def _questions(files: StoredFiles) -> list[Question]:
    return read("markdown", files[EXAM]).questions if EXAM in files else []
