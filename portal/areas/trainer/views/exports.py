"""A course's questions as files of other formats, and the spreadsheet to write new ones in."""

import io

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.export_pages import EXPORTS, export_of, get_export_page
from portal.areas.trainer.import_words import FORMATS
from portal.catalogue.exchange.sheet_template import write_template
from portal.people.permissions import Permission
from portal.web.access import requires


@blueprint.get("/trainer/question-template")
@requires(Permission.CATALOGUE_SEE)
def question_template() -> ResponseReturnValue:
    media_type, _ending = EXPORTS["xlsx"]
    file = io.BytesIO(write_template())
    return send_file(file, media_type, as_attachment=True, download_name="mau-cau-hoi.xlsx")


@blueprint.get("/trainer/courses/<slug:course>/questions")
@requires(Permission.CATALOGUE_SEE)
def export_questions(course: str) -> ResponseReturnValue:
    page = get_export_page(course)
    return render_template("trainer/export_questions.html", page=page, formats=FORMATS)


@blueprint.get("/trainer/courses/<slug:course>/questions/<slug:format_>")
@requires(Permission.CATALOGUE_SEE)
def exported_questions(course: str, format_: str) -> ResponseReturnValue:
    file = io.BytesIO(export_of(course, format_))
    media_type, ending = EXPORTS[format_]
    name = f"{course}-questions.{ending}"
    return send_file(file, media_type, as_attachment=True, download_name=name)
