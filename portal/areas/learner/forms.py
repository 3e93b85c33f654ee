"""Forms of the learner's pages. Questions come from the attempt, so their fields are read by name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.quizzes.saving import Given

ANSWER, SEQUENCE = "answer-", "sequence-"


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One answer as it is given (docs/quiz-protocol.md), by a form or as JSON.

    Not a FlaskForm: there is no page to show its errors on, the token of every POST is checked before, and a save,
    which thousands send at once, would spend a sixth of its time on building it.
    """

    attempt_id: UUID
    question: str
    answer: object
    sequence: int


class ObjectionForm(FlaskForm):
    """What a learner says against a sign-off."""

    note = TextAreaField(
        _l("How you see it"),
        [InputRequired(_l("Write what you see differently")), Length(max=1000)],
        render_kw={"rows": 4},
    )


def read_answer() -> SentAnswer | None:
    """What the request sends, or None where a field is missing or is not what it should be."""
    sent = request.get_json(silent=True) if request.is_json else request.form
    if not isinstance(sent, Mapping):
        return None
    attempt_id, question = _uuid(sent.get("attempt")), sent.get("question")
    sequence = _sequence(sent.get("sequence"))
    if attempt_id is None or sequence is None or not isinstance(question, str):
        return None
    answer = sent.get("answer", []) if request.is_json else request.form.getlist("answer")
    return SentAnswer(attempt_id, question, answer, sequence)


class PaperForm(FlaskForm):
    """The whole paper: `answer-<question>` for each field, `sequence-<question>` for each question."""

    attempt = HiddenField(validators=[InputRequired()])
    action = StringField()  # of the button that was pressed

    @property
    def attempt_id(self) -> UUID | None:
        return _uuid(self.attempt.data)

    @property
    def hands_in(self) -> bool:
        return self.action.data in ("hand-in", "hand-in-anyway")

    @property
    def accepts_gaps(self) -> bool:
        return bool(self.action.data == "hand-in-anyway")

    @property
    def answers(self) -> Mapping[str, Given]:
        """By question; one that neither has an answer nor ever had one says nothing."""
        found: dict[str, Given] = {}
        for name, value in request.form.items():
            question, sequence = name.removeprefix(SEQUENCE), _sequence(value)
            if question == name or sequence is None:
                continue
            values = request.form.getlist(ANSWER + question)
            if any(values) or sequence > 1:
                found[question] = Given(values, sequence)
        return found


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _sequence(sent: object) -> int | None:
    """A whole number; whether it is one that may be is for the quizzes to say."""
    if type(sent) is int:
        return sent
    is_number = isinstance(sent, str) and re.fullmatch("[0-9]{1,10}", sent)
    return int(sent) if is_number and isinstance(sent, str) else None
