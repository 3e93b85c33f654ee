"""Publishing a draft: what stops it, what changed, whom it concerns; then minor or major."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.forms import PublishForm
from portal.areas.trainer.words import refusal
from portal.authoring.checking import check_open_draft
from portal.authoring.impact import Concern, count_asked, list_concerned, read_impact
from portal.authoring.proposals import Proposal, get_proposal
from portal.authoring.publishing import Publication, publish_draft
from portal.authoring.queries import get_draft
from portal.catalogue.errors import BrokenPackage
from portal.kernel import clock
from portal.kernel.errors import NotFound, Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, reads_first, requires, start_writing
from portal.web.paging import asked_page
from portal.web.sentences import task_words


@blueprint.get("/trainer/drafts/<uuid:draft>/publish")
@requires(Permission.CATALOGUE_EDIT)
def publish(draft: UUID) -> ResponseReturnValue:
    proposal = _proposal(draft)
    form = PublishForm(formdata=None, files=proposal.files_digest)
    return _page(proposal, form)


@blueprint.post("/trainer/drafts/<uuid:draft>/publish")
@requires(Permission.CATALOGUE_EDIT)
@reads_first
@commits
def publish_now(draft: UUID) -> ResponseReturnValue:
    form = PublishForm()
    asked = count_asked(get_draft(draft).course_slug) if form.is_major else 0
    if not (form.validate() and form.confirms(asked)):
        return _page(_proposal(draft), form), 422
    package = check_open_draft(draft, current_app.config["PORTAL"].courses)
    start_writing()
    try:
        revision = publish_draft(
            person_id=current_person().id,
            draft_id=draft,
            package=package,
            publication=Publication(
                form.files.data or "", form.is_major, form.note.data or "", _needs_review(), asked
            ),
        )
    except BrokenPackage:
        return redirect(url_for(".publish", draft=draft))
    except Refused as error:
        flash(refusal(error), "warning")
        return redirect(url_for(".publish", draft=draft))
    flash(
        _("Revision %(number)s is published. Readers have it now.", number=revision.number),
        "success",
    )
    return redirect(url_for(".revisions", course=revision.course_slug))


@blueprint.get("/trainer/drafts/<uuid:draft>/publish/units")
@requires(Permission.CATALOGUE_EDIT)
def publish_units(draft: UUID) -> ResponseReturnValue:
    found = get_draft(draft)
    impact = read_impact(found.course_slug, clock.today(), page=asked_page())
    return render_template("trainer/publish_units.html", draft=found, impact=impact)


@blueprint.get("/trainer/drafts/<uuid:draft>/publish/people")
@requires(Permission.CATALOGUE_EDIT)
def publish_people(draft: UUID) -> ResponseReturnValue:
    try:
        concern = Concern(request.args.get("show", Concern.IN_PROGRESS))
    except ValueError as error:
        raise NotFound(show=request.args.get("show")) from error
    found, unit = get_draft(draft), request.args.get("unit")
    people = list_concerned(found.course_slug, concern, clock.today(), unit=unit, page=asked_page())
    return render_template(
        "trainer/publish_people.html", draft=found, people=people, concern=concern, unit=unit
    )


def _proposal(draft: UUID) -> Proposal:
    return get_proposal(draft, current_app.config["PORTAL"].courses, clock.today())


def _page(proposal: Proposal, form: PublishForm) -> str:
    return render_template(
        "trainer/publish.html",
        proposal=proposal,
        form=form,
        needs_review=_needs_review(),
        task_words=task_words,
    )


def _needs_review() -> bool:
    return bool(current_app.config["PORTAL"].review)
