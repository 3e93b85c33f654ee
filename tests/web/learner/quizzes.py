"""The quiz of the small course's module: for practice as it is written, or to be passed before the exam."""

import shutil
from pathlib import Path

from portal.catalogue.revisions import publish_folder
from portal.kernel.db import begin_writing, db
from tests.support.making import PACKAGES
from tests.support.pages import Page
from tests.web.learner.learners import Learner, attempt_of, token

QUIZ = "/courses/mini/mot/quiz"
CERTIFYING = "kind: certifying\nattempts: 2\ncooldown_hours: 24\nreview: passed"


def publish_certifying(folder: Path) -> None:
    """The small course, with a quiz that must be passed."""
    course = shutil.copytree(PACKAGES / "mini", folder / "mini")
    quiz = course / "01-mot" / "quiz.md"
    text = quiz.read_text(encoding="utf-8")
    quiz.write_text(text.replace("title: Ôn tập", f"title: Ôn tập\n{CERTIFYING}"), encoding="utf-8")
    begin_writing()
    publish_folder(course)
    db.session.commit()


def start(learner: Learner) -> Page:
    return learner.follow(learner.submit(learner.get(QUIZ), action=QUIZ))


def answers(*, right: bool) -> dict[str, list[str]]:
    """The quiz does not shuffle: its choices stand as they are written."""
    return {"answer-ai-giu": ["1" if right else "0"], "answer-so-nao": ["156" if right else "113"]}


def take(learner: Learner, *, right: bool) -> Page:
    """Start, answer all and hand in; the result's page."""
    fields = {**answers(right=right), "action": "hand-in"}
    return learner.follow(learner.submit(start(learner), fields, action=f"{QUIZ}/hand-in"))


def check(
    learner: Learner, paper: Page, question: str, answer: list[str], quiz: str = QUIZ
) -> Page:
    """Ask of one answer whether it is right, as the script does."""
    fields = {
        "csrf_token": token(paper), "attempt": attempt_of(paper), "question": question,
        "answer": answer, "sequence": "1",
    }  # fmt: skip
    return learner.post(f"{quiz}/check", fields, headers={"Accept": "application/json"})
