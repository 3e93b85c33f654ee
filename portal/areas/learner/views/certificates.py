"""The learner's own certificates: what holds, why, until when, and the shortest way to what does not."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.areas.learner.blueprint import blueprint
from portal.certification.decisions import latest_holds
from portal.certification.passes.holders import get_held
from portal.certification.practice import list_sign_offs
from portal.certification.queries import look_at_standings
from portal.certification.way import courses_left
from portal.kernel import clock
from portal.people.permissions import Permission
from portal.web.access import current_person, requires
from portal.web.carrying import as_badge, as_pdf, code_of, link_of
from portal.web.offline import kept_on_phone
from portal.web.sentences import (
    certificate_tone,
    certificate_word,
    requirement_name,
    standing_tone,
    standing_word,
    why_sentence,
)


@blueprint.get("/certificates")
@requires(Permission.CERTIFICATE_OWN)
def certificates() -> ResponseReturnValue:
    person = current_person()
    standings = look_at_standings(person.id, clock.today())
    rows = standings.rows
    is_held_up = any(row.standing.is_held_up for row in rows)
    return render_template(
        "learner/certificates.html",
        rows=rows,
        assessors=standings.assessors,
        courses_left=courses_left,
        holds=latest_holds(person.id) if is_held_up else {},
        sign_offs=list_sign_offs(person.id),
        requirement_name=requirement_name,
        standing_tone=standing_tone,
        standing_word=standing_word,
        why_sentence=why_sentence,
    )


@blueprint.get("/certificates/<string:serial>/pdf")
@requires(Permission.CERTIFICATE_OWN)
def certificate_pdf(serial: str) -> ResponseReturnValue:
    return as_pdf([get_held(current_person().id, serial)], f"giay-chung-nhan-{serial}")


@blueprint.get("/certificates/<string:serial>/pass")
@requires(Permission.CERTIFICATE_OWN)
@kept_on_phone
def certificate_pass(serial: str) -> ResponseReturnValue:
    held = get_held(current_person().id, serial)
    link = link_of(held)
    return render_template(
        "learner/pass.html",
        held=held,
        link=link,
        code=code_of(link),
        now=clock.now(),
        state=certificate_word(held),
        tone=certificate_tone(held),
    )


@blueprint.get("/certificates/<string:serial>/badge")
@requires(Permission.CERTIFICATE_OWN)
def certificate_badge(serial: str) -> ResponseReturnValue:
    return as_badge(get_held(current_person().id, serial))
