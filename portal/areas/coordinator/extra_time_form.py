"""More time for somebody in an exam: how much, and why."""

from typing import Final
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length

from portal.kernel.identifiers import new_id

MINUTES: Final = (5, 10, 15, 20, 30, 45, 60)


class ExtraTimeForm(FlaskForm):
    """`once` is made with the form, so that a double click gives the time once."""

    minutes = SelectField(
        _l("How many minutes more"),
        coerce=int,
        choices=[SelectChoice(minutes, str(minutes)) for minutes in MINUTES],
    )
    reason = TextAreaField(
        _l("Why"), [DataRequired(_l("Write why, in a few words.")), Length(max=200)]
    )
    once = HiddenField()

    @classmethod
    def fresh(cls) -> "ExtraTimeForm":
        return cls(formdata=None, once=str(new_id()), minutes=10)

    @property
    def form_id(self) -> UUID | None:
        try:
            return UUID(self.once.data or "")
        except ValueError:
            return None
