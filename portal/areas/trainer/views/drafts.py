"""Drafts: opened from a course or begun anew, looked at as a tree of files, discarded."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.draft_pages import get_draft_page
from portal.areas.trainer.editor_forms import NewCourseForm
from portal.areas.trainer.editor_words import refusal
from portal.authoring.errors import BadSlug, SlugTaken
from portal.authoring.services import discard_draft, open_draft, start_course
from portal.kernel.text import slugify
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.post("/trainer/courses/<slug:course>/draft")
@requires(Permission.CATALOGUE_EDIT)
@commits
def edit_course(course: str) -> ResponseReturnValue:
    """Opens the course's draft, or goes on with the one that is open."""
    draft = open_draft(person_id=current_person().id, course_slug=course)
    return redirect(url_for(".draft", draft=draft.id))


@blueprint.get("/trainer/new-course")
@requires(Permission.CATALOGUE_EDIT)
def new_course() -> ResponseReturnValue:
    return render_template("trainer/new_course.html", form=NewCourseForm(formdata=None))


@blueprint.post("/trainer/new-course")
@requires(Permission.CATALOGUE_EDIT)
@commits
def begin_course() -> ResponseReturnValue:
    form, person = NewCourseForm(), current_person()
    if form.validate():
        title = form.title.data or ""
        slug = (form.slug.data or "").strip() or slugify(title)[:80].strip("-")
        try:
            draft = start_course(
                person_id=person.id, slug=slug, title=title, author=person.full_name
            )
        except (BadSlug, SlugTaken) as error:
            form.slug.data = slug
            form.slug.errors = [refusal(error)]
        else:
            return redirect(url_for(".draft", draft=draft.id))
    return render_template("trainer/new_course.html", form=form), 422


@blueprint.get("/trainer/drafts/<uuid:draft>")
@requires(Permission.CATALOGUE_EDIT)
def draft(draft: UUID) -> ResponseReturnValue:
    page = get_draft_page(draft, current_app.config["PORTAL"].courses)
    return render_template("trainer/draft.html", page=page)


@blueprint.post("/trainer/drafts/<uuid:draft>/discard")
@requires(Permission.CATALOGUE_EDIT)
@commits
def discard(draft: UUID) -> ResponseReturnValue:
    discard_draft(person_id=current_person().id, draft_id=draft)
    flash(_("The draft is discarded. Readers have what they had before."), "success")
    return redirect(url_for(".courses"))
