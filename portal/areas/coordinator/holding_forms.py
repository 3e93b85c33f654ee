"""Forms for suspending or revoking what several people hold: the permit, then the people, then why."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, ValidationError

from portal.areas.coordinator.decision_forms import LONGEST, PermitChoice, words
from portal.web.fields import Checkboxes, DayField


class HoldChoice(PermitChoice):
    """Which permit, and perhaps on which day it was issued. Sent by GET: it shows who, and changes nothing."""

    issued_on = DayField(_l("Issued on"))


class HoldPeopleForm(HoldChoice):
    """The same with those chosen. Sent by POST, for they are many; it changes nothing either."""

    class Meta:
        csrf = True

    people = Checkboxes(_l("Who"), [InputRequired(_l("Choose at least one person"))])


class HoldManyForm(HoldPeopleForm):
    """The same with what was seen, why, and by which decision."""

    seen = HiddenField(validators=[InputRequired(), Length(max=64)])
    decision_number = StringField(
        _l("Number of the decision"),
        [InputRequired(_l("Write the number of the decision")), Length(max=60)],
    )
    reason = words(_l("Reason"), _l("Write the reason: without one nothing is decided"))
    appeal_note = TextAreaField(
        _l("How these people can appeal"), [Length(max=LONGEST)], render_kw={"rows": 3}
    )
    count = IntegerField(
        _l("Type the number of people"),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def validate_count(self, field: Any) -> None:
        count = len(set(self.people.data or ()))
        if field.data != count:
            field.errors = []
            raise ValidationError(_("Type %(count)s: so many people are concerned.", count=count))


def take_as_sent(people: Checkboxes) -> None:
    """Let a field hold the people who were sent; who of them is in reach is seen when they are read."""
    people.data = [one for one in people.data or () if _is_id(one)]
    people.choices = [SelectChoice(one, one) for one in people.data]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
