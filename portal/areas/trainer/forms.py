"""Forms of the trainer's pages."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, ValidationError

_LONGEST_NOTE = 2000
MINOR, MAJOR = "minor", "major"


class PublishForm(FlaskForm):
    """`files`: the digest of the files that were looked at."""

    files = HiddenField(validators=[InputRequired(), Length(max=64)])
    kind = RadioField(
        _l("What kind of change is it?"),
        choices=[
            SelectChoice(
                MINOR,
                _l("Minor: words, pictures, corrections. Nobody has to learn anything again."),
            ),
            SelectChoice(
                MAJOR, _l("Major: something to learn anew. It concerns everybody certified by it.")
            ),
        ],
        default=MINOR,
    )
    note = TextAreaField(
        _l("What changed, for those who read the list of revisions"),
        [Length(max=_LONGEST_NOTE, message=_l("At most 2000 characters"))],
        render_kw={"rows": 3},
    )

    def validate_note(self, field: TextAreaField) -> None:
        if self.is_major and not (field.data or "").strip():
            raise ValidationError(_l("A major change needs a note: say what has to be learnt anew"))

    @property
    def is_major(self) -> bool:
        return bool(self.kind.data == MAJOR)


def asked_page() -> int:
    """The page of a list, from 1; 0, which no list has, for what is no page."""
    text: Any = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
