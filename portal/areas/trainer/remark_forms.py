"""What is asked for marking again: what becomes of each question, and the confirmation."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField, validators
from wtforms.validators import InputRequired, Length

from portal.quizzes.remarking import Decision

#: before the name of a question
HOW: Final = "how-"
WORSE: Final = "worse"


class RemarkForm(FlaskForm):
    """`form_id` makes a form sent twice do it once; `fingerprint` is of what was shown."""

    form_id = HiddenField(
        validators=[validators.UUID(_l("The form is broken: load the page again"))]
    )
    fingerprint = HiddenField(validators=[InputRequired(), Length(max=64)])
    people = StringField(
        _l("How many people get a worse result? Type the number"),
        [Length(max=9, message=_l("Type a number"))],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    reason = TextAreaField(
        _l("Why"),
        [
            InputRequired(_l("Say why: whoever was marked again reads it")),
            Length(max=1000, message=_l("At most 1000 characters")),
        ],
        render_kw={"rows": 3},
    )

    @property
    def typed(self) -> int | None:
        text = (self.people.data or "").strip()
        return int(text) if text.isascii() and text.isdigit() else None

    @property
    def asked_id(self) -> UUID:
        """Of a form that is valid."""
        return UUID(self.form_id.data or "")


def asked_decisions() -> Mapping[str, Decision]:
    """By question, as the page's address or its form says; what is unknown is left out."""
    known = {str(decision): decision for decision in Decision}
    return {
        name.removeprefix(HOW): known[value]
        for name, value in request.values.items()
        if name.startswith(HOW) and value in known
    }


def takes_away() -> bool:
    return request.values.get(WORSE) == "yes"
