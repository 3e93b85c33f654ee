"""What was decided about somebody, and deciding."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.deciding import Decided, decide, get_decided, what_falls
from portal.areas.coordinator.decision_forms import FORMS, DecisionForm, HoldForm, decision_form
from portal.areas.coordinator.decision_words import refusal
from portal.areas.coordinator.words import for_templates, trail
from portal.certification.decisions import list_rulings
from portal.certification.queries import get_standings
from portal.kernel import clock
from portal.kernel.errors import DomainError, NotFound
from portal.learning.queries import list_progress
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.get("/people/<uuid:person>/decisions")
@requires(Permission.PERMIT_DECIDE)
def decisions(person: UUID) -> ResponseReturnValue:
    decided = get_decided(current_person(), person)
    return render_template(
        "coordinator/decisions.html",
        decided=decided,
        member=decided.member,
        rulings=list_rulings(person),
        trail=trail(decided.line, decided.today),
        **for_templates(),
    )


@blueprint.get("/people/<uuid:person>/decisions/<slug:kind>")
@requires(Permission.PERMIT_DECIDE)
def new_decision(person: UUID, kind: str) -> ResponseReturnValue:
    decided = _load(person, kind)
    return _form_page(decided, kind, _form(person, kind))


@blueprint.post("/people/<uuid:person>/decisions/<slug:kind>")
@requires(Permission.PERMIT_DECIDE)
@commits
def make_decision(person: UUID, kind: str) -> ResponseReturnValue:
    decided, form = _load(person, kind), _form(person, kind)
    if form.validate() and _is_confirmed(kind, form, person):
        try:
            decide(kind, form, person, current_person().id)
        except DomainError as error:
            form.form_errors.append(refusal(error))
        else:
            flash(_("The decision is kept, and counts from today."), "success")
            return redirect(url_for(".decisions", person=person))
    return _form_page(decided, kind, form), 422


def _load(person: UUID, kind: str) -> Decided:
    if kind not in FORMS:
        raise NotFound(kind=kind)
    decided = get_decided(current_person(), person)
    if kind == "revoke" and not decided.may_revoke:
        raise NotFound(kind=kind)
    return decided


def _form(person: UUID, kind: str) -> DecisionForm:
    standings = get_standings(person, clock.today())
    return decision_form(kind, standings, list_progress(person) if kind == "accept" else ())


def _is_confirmed(kind: str, form: DecisionForm, person: UUID) -> bool:
    return not isinstance(form, HoldForm) or form.confirms(what_falls(kind, person))


def _form_page(decided: Decided, kind: str, form: DecisionForm) -> str:
    return render_template(
        "coordinator/decide.html",
        decided=decided,
        member=decided.member,
        kind=kind,
        form=form,
        falling=what_falls(kind, decided.member.id),
        trail=trail(decided.line, decided.today),
        **for_templates(),
    )
