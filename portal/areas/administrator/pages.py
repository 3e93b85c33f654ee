"""What the pages of a rule load: the rule, the form as the address fills it, and whom it would turn."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from portal.areas.administrator.forms import RuleForm, SaveRuleForm, offer_choices
from portal.areas.administrator.words import tell
from portal.certification.errors import BadRule, PeopleChanged
from portal.certification.forecasting import Forecast, Underway
from portal.certification.ledger import read_ledger
from portal.certification.predicting import Effect
from portal.certification.rule_changes import (
    change_rule,
    first_day_for_a_change,
    get_newest,
    get_rule,
    look_further,
    preview_rule,
)
from portal.certification.rule_editing import RuleDraft, drafted
from portal.certification.scheme import CourseRequirement, single_requirements

_Seen = TypeVar("_Seen")


@dataclass(frozen=True)
class RulePage:
    """A permit's rule being changed. `found`: whom it would turn, once a rule was entered that can be."""

    code: str
    rule: dict[str, Any]
    form: RuleForm
    found: Forecast | None = None
    #: where there are many people, how far looking at them has come
    underway: Underway | None = None

    @property
    def losing(self) -> int:
        return self.found.count(Effect.LOSES) if self.found else 0

    @property
    def asked(self) -> int:
        return self.found.count(Effect.ASKED) if self.found else 0

    @property
    def coming(self) -> list[str]:
        """Codes of courses that are asked for and that nobody can take yet."""
        if self.found is None or self.found.change.rules is None:
            return []
        permit = self.found.change.rules.scheme.certifications_by_code[self.code]
        published = read_ledger([], self.found.change.on).published
        singles = single_requirements(permit.requires)
        courses = [one.course for one in singles if isinstance(one, CourseRequirement)]
        return [course.code for course in courses if course.slug not in published]

    @property
    def query(self) -> dict[str, Any]:
        """The form as an address carries it, for the pages of those whom it turns."""
        asked = request.args if request.method == "GET" else request.form
        return {name: asked.getlist(name) for name in asked if name in RuleForm.names()}

    @property
    def gaining(self) -> int:
        return self.found.count(Effect.GAINS) if self.found else 0

    @property
    def issuing(self) -> int:
        """Certificates that fall due by the rule alone, on its first day."""
        return self.found.awards if self.found else 0


@dataclass(frozen=True)
class SentPage(RulePage):
    """The same, sent to be saved."""

    form: SaveRuleForm


def read_rule_page(code: str) -> RulePage:
    """As the address says: the rule as it stands, or one that was entered. Raises NotFound."""
    rule, form = get_rule(code), RuleForm(request.args)
    offer_choices(form, get_newest().rules, code)
    if not request.args:
        form.show(drafted(rule, first_day_for_a_change()))
        return RulePage(code, rule, form)
    told = _told(form, lambda draft: look_further(code, draft)) if form.validate() else None
    if isinstance(told, Underway):
        return RulePage(code, rule, form, underway=told)
    return RulePage(code, rule, form, told)


def read_sent_page(code: str) -> SentPage:
    """What was sent to be saved, with whom it would turn now. Raises NotFound."""
    rule, form = get_rule(code), SaveRuleForm()
    offer_choices(form, get_newest().rules, code)
    found = None
    if form.validate():
        with suppress(BadRule):  # kept already by a first click, or told by save_sent
            found = preview_rule(code, form.draft)
    return SentPage(code, rule, form, found)


def save_sent(page: SentPage, actor_id: UUID) -> date | None:
    """The first day of the version that was kept; None where nothing was, and the form says why."""
    form = page.form
    if any(field.errors for field in form):
        return None
    if page.found and page.found.fingerprint == form.seen.data and form.count.data != page.losing:
        said = _("Type %(count)s: so many people lose a permit.", count=page.losing)
        form.count.errors = [said] if page.losing else []
        if page.losing:
            return None
    try:
        return change_rule(
            code=page.code, draft=form.draft, fingerprint=form.seen.data or "", actor_id=actor_id
        )
    except BadRule as error:
        tell(form, error)
    except PeopleChanged:
        form.form_errors.append(
            _(
                "Since you looked, something was learnt or decided: others would flip now. Look again."
            )
        )
    return None


def seen_again(page: SentPage) -> SentPage:
    """The same for another look at whom it would turn now."""
    form = page.form
    form.count.data, form.count.raw_data = None, None
    is_rule = not any(field.errors for field in form if field is not form.count)
    found = _told(form, lambda draft: preview_rule(page.code, draft)) if is_rule else None
    return replace(page, found=found)


def _told(form: RuleForm, look: Callable[[RuleDraft], _Seen]) -> _Seen | None:
    try:
        return look(form.draft)
    except BadRule as error:
        tell(form, error)
        return None
