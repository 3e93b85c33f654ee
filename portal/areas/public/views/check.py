"""Checking that a certificate is real: for anybody, without signing in, by reading only."""

from typing import Final

import structlog
from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from portal.areas.public.blueprint import blueprint
from portal.areas.public.check_form import CheckForm
from portal.certification.passes.checking import Proof, prove
from portal.certification.passes.keyring import list_public_keys
from portal.certification.passes.links import TOKEN, read_link
from portal.certification.queries import find_certificate
from portal.certification.records import CheckedCertificate
from portal.kernel import clock
from portal.kernel.identifiers import normalise_serial
from portal.web.access import public
from portal.web.guesses import Guesses
from portal.web.sentences import certificate_tone, certificate_word, why_sentence

log = structlog.get_logger()

#: by address: many phones share one of a mobile network, so a few honest mistakes must not add up
GUESSES_ALLOWED: Final = 30
guesses: Final = Guesses(GUESSES_ALLOWED)


@blueprint.get("/check")
@public
def check() -> ResponseReturnValue:
    if "serial" not in request.args:
        return _form_page(CheckForm(formdata=None))
    if link := read_link(request.args["serial"]):
        return redirect(url_for("public.certificate", serial=link[0], t=link[1]))
    form = CheckForm(formdata=request.args)
    if not form.validate():
        return _form_page(form), 422
    normal = normalise_serial(form.serial.data or "")
    return redirect(url_for("public.certificate", serial=normal))


@blueprint.get("/check/<string:serial>")
@public
def certificate(serial: str) -> ResponseReturnValue:
    normal, token = normalise_serial(serial), request.args.get(TOKEN)
    if normal is None:
        return _form_page(CheckForm(formdata=None), not_found=serial), 404
    if normal != serial:
        return redirect(url_for("public.certificate", serial=normal, t=token))
    address = request.remote_addr or ""
    if seconds := guesses.seconds_to_wait(address):
        raise TooManyRequests(retry_after=seconds)
    proof = prove(normal, token, list_public_keys() if token else {})
    found = None if proof.is_foreign else find_certificate(normal)
    if found:
        return _certificate_page(found, proof)
    if proof is Proof.NONE:
        guesses.note(address)
        log.warning("unknown_serial", serial=normal)
        return _form_page(CheckForm(formdata=None), not_found=normal), 404
    log.warning("foreign_pass", serial=normal, proof=proof)
    return render_template("public/foreign_pass.html", proof=proof, serial=normal)


def _certificate_page(found: CheckedCertificate, proof: Proof) -> ResponseReturnValue:
    page = render_template(
        "public/certificate.html",
        certificate=found,
        is_signed=proof is Proof.SIGNED,
        state=certificate_word(found),
        tone=certificate_tone(found),
        today=clock.today(),
        why=why_sentence(found),
    )
    return make_response(page, {"X-Robots-Tag": "noindex"})


def _form_page(form: CheckForm, not_found: str | None = None) -> str:
    return render_template("public/check.html", form=form, not_found=not_found)
