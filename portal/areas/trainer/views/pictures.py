"""Pictures of packages as they are compared, also those that only a draft or an old revision has."""

from typing import Final

from flask import Response
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.catalogue.shown_pictures import get_preview
from portal.people.permissions import Permission
from portal.web.access import requires

# the address changes with the content, but not everybody may see it
_KEPT: Final = "private, max-age=86400, immutable"


@blueprint.get("/trainer/pictures/<string:digest>/<string:name>")
@requires(Permission.CATALOGUE_SEE)
def picture(digest: str, name: str) -> ResponseReturnValue:
    preview = get_preview(digest, name)
    response = Response(preview.content, mimetype=preview.media_type)
    response.headers["Cache-Control"] = _KEPT
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
