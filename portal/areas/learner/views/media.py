"""Pictures of courses, kept by browsers for good: the address changes with the content."""

from typing import Final

from flask import make_response, request
from flask.typing import ResponseReturnValue

from portal.areas.learner.blueprint import blueprint
from portal.catalogue.queries import get_media
from portal.web.access import public

# a drawing opened by itself may load nothing and run nothing
_POLICY: Final = "default-src 'none'; sandbox"
_FOR_GOOD: Final = "public, max-age=31536000, immutable"


@blueprint.get("/media/<string:digest>/<string:name>")
@public
def media(digest: str, name: str) -> ResponseReturnValue:  # noqa: ARG001 (the name is for people)
    found = get_media(digest)
    response = make_response(found.content)
    response.mimetype = found.media_type
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = _FOR_GOOD
    response.set_etag(digest)
    return response.make_conditional(request)
