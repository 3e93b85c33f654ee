"""The rules of certification: every permit with what it asks for, and every version there was."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.areas.administrator.blueprint import blueprint
from portal.certification.ledger import read_ledger
from portal.certification.rule_changes import list_versions
from portal.kernel import clock
from portal.people.permissions import Permission
from portal.web.access import requires
from portal.web.sentences import requirement_name


@blueprint.get("/scheme")
@requires(Permission.SCHEME_EDIT)
def scheme() -> ResponseReturnValue:
    rules = read_ledger([], clock.today()).rules
    newest = rules[-1] if rules else None
    permits = sorted(newest.scheme.certifications if newest else (), key=lambda one: one.code)
    return render_template(
        "administrator/scheme.html",
        newest=newest,
        today=clock.today(),
        permits=permits,
        versions=list_versions(),
        requirement_name=requirement_name,
    )
