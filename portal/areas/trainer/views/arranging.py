"""A draft as a package: lessons, modules and translations added; files moved, renamed and removed."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.editor_forms import LessonForm, NameForm, PathForm, TitleForm
from portal.areas.trainer.editor_words import refusal
from portal.areas.trainer.file_pages import get_naming_page, list_module_choices
from portal.authoring.errors import BadPath, FileExists
from portal.authoring.package_services import (
    add_lesson,
    add_module,
    add_quiz,
    add_translation,
    move_file,
    rename_files,
)
from portal.authoring.saving import remove_file
from portal.kernel.errors import NotFound, Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.get("/trainer/drafts/<uuid:draft>/new-module")
@requires(Permission.CATALOGUE_EDIT)
def new_module(draft: UUID) -> ResponseReturnValue:
    list_module_choices(draft)
    return render_template("trainer/new_module.html", form=TitleForm(formdata=None), draft=draft)


@blueprint.post("/trainer/drafts/<uuid:draft>/new-module")
@requires(Permission.CATALOGUE_EDIT)
@commits
def begin_module(draft: UUID) -> ResponseReturnValue:
    form = TitleForm()
    if not form.validate():
        return render_template("trainer/new_module.html", form=form, draft=draft), 422
    title = form.title.data or ""
    path = add_module(person_id=current_person().id, draft_id=draft, title=title)
    return redirect(url_for(".file", draft=draft, path=path))


@blueprint.get("/trainer/drafts/<uuid:draft>/new-lesson")
@requires(Permission.CATALOGUE_EDIT)
def new_lesson(draft: UUID) -> ResponseReturnValue:
    form = LessonForm(formdata=None, folder=request.args.get("module"))
    form.folder.choices = list_module_choices(draft)
    return render_template("trainer/new_lesson.html", form=form, draft=draft)


@blueprint.post("/trainer/drafts/<uuid:draft>/new-lesson")
@requires(Permission.CATALOGUE_EDIT)
@commits
def begin_lesson(draft: UUID) -> ResponseReturnValue:
    form = LessonForm()
    form.folder.choices = list_module_choices(draft)
    if not form.validate():
        return render_template("trainer/new_lesson.html", form=form, draft=draft), 422
    path = add_lesson(
        person_id=current_person().id,
        draft_id=draft,
        folder=form.folder.data,
        title=form.title.data or "",
    )
    return redirect(url_for(".file", draft=draft, path=path))


@blueprint.post("/trainer/drafts/<uuid:draft>/quizzes")
@requires(Permission.CATALOGUE_EDIT)
@commits
def begin_quiz(draft: UUID) -> ResponseReturnValue:
    """A module's own; `path` is the module's folder."""
    folder = _path_form(draft).path.data or ""
    path = add_quiz(person_id=current_person().id, draft_id=draft, folder=folder)
    return redirect(url_for(".file", draft=draft, path=path))


@blueprint.post("/trainer/drafts/<uuid:draft>/translations")
@requires(Permission.CATALOGUE_EDIT)
@commits
def translate(draft: UUID) -> ResponseReturnValue:
    form = _path_form(draft)
    path = form.path.data or ""
    try:
        path = add_translation(
            person_id=current_person().id,
            draft_id=draft,
            path=path,
            language=form.language.data or "",
        )
    except FileExists as error:
        path = str(error.values["path"])
    return redirect(url_for(".file", draft=draft, path=path))


@blueprint.post("/trainer/drafts/<uuid:draft>/moves")
@requires(Permission.CATALOGUE_EDIT)
@commits
def move(draft: UUID) -> ResponseReturnValue:
    form = _path_form(draft)
    move_file(
        person_id=current_person().id,
        draft_id=draft,
        path=form.path.data or "",
        direction="up" if form.direction.data == "up" else "down",
    )
    return redirect(url_for(".draft", draft=draft))


@blueprint.get("/trainer/drafts/<uuid:draft>/names/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
def name(draft: UUID, path: str) -> ResponseReturnValue:
    page = get_naming_page(draft, path)
    form = NameForm(formdata=None, name=page.name)
    return render_template("trainer/rename.html", page=page, form=form)


@blueprint.post("/trainer/drafts/<uuid:draft>/names/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
@commits
def rename(draft: UUID, path: str) -> ResponseReturnValue:
    form = NameForm()
    if form.validate():
        try:
            rename_files(
                person_id=current_person().id, draft_id=draft, path=path, name=form.name.data or ""
            )
        except (BadPath, FileExists) as error:
            form.name.errors = [refusal(error)]
        else:
            flash(_("Renamed. Links to it were changed with it."), "success")
            return redirect(url_for(".draft", draft=draft))
    page = get_naming_page(draft, path)
    return render_template("trainer/rename.html", page=page, form=form), 422


@blueprint.get("/trainer/drafts/<uuid:draft>/removal/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
def removal(draft: UUID, path: str) -> ResponseReturnValue:
    return render_template("trainer/remove.html", page=get_naming_page(draft, path))


@blueprint.post("/trainer/drafts/<uuid:draft>/removal/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
@commits
def remove(draft: UUID, path: str) -> ResponseReturnValue:
    try:
        remove_file(draft_id=draft, path=path)
    except Refused as error:
        flash(refusal(error), "warning")
    else:
        flash(_("Removed from the draft. What readers have now stays as it is."), "success")
    return redirect(url_for(".draft", draft=draft))


def _path_form(draft: UUID) -> PathForm:
    form = PathForm()
    if not form.validate():
        raise NotFound(draft=draft)
    return form
