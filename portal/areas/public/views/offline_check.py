"""Checking passes where there is no signal: the page a leader opens once, and the list it keeps."""

from typing import Final

from flask import abort, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue

from portal.areas.public.blueprint import blueprint
from portal.areas.public.check_form import CheckForm
from portal.certification.passes.holders import list_permits
from portal.certification.passes.keyring import list_public_keys
from portal.certification.passes.status_list import sign_list
from portal.certification.passes.statuses import known_statuses
from portal.kernel import clock
from portal.people.permissions import Permission
from portal.web.access import requires
from portal.web.carrying import signing_key
from portal.web.offline import kept_on_phone

#: this page alone may ask for the camera
_CAMERA: Final = {"Permissions-Policy": "geolocation=(), microphone=(), camera=(self)"}


@blueprint.get("/check/offline")
@requires(Permission.READINESS_SEE)
@kept_on_phone
def offline_check() -> ResponseReturnValue:
    page = render_template(
        "public/offline_check.html",
        form=CheckForm(formdata=None),
        permits=list_permits(clock.today()),
    )
    return make_response(page, _CAMERA)


@blueprint.get("/check/list")
@requires(Permission.READINESS_SEE)
def status_list() -> ResponseReturnValue:
    key = signing_key()
    if key is None:
        abort(503)  # the first key comes with the rules (docs/operating.md)
    now = clock.now()
    return jsonify(
        list=sign_list(known_statuses(clock.day_of(now)).packed, now, key),
        keys=[one.as_jwk() for one in list_public_keys().values()],
    )
