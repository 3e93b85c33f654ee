"""What is being written, checked and shown as readers would get it. Nothing is saved."""

from uuid import UUID

from flask import current_app, jsonify, render_template
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.draft_pages import get_file_page
from portal.areas.trainer.editor_forms import FileForm
from portal.areas.trainer.problem_words import problem_message
from portal.areas.trainer.writing import Writing
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.web.access import only_reads, requires
from portal.web.uploads import accepts_upload


@blueprint.post("/trainer/drafts/<uuid:draft>/previews/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
@accepts_upload(megabytes=2)
@only_reads
def preview(draft: UUID, path: str) -> ResponseReturnValue:
    """From a script JSON (docs/authoring.md); from the form the page again, with what was written in it."""
    writing = Writing.sent()
    form = None if writing else FileForm()
    text = writing.text if writing else (form.text.data or "" if form else "")
    page = get_file_page(draft, path, current_app.config["PORTAL"].courses, text)
    if page.file is None:
        raise NotFound(draft=draft, file=path)
    if writing is None:
        return render_template("trainer/file.html", page=page, form=form)
    problems = page.draft.problems_of(path)
    return jsonify(
        html=render_template("trainer/parts/preview.html", preview=page.preview, draft_id=draft),
        title=page.preview.title or path,
        language=page.preview.language,
        problems=[{"line": one.line, "message": problem_message(one)} for one in problems],
        others=render_template("trainer/parts/others.html", page=page),
    )
