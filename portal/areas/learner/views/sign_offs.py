"""What an assessor watched of the learner, and what the learner says against it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.forms import ObjectionForm
from portal.certification.errors import LooksLikeIdentity, ObjectedAlready
from portal.certification.practice import get_sign_off, object_to
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.get("/certificates/sign-offs/<uuid:sign_off>/objection")
@requires(Permission.CERTIFICATE_OWN)
def objection(sign_off: UUID) -> ResponseReturnValue:
    return _page(sign_off, ObjectionForm(formdata=None))


@blueprint.post("/certificates/sign-offs/<uuid:sign_off>/objection")
@requires(Permission.CERTIFICATE_OWN)
@commits
def object(sign_off: UUID) -> ResponseReturnValue:  # noqa: A001 (the verb of this page)
    form, person = ObjectionForm(), current_person()
    watched = get_sign_off(person.id, sign_off)
    if form.validate():
        try:
            object_to(sign_off_id=watched.id, person_id=person.id, note=form.note.data or "")
        except LooksLikeIdentity:
            form.form_errors.append(
                _(
                    "This holds what looks like an identity number. The portal keeps none: take it out."
                )
            )
            return _page(sign_off, form), 422
        except ObjectedAlready:
            flash(_("Your objection was kept before. It can be sent once."), "warning")
        else:
            flash(_("Your objection is kept."), "success")
        return redirect(url_for(".certificates") + "#practice")
    return _page(sign_off, form), 422


def _page(sign_off: UUID, form: ObjectionForm) -> str:
    found = get_sign_off(current_person().id, sign_off)
    return render_template("learner/objection.html", sign_off=found, form=form)
