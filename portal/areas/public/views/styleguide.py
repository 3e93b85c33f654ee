"""Every token and component on one page; in demonstration mode only."""

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from portal.areas.public.blueprint import blueprint
from portal.web.access import public


@blueprint.get("/styleguide")
@public
def styleguide() -> ResponseReturnValue:
    if not current_app.config["PORTAL"].demo:
        abort(404)
    return render_template("public/styleguide.html")
