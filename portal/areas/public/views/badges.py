"""What verifiers of badges ask for: who issues, with which keys, what for, and what was taken back."""

from typing import Any, Final

from flask import jsonify, make_response
from flask.typing import ResponseReturnValue

from portal.areas.public.blueprint import blueprint
from portal.certification.passes.holders import get_permit
from portal.certification.passes.keyring import list_public_keys
from portal.certification.passes.statuses import known_statuses
from portal.kernel import clock
from portal.web.access import public
from portal.web.carrying import issuer

#: the same for everybody, and for verifiers that run in a browser
_FOR_ALL: Final = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}


@blueprint.get("/.well-known/did.json")
@public
def did_document() -> ResponseReturnValue:
    return _document(issuer().did_document(list_public_keys().values()))


@blueprint.get("/.well-known/jwks.json")
@public
def jwks() -> ResponseReturnValue:
    return _document({"keys": [key.as_jwk() for key in list_public_keys().values()]})


@blueprint.get("/badges/issuer")
@public
def badge_issuer() -> ResponseReturnValue:
    return _document(issuer().profile())


@blueprint.get("/badges/revocations")
@public
def badge_revocations() -> ResponseReturnValue:
    return _document(issuer().revocations(known_statuses(clock.today()).states))


@blueprint.get("/badges/<string:certification>")
@public
def achievement(certification: str) -> ResponseReturnValue:
    return _document(issuer().achievement(get_permit(certification, clock.today())))


def _document(content: dict[str, Any]) -> ResponseReturnValue:
    return make_response(jsonify(content), _FOR_ALL)
