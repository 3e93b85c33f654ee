"""The forms of practice: which list, which day, whom; then each item of the list for each of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from portal.certification.practice import Watched
from portal.certification.scheme import SignOffList
from portal.kernel import clock
from portal.web.fields import Checkboxes, DayField
from portal.web.languages import current_language

_PASSED: Final = "1"


class PracticeChoice(FlaskForm):
    """Sent by GET: it leads to the list, and changes nothing."""

    class Meta:
        csrf = False

    list = SelectField(_l("List"))
    on = DayField(_l("Day on which you watched"))
    people = Checkboxes(_l("Who was there"), [InputRequired(_l("Choose at least one person"))])

    def offer(self, lists: Iterable[SignOffList], people: Iterable[tuple[UUID, str]]) -> None:
        language = current_language()
        self.list.choices = [SelectChoice(one.code, one.title[language]) for one in lists]
        self.people.choices = [SelectChoice(str(person), name) for person, name in people]

    @property
    def day(self) -> date:
        return self.on.data or clock.today()

    @property
    def is_asked(self) -> bool:
        return bool(self.list.data and self.people.data)


class PracticeForm(FlaskForm):
    """A list's items for each person; the fields are added by `practice_form`."""

    list = HiddenField()
    on = HiddenField()
    #: of the list as it was marked
    wording = HiddenField()
    #: when a phone says that it was given (ISO 8601, UTC)
    given_at = HiddenField()

    @property
    def given(self) -> datetime | None:
        """None where nothing, or nothing that is a moment, was sent: it is a note beside the fact, no more."""
        try:
            moment = datetime.fromisoformat(self.given_at.data or "")
        except ValueError:
            return None
        return moment if moment.tzinfo else None


def practice_form(wanted: SignOffList, people: Sequence[UUID]) -> PracticeForm:
    """A form with one group for each person and item, and a note and a key for each person."""
    language, fields = current_language(), dict[str, Any]()
    for person in people:
        for place, item in enumerate(wanted.items):
            fields[mark_name(person, place)] = RadioField(
                item[language],
                [InputRequired(_("Mark this item for everybody"))],
                choices=[
                    SelectChoice(_PASSED, _("Passed")),
                    SelectChoice("0", _("Not yet passed")),
                ],
            )
        fields[f"note_{person.hex}"] = TextAreaField(
            _("Note"), [Length(max=1000)], render_kw={"rows": 2}
        )
        fields[f"key_{person.hex}"] = HiddenField(default=lambda: str(uuid4()))
    made: type[PracticeForm] = type("PracticeFormOfList", (PracticeForm,), fields)
    return made()


def people_in(form: PracticeForm) -> list[UUID]:
    """Whom a form is for."""
    return [UUID(field.name[4:]) for field in form if field.name.startswith("key_")]


def blank_sheet(wanted: SignOffList, place: int) -> tuple[UUID, PracticeForm]:
    """A list's form for nobody: the page puts each person's key in place of nobody's. `place`: 1, 2 … on the page."""
    nobody = UUID(int=place)
    return nobody, practice_form(wanted, [nobody])


def mark_name(person: UUID, place: int) -> str:
    return f"mark_{person.hex}_{place}"


def watched_in(form: PracticeForm, wanted: SignOffList, people: Sequence[UUID]) -> list[Watched]:
    """What a valid form says of each person."""
    return [
        Watched(
            key=_key(form[f"key_{person.hex}"].data),
            person_id=person,
            marks=tuple(
                form[mark_name(person, place)].data == _PASSED for place in range(len(wanted.items))
            ),
            note=form[f"note_{person.hex}"].data or "",
            given_at=form.given,
        )
        for person in people
    ]


def _key(written: str | None) -> UUID:
    """The form's own key; one that somebody spoilt is a new one."""
    try:
        return UUID(written or "")
    except ValueError:
        return uuid4()
