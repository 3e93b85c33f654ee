"""One permit's rule as a form. Sent by GET it shows who would flip; sent by POST, with their number, it is saved."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange

from portal.certification.rule_editing import DAYS, MONTHS, RuleDraft
from portal.web.fields import Checkboxes, DayField
from portal.web.languages import current_language

#: groups of which one is enough; the shipped scheme has one
GROUPS: Final = ("one_of", "one_of_more")
_KINDS: Final = ("courses", "certifications", "signoffs")


def _whole(label: Any, allowed: range, wrong: Any) -> IntegerField:
    return IntegerField(
        label,
        [InputRequired(wrong), NumberRange(allowed[0], allowed[-1], wrong)],
        render_kw={"inputmode": "numeric", "min": allowed[0], "max": allowed[-1]},
    )


class RuleForm(FlaskForm):
    """What a permit asks for. Changes nothing."""

    class Meta:
        csrf = False

    courses = Checkboxes(_l("Courses"))
    certifications = Checkboxes(_l("Other permits"))
    signoffs = Checkboxes(_l("Practice that an assessor signs off"))
    one_of = StringField(_l("One of these is enough"), [Length(max=200)])
    one_of_more = StringField(_l("And one of these"), [Length(max=200)])
    validity_months = _whole(
        _l("Valid for, in months"), MONTHS, _l("Write a number of months from 1 to 120")
    )
    renewal_window_days = _whole(
        _l("May be renewed so many days before its end"),
        DAYS,
        _l("Write a number of days from 0 to 366"),
    )
    refresh_grace_days = _whole(
        _l("Days to do what is new, for those who hold it"),
        DAYS,
        _l("Write a number of days from 0 to 366"),
    )
    applies_from = DayField(
        _l("First day of the new rule"), missing=_l("Choose the first day of the new rule")
    )

    @staticmethod
    def names() -> tuple[str, ...]:
        """What the address of a rule that is looked at carries."""
        numbers = ("validity_months", "renewal_window_days", "refresh_grace_days")
        return (*_KINDS, *GROUPS, *numbers, "applies_from")

    @property
    def draft(self) -> RuleDraft:
        """Of a form that is valid."""
        single = [code for kind in _KINDS for code in self[kind].data or ()]
        groups = [codes for name in GROUPS if (codes := _codes(self[name].data))]
        return RuleDraft(
            self.applies_from.data,  # type: ignore[arg-type]  # validated
            (*single, *groups),
            self.validity_months.data or 0,
            self.renewal_window_days.data or 0,
            self.refresh_grace_days.data or 0,
        )

    def show(self, draft: RuleDraft) -> None:
        """Fill the fields with a rule."""
        single = {one for one in draft.requires if isinstance(one, str)}
        for kind in _KINDS:
            known = [choice.value for choice in self[kind].choices]
            self[kind].data = [code for code in known if code in single]
        groups = [one for one in draft.requires if not isinstance(one, str)]
        for name, codes in zip(GROUPS, groups, strict=False):
            self[name].data = ", ".join(codes)
        self.validity_months.data = draft.validity_months
        self.renewal_window_days.data = draft.renewal_window_days
        self.refresh_grace_days.data = draft.refresh_grace_days
        self.applies_from.data = draft.applies_from


class SaveRuleForm(RuleForm):
    """The same with what was seen: who would flip, and how many lose it."""

    class Meta:
        csrf = True

    seen = HiddenField(validators=[InputRequired(), Length(max=64)])
    count = IntegerField(
        _l("Type the number of people who lose a permit"),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


def offer_choices(form: RuleForm, rules: Mapping[str, Any], code: str) -> None:
    """Everything that the permit may ask for."""
    for kind in _KINDS:
        others = [one for one in rules.get(kind, ()) if one["code"] != code]
        form[kind].choices = _choices(others)


def _choices(written: Sequence[Mapping[str, Any]]) -> list[SelectChoice]:
    language = current_language()
    in_order = sorted(written, key=lambda one: one["code"])
    return [
        SelectChoice(one["code"], f"{one['code']}  {one['title'][language]}") for one in in_order
    ]


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").upper().replace(",", " ").replace(";", " ").split())
