"""A course's questions as files of other formats, and the spreadsheet to write new ones in."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.export_pages import EXAM, EXPORTS, export_of, get_export_page
from portal.areas.trainer.import_words import FORMATS
from portal.people.permissions import Permission
from portal.web.access import requires


@blueprint.get("/trainer/question-template")
@requires(Permission.CATALOGUE_SEE)
def question_template() -> ResponseReturnValue:
    from portal.catalogue.exchange.sheet_template import write_template  # noqa: PLC0415 (memory: formats.py)

    media_type, _ending = EXPORTS["xlsx"]
    return _download(write_template(), media_type, "mau-cau-hoi.xlsx")


@blueprint.get("/trainer/courses/<slug:course>/questions")
@requires(Permission.CATALOGUE_SEE)
def export_questions(course: str) -> ResponseReturnValue:
    page = get_export_page(course, request.args.get("quiz", EXAM))
    return render_template("trainer/export_questions.html", page=page, formats=FORMATS)


@blueprint.get("/trainer/courses/<slug:course>/questions/<slug:format_>")
@requires(Permission.CATALOGUE_SEE)
def exported_questions(course: str, format_: str) -> ResponseReturnValue:
    content = export_of(course, format_, request.args.get("quiz", EXAM))
    media_type, ending = EXPORTS[format_]
    return _download(content, media_type, f"{course}-questions.{ending}")


def _download(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
