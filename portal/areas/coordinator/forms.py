"""What a board is asked for: a day, an order, whom to show. Sent by GET, so that an answer has an address."""

from datetime import date
from typing import Final

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from portal.kernel import clock
from portal.web.fields import DayField

SHOWS: Final = ("ready", "expiring", "not_ready")
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100


_NO_DAY: Final = _l("This is not a day. Write it as 28/11/2026. Below is the board of today.")


class BoardForm(FlaskForm):
    """Changes nothing, so it carries no token."""

    class Meta:
        csrf = False

    on = DayField(_l("Day"), wrong=_NO_DAY)
    sort = SelectField(
        _l("Sort order"),
        choices=[SelectChoice("", _l("Least ready first")), SelectChoice("name", _l("By name"))],
        validate_choice=False,
    )
    #: the unit list in which the address's code is read; codes were reused in 2025
    edition = HiddenField()
    show = HiddenField()

    def validate_on(self, field: DayField) -> None:
        if field.data and not _FIRST_YEAR <= field.data.year <= _LAST_YEAR:
            raise ValidationError(_NO_DAY)

    @property
    def day(self) -> date:
        """The day asked for; today where none was, or what was written is no day."""
        asked = None if self.on.errors else self.on.data
        return asked or clock.today()

    def answered_for(self, day: date, edition: int) -> None:
        """Carry what the answer is about into the next question."""
        self.edition.data = str(edition)
        if not self.on.errors:
            self.on.data = day

    @property
    def is_by_name(self) -> bool:
        return bool(self.sort.data == "name")

    @property
    def page(self) -> int:
        """From 1; 0, which no list has, for what is no page."""
        text = request.args.get("page", "1")
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0

    @property
    def shown(self) -> str | None:
        return self.show.data if self.show.data in SHOWS else None

    @property
    def asked_edition(self) -> int | None:
        text = self.edition.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


def read_board_form() -> BoardForm:
    """The form as the address fills it."""
    asked = MultiDict((name, request.args[name]) for name in request.args)
    form = BoardForm(asked)
    form.validate()
    return form
