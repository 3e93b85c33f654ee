"""Without a signal: the service worker, and the page that it shows where it has no copy."""

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.areas.public.blueprint import blueprint
from portal.web.access import public
from portal.web.offline import worker_script


@blueprint.get("/sw.js")
@public
def worker() -> ResponseReturnValue:
    script = worker_script(url_for("public.offline"))
    headers = {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache"}
    return make_response(script, 200, headers)


@blueprint.get("/offline")
@public
def offline() -> ResponseReturnValue:
    return render_template("public/offline.html")
