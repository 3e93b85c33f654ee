"""Forms of the learner's pages. Questions come from the attempt, so their fields are read by name."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from portal.quizzes.answers import HIGHEST_SEQUENCE
from portal.quizzes.services import Given

ANSWER, SEQUENCE = "answer-", "sequence-"


class ValuesField(Field):
    """Every value sent under the name; what they mean depends on the question, so the quizzes decide."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist


class AnswerForm(FlaskForm):
    """One answer as it is given (docs/quiz-protocol.md)."""

    attempt = StringField(validators=[InputRequired(), Length(max=36)])
    question = StringField(validators=[InputRequired(), Length(max=120)])
    answer = ValuesField()
    sequence = IntegerField(validators=[InputRequired(), NumberRange(1, HIGHEST_SEQUENCE)])

    @property
    def attempt_id(self) -> UUID | None:
        return _uuid(self.attempt.data)


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
            question = name.removeprefix(SEQUENCE)
            if question == name or not value.isdecimal() or len(value) > len(str(HIGHEST_SEQUENCE)):
                continue
            values = request.form.getlist(ANSWER + question)
            if any(values) or int(value) > 1:
                found[question] = Given(values, int(value))
        return found


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
