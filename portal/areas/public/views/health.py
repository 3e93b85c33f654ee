"""For whoever watches over the server: is the process there; are database and migrations."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from portal.areas.public.blueprint import blueprint
from portal.kernel.health import database_is_ready
from portal.web.access import public


@blueprint.get("/healthz")
@public
def health() -> ResponseReturnValue:
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    if database_is_ready():
        return jsonify(status="ready")
    return jsonify(status="not_ready", reason="the database is away or not migrated"), 503
