"""A course's questions in other formats, and what each of them cannot hold."""

from dataclasses import dataclass
from typing import Final

from portal.catalogue.exchange.attachments import names_shown, with_files, with_texts
from portal.catalogue.exchange.formats import read, write
from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.outcome import Trouble
from portal.catalogue.exchange.placing import with_pictures
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
    """Of the quiz at `path`, one of `quizzes` (paths)."""

    slug: str
    path: str
    quizzes: tuple[str, ...]
    titles: dict[str, str]
    exports: tuple[Export, ...]


def get_export_page(slug: str, path: str) -> ExportPage:
    """NotFound where no such course is published, or it has no such quiz."""
    files = get_stored_files(slug)
    questions = _questions(files, path)
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
    titles = dict(get_current_content(slug).course.titles)
    return ExportPage(slug, path, _quizzes(files), titles, tuple(exports))


def export_of(slug: str, format_: str, path: str) -> bytes:
    """The file. NotFound for an unknown course, quiz or format."""
    if format_ not in EXPORTS:
        raise NotFound(format=format_)
    files = get_stored_files(slug)
    questions = _questions(files, path)
    if format_ == "xlsx":
        return write_xlsx(questions)[0]
    if format_ == "moodle-xml":
        questions = [with_files(question, _pictures(files, question)) for question in questions]
    return write(format_, questions)[0].encode()


def _pictures(files: StoredFiles, question: Question) -> dict[str, bytes]:
    paths = {name: f"{MEDIA}/{name}" for name in names_shown(question)}
    return {name: files[path] for name, path in paths.items() if path in files}


def _quizzes(files: StoredFiles) -> tuple[str, ...]:
    """The exam, then the quizzes of the modules."""
    return (EXAM, *(path for path in files if path.endswith("/quiz.md")))


def _questions(files: StoredFiles, path: str) -> list[Question]:
    if path not in _quizzes(files):
        raise NotFound(quiz=path)
    found = read("markdown", files[path]).questions if path in files else []
    # as the exam calls its pictures, wherever the quiz stands
    return [with_texts(one, lambda text: with_pictures(text, {}, MEDIA)) for one in found]
