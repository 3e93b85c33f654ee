"""The form that asks for a certificate's serial. It only reads, so it is sent by GET and carries no token."""

import re
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, Form, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from portal.kernel.identifiers import normalise_serial

#: a serial has thirteen; the link of a code, which may be pasted here, some three hundred
_LONGEST_CHARACTERS: Final = 600
#: ten letters or digits, with or without SS before them, however they are spaced
_WRITTEN_LIKE_ONE: Final = re.compile(r"(SS)?[0-9A-Z]{10}", re.IGNORECASE)


def _is_serial(_form: Form, field: Field) -> None:
    if normalise_serial(field.data):
        return
    letters = "".join(letter for letter in field.data if letter.isalnum())
    if _WRITTEN_LIKE_ONE.fullmatch(letters):
        raise ValidationError(
            _(
                "One of the characters is wrong. Compare the serial with the certificate, letter by letter."
            )
        )
    raise ValidationError(
        _(
            "That cannot be a serial. It has ten letters and digits after SS, such as SS-7K2QD-40XVM."
        )
    )


class CheckForm(FlaskForm):
    class Meta:
        csrf = False

    serial = StringField(
        _l("Serial of the certificate"),
        [
            InputRequired(_l("Write the serial that stands on the certificate")),
            Length(
                max=_LONGEST_CHARACTERS,
                message=_l("That is too long for a serial, which looks like SS-7K2QD-40XVM."),
            ),
            _is_serial,
        ],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )
