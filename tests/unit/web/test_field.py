"""Label, hint, error and control of a field belong together for assistive technology."""

from typing import Any

import pytest
from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    validators,
    widgets,
)

from tests.unit.web.macros import render

FIELD = '{% from "components/field.html" import field %}{{ field(f, hint) }}'
SUMMARY = '{% from "components/field.html" import error_summary %}{{ error_summary(form) }}'
CHOICES: Any = ["Hội trường", "Thăm hộ"]


class Sample(Form):
    phone = StringField("Phone", [validators.DataRequired("Enter a phone number.")])
    password = PasswordField("Password")
    unit = SelectField("Unit", choices=CHOICES, validate_choice=False)
    note = TextAreaField("Note")
    kind = RadioField("Kind", choices=CHOICES, validators=[validators.InputRequired("Choose one.")])
    days = SelectMultipleField(
        "Days",
        choices=CHOICES,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    keep = BooleanField("Keep me signed in")
    token = HiddenField()


def wrong() -> Sample:
    form = Sample()
    form.validate()
    return form


def shown(name: str, form: Any = None, hint: str | None = None) -> str:
    return render(FIELD, f=(form or Sample())[name], hint=hint)


class TestSingleField:
    @pytest.mark.parametrize("name", ["phone", "password", "unit", "note"])
    def test_has_a_label_for_its_control(self, name: str) -> None:
        html = shown(name)
        assert f'for="{name}"' in html
        assert f'id="{name}"' in html

    def test_without_hint_or_error_describes_nothing(self) -> None:
        assert "aria-describedby" not in shown("phone")

    def test_hint_describes_it(self) -> None:
        html = shown("phone", hint="Ten digits")
        assert '<p class="c-field__hint" id="phone-hint">Ten digits</p>' in html
        assert 'aria-describedby="phone-hint"' in html

    def test_error_describes_it_and_marks_it_invalid(self) -> None:
        html = shown("phone", wrong(), hint="Ten digits")
        assert 'id="phone-error"' in html
        assert 'aria-describedby="phone-hint phone-error"' in html
        assert 'aria-invalid="true"' in html

    def test_further_attributes_reach_the_control(self) -> None:
        source = FIELD.replace("hint)", 'hint, autocomplete="tel")')
        assert 'autocomplete="tel"' in render(source, f=Sample().phone, hint=None)


class TestGroup:
    @pytest.mark.parametrize(("name", "kind"), [("kind", "radio"), ("days", "checkbox")])
    def test_is_a_fieldset_of_labelled_choices(self, name: str, kind: str) -> None:
        html = shown(name)
        assert f'<legend class="c-field__label">{name.capitalize()}</legend>' in html
        assert html.count(f'type="{kind}"') == 2
        assert f'for="{name}-1"' in html

    def test_error_describes_the_group(self) -> None:
        assert 'aria-describedby="kind-error"' in shown("kind", wrong())


class TestCheckbox:
    def test_its_label_follows_the_box(self) -> None:
        html = shown("keep")
        assert html.index("<input") < html.index("<label")


class TestErrorSummary:
    def test_links_to_each_wrong_field(self) -> None:
        html = render(SUMMARY, form=wrong())
        assert '<a href="#phone">Enter a phone number.</a>' in html
        assert html.count("<a ") == 2

    def test_a_group_is_reached_at_its_first_choice(self) -> None:
        assert '<a href="#kind-0">Choose one.</a>' in render(SUMMARY, form=wrong())

    def test_a_hidden_field_has_no_link(self) -> None:
        form = wrong()
        form.token.errors = ["Open the page again."]
        assert "<li>Open the page again.</li>" in render(SUMMARY, form=form)
