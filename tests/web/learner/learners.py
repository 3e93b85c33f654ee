"""What learners do in these tests, by the portal's own pages."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Flask

from portal.people.models import Person
from portal.people.signed_in import device_key
from tests.support.pages import Page, PageClient, text_of

COURSE = "/courses/mini"
EXAM = f"{COURSE}/exam"
LESSONS = (f"{COURSE}/mot/bai-dau", f"{COURSE}/mot/bai-sau")
KEY: Mapping[str, Sequence[int]] = {
    "mat-khau": [1], "hai-viec": [0, 1], "ba": [0], "bon": [2], "nam": [1], "sau": [0],
}  # fmt: skip
WRONG: Mapping[str, Sequence[int]] = {
    "mat-khau": [0], "hai-viec": [2], "ba": [1], "bon": [0], "nam": [0], "sau": [1],
}  # fmt: skip

#: the choices as the package writes them, by question
CHOICES: Mapping[str, Sequence[str]] = {
    "mat-khau": ["Nhập giúp", "Trả máy lại", "Ghi lại"],
    "hai-viec": ["Khóa màn hình", "Cập nhật máy", "Chia sẻ mã OTP", "Cài tệp lạ"],
} | dict.fromkeys(("ba", "bon", "nam", "sau"), ("Một", "Hai", "Ba"))


class Learner(PageClient):
    """A person with a browser of their own, signed in."""

    def __init__(self, app: Flask, person: Person) -> None:
        super().__init__(app)
        self.person_id: UUID = person.id
        self.person = person
        self.device_key = device_key(person.id)
        self.sign_in(person)

    def sign_in_again(self) -> None:
        """For tests in which so much time goes by that a session ends."""
        self.http = self.app.test_client()
        self.sign_in(self.person)

    def get(self, url: str, **more: Any) -> Page:
        with self.app.app_context():  # each request begins with nothing remembered
            return super().get(url, **more)

    def post(self, url: str, data: Any = None, **more: Any) -> Page:
        with self.app.app_context():
            return super().post(url, data, **more)

    def finish_lessons(self) -> Page:
        """Mark the lessons that are left as done; returns the last answer or page."""
        for lesson in LESSONS:
            answer = self.get(lesson)
            if "Đã học xong, học tiếp" in answer.words:
                answer = self.submit(answer, action=f"{lesson}/done")
        return answer

    def start(self) -> Page:
        """The exam's page with an attempt open; lessons are finished on the way."""
        self.finish_lessons()
        return self.follow(self.submit(self.get(EXAM), action=EXAM))

    def hand_in(
        self, paper: Page, answers: Mapping[str, Sequence[int]], action: str = "hand-in"
    ) -> Page:
        """Send the paper's form with the answers, as written, to those of the questions that were drawn."""
        fields = {
            f"answer-{question}": [
                str(place) for place in places(paper, question, answers[question])
            ]
            for question in drawn(paper)
            if question in answers
        }
        return self.submit(paper, {**fields, "action": action}, action=f"{EXAM}/hand-in")

    def take(self, answers: Mapping[str, Sequence[int]]) -> Page:
        """Start, answer all and hand in; returns the result's page."""
        return self.follow(self.hand_in(self.start(), answers, "hand-in-anyway"))

    def save(
        self,
        paper: Page,
        question: str,
        chosen: Sequence[int],
        sequence: int,
        more: Mapping[str, str] | None = None,
    ) -> Page:
        """One answer, given as it is written, as the script sends it."""
        fields = {
            "csrf_token": token(paper), "attempt": attempt_of(paper), "question": question,
            "answer": [str(place) for place in places(paper, question, chosen)],
            "sequence": str(sequence), **(more or {}),
        }  # fmt: skip
        return self.post(f"{EXAM}/answers", fields, headers={"Accept": "application/json"})


def drawn(paper: Page) -> list[str]:
    """Ids of the questions on the exam's page, in their order."""
    return [e.get("data-question", "") for e in paper.find("fieldset", class_="c-question")]


def attempt_of(paper: Page) -> str:
    return paper.find("input", name="attempt")[0].get("value", "")


def token(page: Page) -> str:
    return page.find("input", name="csrf_token")[0].get("value", "")


def shown(paper: Page, question: str) -> list[str]:
    """The words of a question's choices in the order shown."""
    boxes = paper.find("input", class_="c-choice__input", name=f"answer-{question}")
    labels = {label.get("for"): text_of(label).strip() for label in paper.find("label")}
    return [labels[box.get("id")] for box in boxes]


def places(paper: Page, question: str, written: Sequence[int]) -> list[int]:
    """Where the page shows choices that are named as they are written; what is no choice stays as it is."""
    order, texts = shown(paper, question), CHOICES.get(question, ())
    return [
        order.index(texts[one]) if order and one in range(len(texts)) else one for one in written
    ]


def chosen_on(paper: Page) -> dict[str, list[int]]:
    """What the exam's page shows as chosen, by question, as it is written."""
    found: dict[str, list[int]] = {}
    for box in paper.find("input", class_="c-choice__input"):
        if box.get("checked") is not None:
            question = (box.get("name") or "").removeprefix("answer-")
            text = shown(paper, question)[int(box.get("value", ""))]
            found.setdefault(question, []).append(CHOICES[question].index(text))
    return {question: sorted(indexes) for question, indexes in found.items()}
