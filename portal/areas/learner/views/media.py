"""Media of courses, kept by browsers for good: the address changes with the content."""

from typing import Final

from flask import Response, request, stream_with_context
from flask.typing import ResponseReturnValue

from portal.areas.learner.blueprint import blueprint
from portal.catalogue.queries import get_media, media_pieces
from portal.web.access import public

# a drawing opened by itself may load nothing and run nothing; a document is for another program
_POLICY: Final = "default-src 'none'; sandbox"
_FOR_GOOD: Final = "public, max-age=31536000, immutable"
_DOCUMENT: Final = "application/pdf"


@blueprint.get("/media/<string:digest>/<string:name>")
@public
def media(digest: str, name: str) -> ResponseReturnValue:  # noqa: ARG001 (the name is for people)
    found = get_media(digest)
    response = Response(mimetype=found.media_type)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = _FOR_GOOD
    if found.media_type == _DOCUMENT:
        response.headers["Content-Disposition"] = "attachment"
    response.set_etag(digest)
    # a drawing travels compressed, in one piece; the parts of a recording are of its own bytes
    has_parts = not found.media_type.startswith("image/")
    response.make_conditional(request, accept_ranges=has_parts, complete_length=found.size)
    if response.status_code not in (200, 206):
        return response
    part = response.content_range
    start, stop = (part.start or 0, part.stop or 0) if part else (0, found.size)
    response.content_length = stop - start
    response.response = stream_with_context(media_pieces(digest, start, stop))
    return response
