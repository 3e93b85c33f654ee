"""One permit's rule: entered, then whom it would turn, then saved as a further version."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.administrator.blueprint import blueprint
from portal.areas.administrator.pages import (
    RulePage,
    read_rule_page,
    read_sent_page,
    save_sent,
    seen_again,
)
from portal.areas.administrator.words import effect_title, effect_word
from portal.certification.flip_lists import Wanted, flips_by_day, flips_by_unit, list_flipped
from portal.certification.predicting import Effect
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, reads_first, requires, start_writing
from portal.web.filters import day
from portal.web.paging import asked_page


@blueprint.get("/scheme/<string:permit>")
@requires(Permission.SCHEME_EDIT)
def rule(permit: str) -> ResponseReturnValue:
    page = read_rule_page(permit)
    if page.underway:  # the browser asks again at once, without a script
        return render_template("administrator/rule_underway.html", rule=page), {"Refresh": "0"}
    is_refused = page.found is None and bool(request.args)
    return _page(page), 422 if is_refused else 200


@blueprint.post("/scheme/<string:permit>")
@requires(Permission.SCHEME_EDIT)
@reads_first
@commits
def save_rule(permit: str) -> ResponseReturnValue:
    page = read_sent_page(permit)
    start_writing()
    first_day = save_sent(page, current_person().id)
    if first_day is None:
        return _page(seen_again(page)), 422
    flash(_("The new rule is kept. It applies from %(day)s.", day=day(first_day)), "success")
    return redirect(url_for(".scheme"))


@blueprint.get("/scheme/<string:permit>/people")
@requires(Permission.SCHEME_EDIT)
def rule_people(permit: str) -> ResponseReturnValue:
    page, asked = read_rule_page(permit), request.args
    if page.found is None:
        return redirect(url_for(".rule", permit=permit, **page.query))
    show = asked.get("show", Effect.LOSES)
    if show not in set(Effect):
        raise NotFound(show=show)
    wanted = Wanted(Effect(show), asked.get("unit"), asked.get("q", ""), asked_page())
    people = list_flipped(page.found, clock.today(), wanted)
    return render_template(
        "administrator/rule_people.html", rule=page, people=people, wanted=wanted, **_words()
    )


def _page(page: RulePage) -> str:
    """The form and, where a rule was entered that can be, whom it would turn."""
    found = page.found
    return render_template(
        "administrator/rule.html",
        rule=page,
        form=page.form,
        days=flips_by_day(found) if found else (),
        units=flips_by_unit(found, clock.today(), page=asked_page()) if found else None,
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"effect_title": effect_title, "effect_word": effect_word}
