"""Forms of the trainer's pages."""

from collections.abc import Mapping
from typing import Final

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms import HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf, InputRequired, Length, Optional, ValidationError

from portal.authoring.updates import Choice

_LONGEST_NOTE: Final = 2000
MINOR, MAJOR = "minor", "major"
APPROVE, RETURN = "approve", "return"
#: before the name of a conflict
CHOICE: Final = "choice-"


class TokenForm(FlaskForm):
    """A button that changes something and asks nothing."""


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
                MAJOR,
                _l(
                    "Major: something to learn anew. Everybody certified by it is asked to answer what is new."
                ),
            ),
        ],
        default=MINOR,
    )
    note = TextAreaField(
        _l("What changed, for those who read the list of revisions"),
        [Length(max=_LONGEST_NOTE, message=_l("At most 2000 characters"))],
        render_kw={"rows": 3},
    )

    count = IntegerField(
        _l("For a major change: type the number of people it asks to answer what is new"),
        [Optional()],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def confirms(self, asked: int) -> bool:
        """Whether the number of those whom a major change asks was typed; nobody needs none."""
        if not self.is_major or not asked or self.count.data == asked:
            return True
        self.count.errors = [_("Type %(count)s: so many people are asked.", count=asked)]
        return False

    def validate_note(self, field: TextAreaField) -> None:
        if self.is_major and not (field.data or "").strip():
            raise ValidationError(_l("A major change needs a note: say what has to be learnt anew"))

    @property
    def is_major(self) -> bool:
        return bool(self.kind.data == MAJOR)


class UpdateForm(FlaskForm):
    """What was shown, and for each conflict what shall stand there: `choice-<path>:<place>`."""

    number = HiddenField(validators=[InputRequired(), Length(max=9)])
    files = HiddenField(validators=[InputRequired(), Length(max=64)])

    @property
    def asked_number(self) -> int:
        text = self.number.data or ""
        return int(text) if text.isascii() and text.isdigit() else 0

    @property
    def choices(self) -> Mapping[str, Choice]:
        found: dict[str, Choice] = {}
        for name, value in request.form.items():
            if name.startswith(CHOICE) and value in ("both", "mine", "theirs"):
                found[name.removeprefix(CHOICE)] = value  # type: ignore[assignment]
        return found


class AskForm(FlaskForm):
    """A request to look at a draft."""

    note = TextAreaField(
        _l("What should the reviewer look at?"),
        [Length(max=_LONGEST_NOTE, message=_l("At most 2000 characters"))],
        render_kw={"rows": 3},
    )


class AnswerForm(FlaskForm):
    """The reviewer's answer; `decision` is of the button that was pressed."""

    files = HiddenField(validators=[InputRequired(), Length(max=64)])
    answer = TextAreaField(
        _l("Your words to the author"),
        [Length(max=_LONGEST_NOTE, message=_l("At most 2000 characters"))],
        render_kw={"rows": 3},
    )
    decision = StringField(validators=[AnyOf([APPROVE, RETURN])])

    def validate_answer(self, field: TextAreaField) -> None:
        if self.decision.data == RETURN and not (field.data or "").strip():
            raise ValidationError(_l("Say what has to be changed before you return the draft"))

    @property
    def approves(self) -> bool:
        return bool(self.decision.data == APPROVE)


class ImportForm(FlaskForm):
    """A course's folder as a zip."""

    archive = FileField(
        _l("Zip of a course"),
        [
            FileRequired(_l("Choose a zip file")),
            FileAllowed(["zip"], _l("This is no zip file. Choose a file that ends with .zip")),
        ],
        render_kw={"accept": ".zip,application/zip"},
    )
