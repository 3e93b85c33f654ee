"""Opening a room: which quiz, and what it counts as."""

from typing import Final
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from portal.catalogue.content import EXAM, RevisionContent
from portal.kernel.identifiers import new_id

PRACTICE: Final = "practice"


class OpenRoomForm(FlaskForm):
    """`once` is made with the form, so that a double click opens one room."""

    quiz = RadioField(_l("Which quiz?"), [InputRequired(_l("Choose a quiz"))])
    counts_as = RadioField(
        _l("What does it count as?"),
        [InputRequired(_l("Choose what it counts as"))],
        choices=[
            SelectChoice(
                PRACTICE,
                _l("Practice: counts for nothing, and shows at once what is right and why"),
            ),
            SelectChoice(EXAM, _l("Exam: each attempt counts, by the same rules as alone at home")),
        ],
    )
    once = HiddenField()

    @classmethod
    def of(cls, content: RevisionContent, language: str, *, is_fresh: bool) -> "OpenRoomForm":
        """The form for a course; `is_fresh`: before anything was sent."""
        fresh = {"formdata": None, "once": str(new_id()), "quiz": EXAM, "counts_as": PRACTICE}
        form = cls(**fresh) if is_fresh else cls()
        quizzes = [(one.quiz_name, one.title(language), one.quiz) for one in content.modules]
        form.quiz.choices = [
            (EXAM, content.exam.title(language)),
            *((name, f"{title}: {quiz.title(language)}") for name, title, quiz in quizzes if quiz),
        ]
        return form

    @property
    def is_practice(self) -> bool:
        return bool(self.counts_as.data == PRACTICE)

    @property
    def room_id(self) -> UUID | None:
        try:
            return UUID(self.once.data or "")
        except ValueError:
            return None

    def refuse_exam(self) -> None:
        """The chosen quiz is one for practice."""
        message = _l("This quiz is for practice: choose practice, or the exam above")
        self.counts_as.errors = [*self.counts_as.errors, message]
