"""Forms of the public pages."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from portal.people.passwords import MAXIMUM


class SignInForm(FlaskForm):
    next = HiddenField()
    login = StringField(
        _l("Phone number or e-mail"),
        [InputRequired(_l("Write the phone number or e-mail address you were registered with")),
         Length(max=254)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Write your password")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class SetUpForm(FlaskForm):
    full_name = StringField(
        _l("Full name"),
        [InputRequired(_l("Write your full name, family name first")), Length(max=100)],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("E-mail"),
        [InputRequired(_l("Write an e-mail address: you will sign in with it")), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Choose a password of at least 8 characters")), Length(max=MAXIMUM)],
        render_kw={"autocomplete": "new-password"},
    )
