"""The language switch; remembered on the device and in the account."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.areas.public.blueprint import blueprint
from portal.people.services import prefer_language
from portal.web.access import commits, find_current_person, public
from portal.web.languages import COOKIE, LANGUAGES, cookie_lasts
from portal.web.redirects import own_path


@blueprint.post("/language")
@public
@commits
def switch_language() -> ResponseReturnValue:
    wanted = request.form.get("language", "")
    response = redirect(own_path(request.form.get("next"), url_for("learner.home")))
    if wanted not in LANGUAGES:
        return response
    person = find_current_person()
    if person:
        prefer_language(person=person, language=wanted)
    response.set_cookie(
        COOKIE,
        wanted,
        max_age=cookie_lasts(),
        samesite="Lax",
        httponly=True,
        secure=current_app.config["PORTAL"].https,
    )
    return response
