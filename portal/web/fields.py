"""Fields that several areas' forms share."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget


class DayField(DateField):
    """A day, from the browser's own picker or typed as one writes it; `wrong` is said of what is no day.

    `missing`: said where none is given; without it the field may stay empty.
    """

    def __init__(self, label: Any, wrong: Any = None, missing: Any = None, **more: Any) -> None:
        needed = InputRequired(missing) if missing else Optional()
        super().__init__(label, [needed], format=["%Y-%m-%d", "%d/%m/%Y"], **more)
        self.wrong = wrong or _l("This is not a day. Write it as 28/11/2026.")

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([text.strip() for text in valuelist])
        except ValueError:
            raise ValueError(str(self.wrong)) from None


class Checkboxes(SelectMultipleField):
    """Several of many, each with a box of its own."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
