"""Checking that a certificate is real: for anybody, without signing in, by reading only."""

from typing import Final

import structlog
from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from portal.areas.public.blueprint import blueprint
from portal.areas.public.check_form import CheckForm
from portal.areas.public.guesses import Guesses
from portal.certification.queries import find_certificate
from portal.kernel import clock
from portal.kernel.identifiers import normalise_serial
from portal.web.access import public
from portal.web.sentences import standing_tone, standing_word, why_sentence

log = structlog.get_logger()

guesses: Final = Guesses()


@blueprint.get("/check")
@public
def check() -> ResponseReturnValue:
    if "serial" not in request.args:
        return _form_page(CheckForm(formdata=None))
    form = CheckForm(formdata=request.args)
    if not form.validate():
        return _form_page(form), 422
    normal = normalise_serial(form.serial.data or "")
    return redirect(url_for("public.certificate", serial=normal))


@blueprint.get("/check/<string:serial>")
@public
def certificate(serial: str) -> ResponseReturnValue:
    normal = normalise_serial(serial)
    if normal is None:
        return _form_page(CheckForm(formdata=None), not_found=serial), 404
    if normal != serial:
        return redirect(url_for("public.certificate", serial=normal))
    address = request.remote_addr or ""
    if seconds := guesses.seconds_to_wait(address):
        raise TooManyRequests(retry_after=seconds)
    found = find_certificate(normal)
    if found is None:
        guesses.note(address)
        log.warning("unknown_serial", serial=normal)
        return _form_page(CheckForm(formdata=None), not_found=normal), 404
    page = render_template(
        "public/certificate.html",
        certificate=found,
        state=standing_word(found.standing),
        tone=standing_tone(found.standing),
        today=clock.today(),
        why=why_sentence(found),
    )
    return make_response(page, {"X-Robots-Tag": "noindex"})


def _form_page(form: CheckForm, not_found: str | None = None) -> str:
    return render_template("public/check.html", form=form, not_found=not_found)
