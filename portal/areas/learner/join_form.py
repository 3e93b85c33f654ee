"""The form that asks for a room's code. It only leads on, so it is sent by GET and carries no token."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, Form, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from portal.rooms.codes import read_code


def _is_code(_form: Form, field: Field) -> None:
    if read_code(field.data) is None:
        raise ValidationError(
            _("A code has six digits, such as 305 118. Look at the big screen again.")
        )


class CodeForm(FlaskForm):
    class Meta:
        csrf = False

    code = StringField(
        _l("The room's code"),
        [
            InputRequired(_l("Type the six digits that the trainer shows")),
            Length(max=40, message=_l("That is too long: a code has six digits.")),
            _is_code,
        ],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "enterkeyhint": "go"},
    )
