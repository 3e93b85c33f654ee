"""A quiz taken while tabs, the network and the server die at random points; and what must hold afterwards.

Everything random comes from one seed. What the portal acknowledged is noted by the page itself, as its script hears it.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect
from sqlalchemy import func, select

from portal.catalogue.queries import get_content
from portal.kernel.db import begin_reading, db
from portal.learning.models import CourseCompletion
from portal.quizzes.answers import as_sent
from portal.quizzes.models import Attempt, Response
from tests.support.serving import Served
from tests.support.taking import EXAM, Taker

STEPS = 8
FAULTS = ("tab", "network", "server")
TEXTS = ("Hà Nội", "10.000.000", "156", "khong biet", "")
NOTE_ACKNOWLEDGED = """
const ask = window.fetch;
window.fetch = async (...words) => {
  const response = await ask(...words);
  if (response.ok) response.clone().json().then((reply) => window.noteAcknowledged(JSON.stringify(reply)));
  return response;
};
"""
WORKER_IS_THERE = """() => Promise.race([
  navigator.serviceWorker.ready.then(() => {}), new Promise((done) => setTimeout(done, 10000)),
])"""
VALUES = """fieldset => [...fieldset.querySelectorAll("[name^='answer-']")]
  .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked).map((input) => input.value)"""


@dataclass
class Run:
    """One person's attempt. `done` counts what happened; `problems` says what did not hold."""

    served: Served
    app: Flask
    taker: Taker
    chance: Random
    done: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    #: what was chosen or typed, by question, the last one last; and the place in it that the portal acknowledged
    given: dict[str, list[list[str]]] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)

    def live(self, browser: Browser) -> None:
        with self.taker.phone(browser, self.served.url) as phone:
            phone.expose_function("noteAcknowledged", self._note)
            phone.add_init_script(NOTE_ACKNOWLEDGED)
            page = phone.new_page()
            page.goto("/")
            page.evaluate(WORKER_IS_THERE)
            page.goto(EXAM)
            page = self._answer_under_faults(phone, page)
            self._heal(phone)
            page = self._reopen(phone, page)
            self._wait_until_received(page)
            self._check_answers()
            self._finish(phone, page)
            self._check_finished()

    def _answer_under_faults(self, phone: BrowserContext, page: Page) -> Page:
        faults = {self.chance.randrange(STEPS): self.chance.choice(FAULTS) for _ in range(2)}
        heal_at = STEPS
        for step in range(STEPS):
            self._give(page)
            if step in faults:
                page.wait_for_timeout(
                    self.chance.randrange(250)
                )  # in the middle of whatever goes on
                self.done[faults[step]] += 1
                page = self._fail(phone, page, faults[step])
                heal_at = step + self.chance.randrange(1, 4)
            if step >= heal_at:
                self._heal(phone)
        return page

    def _fail(self, phone: BrowserContext, page: Page, fault: str) -> Page:
        if fault == "tab":
            return self._reopen(phone, page)
        if fault == "network":
            phone.set_offline(True)
        elif self.served.process.poll() is None:
            self.served.kill()
        return page

    def _heal(self, phone: BrowserContext) -> None:
        phone.set_offline(False)
        if self.served.process.poll() is not None:
            self.served.restart()

    @staticmethod
    def _reopen(phone: BrowserContext, page: Page) -> Page:
        """The tab's process dies without a word; the page comes from the portal, or from the phone."""
        try:
            page.goto("chrome://crash", timeout=250)
        except Error:
            page.close()
        page = phone.new_page()
        page.goto(EXAM)
        expect(page.locator("[data-quiz-save]")).to_be_hidden()  # the script has begun
        return page

    def _give(self, page: Page) -> None:
        fieldset = self.chance.choice(page.locator("fieldset[data-question]").all())
        self._change(self.chance.choice(fieldset.locator("[name^='answer-']").all()))
        question = str(fieldset.get_attribute("data-question"))
        self.given.setdefault(question, [[]]).append(fieldset.evaluate(VALUES))
        self.done["answers"] += 1

    def _change(self, field: Locator) -> None:
        kind = field.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            field.locator("xpath=following-sibling::label").click()
        elif kind == "text":
            field.fill(self.chance.choice(TEXTS))
        else:
            options = field.locator("option").count()
            field.select_option(index=self.chance.randrange(options))

    def _note(self, reply: str) -> None:
        said = json.loads(reply)
        if "question" in said:
            self.done["acknowledged"] += 1
            place = self._place(said["question"], said["answer"])
            self.acknowledged[said["question"]] = max(
                place, self.acknowledged.get(said["question"], 0)
            )

    def _place(self, question: str, answer: object) -> int:
        """Where in what was given an answer stands, the last time; -1 where nobody gave it."""
        sent = [answer] if isinstance(answer, str) else ["" if a == -1 else str(a) for a in answer]  # type: ignore[attr-defined]
        given = self.given.get(question, [])
        return max((at for at, values in enumerate(given) if _same(values, sent)), default=-1)

    @staticmethod
    def _wait_until_received(page: Page) -> None:
        for state in page.locator("fieldset .c-save-state:not([data-state=''])").all():
            expect(state).to_have_attribute("data-state", "received", timeout=60_000)

    def _check_answers(self) -> None:
        with self.app.app_context():
            begin_reading()
            attempt = db.session.scalars(
                select(Attempt).where(Attempt.person_id == UUID(self.taker.person))
            ).one()
            questions = {one.id: one for one in get_content(attempt.revision_id).exam.questions}
            orders = {row["question"]: row["choices"] for row in attempt.draw}
            rows = db.session.scalars(select(Response).where(Response.attempt_id == attempt.id))
            held = {
                row.question_id: as_sent(
                    questions[row.question_id], orders[row.question_id], row.answer
                )
                for row in rows
            }
        for question, least in self.acknowledged.items():
            if question not in held or self._place(question, held[question]) < least:
                self.problems.append(
                    f"lost: {question} holds {held.get(question)}, given {self.given.get(question)}"
                )

    def _finish(self, phone: BrowserContext, page: Page) -> None:
        """Hand in; in every third run the server dies meanwhile, and one hands in again if need be."""
        dies = self.chance.randrange(3) == 0
        page.locator("button[value=hand-in]").click(no_wait_after=True)
        if dies:
            page.wait_for_timeout(self.chance.randrange(150))
            self.done["server"] += 1
            self.served.kill()
            self.served.restart()
        page = self._reopen(phone, page)
        if page.locator("button[value=hand-in]").count():
            page.goto(f"{EXAM}?gaps=yes")
            anyway = page.locator("button[value=hand-in-anyway]")
            (anyway if anyway.count() else page.locator("button[value=hand-in]")).click()
            page.wait_for_url("**/exam/attempts/**")

    def _check_finished(self) -> None:
        with self.app.app_context():
            begin_reading()
            attempts = db.session.scalars(
                select(Attempt).where(Attempt.person_id == UUID(self.taker.person))
            ).all()
            completions = db.session.scalar(
                select(func.count()).where(CourseCompletion.person_id == UUID(self.taker.person))
            )
        if [bool(one.receipt) for one in attempts] != [True]:
            self.problems.append(f"unfinished or doubled: {len(attempts)} attempts")
        elif completions != int(bool(attempts[0].is_passed)):
            self.problems.append(f"{completions} completions")


def _same(values: list[str], sent: list[str]) -> bool:
    """Nothing given is nothing, in however many fields."""
    return values == sent or not any(values + sent)


def run_all(
    served: Served,
    app: Flask,
    browser: Browser,
    takers: list[Taker],
    seed: int,
    told: Callable[[Counter[str], list[str]], None] = lambda done, problems: None,
) -> tuple[Counter[str], list[str]]:
    """Every taker's run, one after the other; what happened in all, and what did not hold. `told` after each."""
    done, problems = Counter[str](), list[str]()
    for number, taker in enumerate(takers):
        run = Run(served, app, taker, Random(f"{seed}/{number}"))
        try:
            run.live(browser)
        except Exception as error:
            run.problems.append(f"could not go on: {type(error).__name__}: {error}"[:600])
            if served.process.poll() is not None:
                served.restart()
        done.update(run.done + Counter(runs=1))
        problems += [f"run {seed}/{number}: {problem}" for problem in run.problems]
        told(done, problems)
    return done, problems
