"""An open attempt's page: what everybody sees of a question is rendered once, what its reader answered is put in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.areas.learner.quiz_place import QuizPlace
from portal.areas.learner.words import when
from portal.catalogue.queries import get_content
from portal.quizzes.answers import Answer
from portal.quizzes.paper import Paper, PaperQuestion, ShownQuestion
from portal.web.remembered import Pieces, fill, part, part_in_pieces


@dataclass(frozen=True, slots=True)
class PaperState:
    """What the page around the questions depends on, and nothing else.

    `number`: of the attempt.
    """

    revision_id: int
    place: QuizPlace
    number: int
    total: int
    is_time_up: bool
    is_practice: bool

    @property
    def is_refresh(self) -> bool:
        return self.place.is_refresh

    def values(self) -> Mapping[str, Any]:
        content = get_content(self.revision_id)
        quiz = content.quiz(self.place.name)
        return {"state": self, "course": content.course, "quiz": quiz, "module": self.place.module}


def paper_holes(paper: Paper, state: PaperState, *, asks: bool) -> Mapping[str, str]:
    """What is the reader's own on the page. `asks`: whether to hand in with questions left unanswered."""
    save_states = {is_held: _save_state(is_held) for is_held in (True, False)}
    any_attempt = replace(state, number=0)
    questions = [
        fill(_pieces(one.shown, any_attempt), _answer_holes(one, save_states[one.is_answered]))
        for one in paper.questions
    ]
    names_gaps = asks and paper.unanswered and not state.is_time_up
    return {
        "attempt": str(paper.attempt_id),
        "answered": str(paper.answered),
        "until": Markup(" · ") + _("until %(when)s", when=when(paper.closes_at))
        if paper.closes_at
        else "",
        "gaps": render_template("learner/parts/gaps.html", paper=paper) if names_gaps else "",
        "questions": "\n".join(questions),
    }


def _pieces(question: ShownQuestion, state: PaperState) -> Pieces:
    """Rendered from what all see: there is no answer in it that could be shown to another."""
    template = "learner/parts/question.html"
    return part_in_pieces(template, (question, state), question=question, state=state)


def _save_state(is_held: bool) -> str:
    return part("learner/parts/save_state.html", is_held, is_held=is_held)


def _answer_holes(question: PaperQuestion, save_state: str) -> Mapping[str, str]:
    return {
        "number": str(question.number),
        "sequence": str(question.sequence),
        "next sequence": str(question.sequence + 1),
        "state": save_state,
        **_given(question.shown, question.answer),
    }


def _given(shown: ShownQuestion, answer: Answer) -> Mapping[str, str]:
    """What the fields hold."""
    if isinstance(answer, str):
        return {"text 0": escape(answer)}
    if shown.choices:
        return {f"checked {place}": " checked" for place in answer}
    if shown.parts:
        return {f"selected {at} {place}": " selected" for at, place in enumerate(answer)}
    return {f"text {at}": escape(text) for at, text in enumerate(answer)}
