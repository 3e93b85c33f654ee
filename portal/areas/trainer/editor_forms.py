"""Forms of the editor."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput


class NewCourseForm(FlaskForm):
    title = StringField(
        _l("Title"),
        [DataRequired(_l("Write a title: readers choose the course by it")), Length(max=120)],
    )
    slug = StringField(
        _l("Address"),
        [Length(max=80)],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )


class TitleForm(FlaskForm):
    """A module or lesson that is about to begin."""

    title = StringField(_l("Title"), [DataRequired(_l("Write a title")), Length(max=120)])


class LessonForm(TitleForm):
    folder = SelectField(_l("Module"), validate_choice=True)


class NameForm(FlaskForm):
    name = StringField(
        _l("Name"),
        [DataRequired(_l("Write a name")), Length(max=60)],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )


class PathForm(FlaskForm):
    """One file, by a button; `language` of a translation, `direction` of a move."""

    path = HiddenField(validators=[InputRequired(), Length(max=300)])
    language = HiddenField()
    direction = HiddenField()


class FileForm(FlaskForm):
    """A text and the version it was begun at; `base` is what stood there then (docs/authoring.md)."""

    version = IntegerField(
        validators=[InputRequired(), NumberRange(0, 10_000_000)], widget=HiddenInput()
    )
    base = HiddenField()
    text = TextAreaField(_l("Text, in Markdown"), render_kw={"rows": 24, "spellcheck": "true"})


class MediaForm(FlaskForm):
    file = FileField(_l("File"))
    name = StringField(_l("Name"), [Optional(), Length(max=60)], render_kw={"autocomplete": "off"})
    alternative = StringField(
        _l("What can be seen or heard"),
        [
            DataRequired(_l("Say what can be seen or heard: some readers have only these words")),
            Length(max=300),
        ],
    )


class VersionForm(FlaskForm):
    version = IntegerField(
        validators=[InputRequired(), NumberRange(1, 10_000_000)], widget=HiddenInput()
    )
