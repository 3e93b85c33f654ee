"""Forms for decisions about what somebody holds, and for extending what many hold."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from portal.certification.records import StandingRow
from portal.certification.scheme import single_requirements
from portal.learning.records import CourseProgress
from portal.web.fields import Checkboxes, DayField
from portal.web.languages import current_language

LONGEST: Final = 1000


def words(label: Any, missing: Any, hint: str = "") -> TextAreaField:
    checks = [InputRequired(missing), Length(max=LONGEST)]
    return TextAreaField(label, checks, description=hint, render_kw={"rows": 3})


class DecisionForm(FlaskForm):
    """What every decision asks for."""

    reason = words(_l("Reason"), _l("Write the reason: without one nothing is decided"))


class HoldForm(DecisionForm):
    """Suspend, or give back."""

    certification = SelectField(_l("Permit"))
    count = IntegerField(
        _l("Type the number of permits that stop counting"),
        [Optional()],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def confirms(self, falling: Mapping[str, Sequence[str]]) -> bool:
        """Whether, where more than one permit falls with the one that is chosen, their number was typed."""
        falls = falling.get(self.certification.data, ())
        if len(falls) < 2 or self.count.data == len(falls):
            return True
        said = _(
            "Type %(count)s: %(codes)s stop counting.", count=len(falls), codes=", ".join(falls)
        )
        self.count.errors = [said]
        return False


class RevokeForm(HoldForm):
    appeal_note = TextAreaField(
        _l("How the person can appeal"), [Length(max=LONGEST)], render_kw={"rows": 3}
    )


class WaiveForm(DecisionForm):
    #: "P1:S1"
    what = SelectField(_l("What is waived"))


class AcceptForm(DecisionForm):
    course = SelectField(_l("Course it stands for"))
    proof = words(_l("What you saw as proof"), _l("Write what shows that it was done"))


FORMS: Final[dict[str, type[DecisionForm]]] = {
    "suspend": HoldForm,
    "reinstate": HoldForm,
    "revoke": RevokeForm,
    "waive": WaiveForm,
    "accept": AcceptForm,
}


def decision_form(
    kind: str, standings: Sequence[StandingRow], courses: Sequence[CourseProgress]
) -> DecisionForm:
    """The form of a kind of decision, with what there is to choose from for this person."""
    form, language = FORMS[kind](), current_language()
    if isinstance(form, HoldForm):
        held = [row for row in standings if row.serial]
        form.certification.choices = [
            SelectChoice(row.certification, row.title[language]) for row in held
        ]
    if isinstance(form, WaiveForm):
        form.what.choices = [
            SelectChoice(
                f"{row.certification}:{one.code}", f"{row.title[language]}: {one.title[language]}"
            )
            for row in standings
            if not row.is_coming
            for one in single_requirements(row.missing)
        ]
    if isinstance(form, AcceptForm):
        found = (progress.content.course for progress in courses)
        form.course.choices = [
            SelectChoice(course.slug, course.title(language)) for course in found
        ]
    return form


class PermitChoice(FlaskForm):
    """Which permit a decision about many people is about."""

    class Meta:
        csrf = False

    certification = SelectField(_l("Permit"))


class ExtensionChoice(PermitChoice):
    """Which permit, and to when. Sent by GET: it shows who, and changes nothing."""

    until = DayField(_l("New last day"))


class ExtensionForm(ExtensionChoice):
    """The same with who, why and by which decision."""

    class Meta:
        csrf = True

    people = Checkboxes(_l("Who"), [InputRequired(_l("Choose at least one person"))])
    decision_number = StringField(
        _l("Number of the decision"),
        [InputRequired(_l("Write the number of the decision")), Length(max=60)],
    )
    reason = words(_l("Reason"), _l("Write the reason: without one nothing is decided"))


def choose_permit(form: PermitChoice, permits: Sequence[tuple[str, str]]) -> None:
    form.certification.choices = [
        SelectChoice("", _("Choose a permit")),
        *(SelectChoice(code, title) for code, title in permits),
    ]
