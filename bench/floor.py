"""The floor: what the least page costs that this server could serve to somebody signed in.

The portal itself, as it is served, with one more page: the gate, the session's look-up by primary key (the only
SELECT), a Jinja template that gives about 6 KB, compression and headers. It leaves out what the portal's own pages
add: navigation, translations, layout. The same processes serve the floor and the pages, so the comparison is fair.
"""

from pathlib import Path
from typing import Final

from flask import Blueprint, current_app

from bench import places
from portal.people.permissions import Permission
from portal.web.access import current_person, requires
from wsgi import app

_LINES: Final = tuple(f"Tổ công nghệ số cộng đồng số {number}" for number in range(1, 41))

blueprint = Blueprint("floor", __name__, template_folder=str(Path(__file__).parent / "templates"))


@blueprint.get(places.FLOOR)
@requires(Permission.COURSE_TAKE)
def floor() -> str:
    # not render_template: that would add the portal's navigation and languages to the floor
    template = current_app.jinja_env.get_template("floor.html")
    return template.render(person=current_person(), lines=_LINES)


app.register_blueprint(blueprint)
