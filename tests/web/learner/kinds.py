"""The course of tests/packages/kinds, whose exam asks one question of every type."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from tests.support.pages import Page, text_of
from tests.web.learner.learners import Learner, attempt_of, token

COURSE = "/courses/kinds"
EXAM = f"{COURSE}/exam"
LESSONS = (f"{COURSE}/mot/bai-dau", f"{COURSE}/mot/bai-sau")
PAIRS = {"Báo cháy": "114", "Báo công an": "113", "Cấp cứu": "115"}
ITEMS = ["Ngắt mạng", "Đổi mật khẩu", "Báo ngân hàng"]
SECRETS = ("Hà Nội", "Hanoi", "10000000", "10..20", "số 156", "OTP", "bí mật", "gap:", "{{")


def start(learner: Learner) -> Page:
    for lesson in LESSONS:
        learner.submit(learner.get(lesson), action=f"{lesson}/done")
    return learner.follow(learner.submit(learner.get(EXAM), action=EXAM))


def fieldset(paper: Page, question: str) -> Element:
    return next(e for e in paper.find("fieldset") if e.get("data-question") == question)


def words(element: Element | None) -> str:
    return " ".join(text_of(element).split())


def labels(paper: Page, question: str) -> dict[str, Element]:
    """Each select of a question by the words of its label, as a screen reader says them."""
    part = fieldset(paper, question)
    by_id = {select.get("id"): select for select in part.iter("select")}
    return {words(label): by_id[label.get("for")] for label in part.iter("label")}


def options(select: Element) -> dict[str, str]:
    return {words(option): option.get("value", "") for option in select.iter("option")}


def boxes(paper: Page, question: str, *texts: str) -> list[str]:
    """What the boxes with these labels send."""
    part = fieldset(paper, question)
    by_id = {box.get("id"): box.get("value", "") for box in part.iter("input")}
    return [by_id[label.get("for")] for label in part.iter("label") if words(label) in texts]


def right_fields(paper: Page) -> dict[str, list[str]]:
    """What someone who knows all fills in, going by what the page says."""
    matching = labels(paper, "ghep")
    ordering = labels(paper, "thu-tu")
    return {
        "answer-mot": boxes(paper, "mot", "Đúng"),
        "answer-nhieu": boxes(paper, "nhieu", "Khóa màn hình", "Cập nhật máy"),
        "answer-thu-do": ["ha noi"],
        "answer-bao-nhieu": ["10.200.000"],
        "answer-ghep": [options(matching[left])[PAIRS[left]] for left in matching],
        "answer-thu-tu": [options(ordering[item])[str(ITEMS.index(item) + 1)] for item in ordering],
        "answer-cho-trong": ["Số 156", "otp"],
    }


def hand_in(learner: Learner, paper: Page, fields: Mapping[str, Any], action: str) -> Page:
    data = {**fields, "action": action}
    return learner.follow(learner.submit(paper, data, action=f"{EXAM}/hand-in"))


def save(learner: Learner, paper: Page, question: str, answer: Any, sequence: int = 1) -> Page:
    """One answer, as a script sends it: JSON."""
    body = {
        "attempt": attempt_of(paper), "question": question, "answer": answer, "sequence": sequence,
    }  # fmt: skip
    headers = {"Accept": "application/json", "X-CSRFToken": token(paper)}
    return learner.post(f"{EXAM}/answers", json=body, headers=headers)
