"""The exam on a bad connection: no answer is lost, whatever is cut."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.visitor import Visitor, read_course
from tests.support.serving import Served

pytestmark = pytest.mark.journey

COURSE = "an-toan-thiet-bi"


@pytest.fixture
def learner(portal: Served, phone: BrowserContext) -> Visitor:
    """In the open exam of the course."""
    visitor = Visitor(phone)
    visitor.sign_in("volunteer@example.org")
    course = read_course(COURSE)
    visitor.finish_lessons(course)
    visitor.begin_exam(course)
    return visitor


def test_answers_given_offline_are_sent_when_the_signal_is_back(
    portal: Served, phone: BrowserContext, learner: Visitor
) -> None:
    course = read_course(COURSE)
    first, second, *_ = learner.questions()
    learner.answer_rightly(course, first)
    learner.wait_until_received([first])
    phone.set_offline(True)
    learner.answer_rightly(course, second)
    state = learner.page.locator(f"fieldset[data-question='{second}'] .c-save-state")
    expect(state).not_to_have_attribute("data-state", "received")
    phone.set_offline(False)
    learner.wait_until_received([first, second])


def test_answers_wait_on_the_phone_while_the_server_is_gone(
    portal: Served, phone: BrowserContext, learner: Visitor
) -> None:
    course = read_course(COURSE)
    drawn = learner.questions()
    phone.route("**/exam/answers", lambda route: route.abort())
    for question in drawn:
        learner.answer_rightly(course, question)
    phone.unroute("**/exam/answers")
    learner.open(course.exam)  # reloaded: the phone still has them
    learner.wait_until_received(drawn)
    learner.hand_in()
    assert "Chưa đạt" not in learner.words


def test_answers_survive_a_session_that_ended_elsewhere(
    portal: Served, phone: BrowserContext, learner: Visitor
) -> None:
    course = read_course(COURSE)
    first, second, *_ = learner.questions()
    learner.answer_rightly(course, first)
    learner.wait_until_received([first])
    phone.clear_cookies()  # as if the portal had ended the session
    learner.answer_rightly(course, second)
    notice = learner.page.locator("[data-quiz-notice='signed-out']")
    expect(notice).to_be_visible()
    notice.locator("a").click()
    learner.page.fill("[name=login]", "volunteer@example.org")
    learner.page.fill("[name=password]", "SanSang-2026")
    learner.page.click("main form button[type=submit]")
    learner.page.wait_for_url(f"**{course.exam}")
    learner.wait_until_received([first, second])


def test_an_acknowledged_answer_survives_a_killed_server(
    portal: Served, phone: BrowserContext, learner: Visitor
) -> None:
    course = read_course(COURSE)
    first, second, *_ = learner.questions()
    learner.answer_rightly(course, first)
    learner.wait_until_received([first])
    portal.kill()
    learner.answer_rightly(course, second)
    portal.restart()
    learner.wait_until_received([first, second])
    learner.open(course.exam)
    learner.wait_until_received([first, second])


def test_two_tabs_of_one_exam_converge(
    portal: Served, phone: BrowserContext, learner: Visitor
) -> None:
    course = read_course(COURSE)
    first, *_ = learner.questions_with_one_answer()  # of several, both tabs' ticks would stand
    other = Visitor(phone)
    other.open(course.exam)
    learner.answer_wrongly(course, first)
    learner.wait_until_received([first])
    other.answer_rightly(course, first)
    other.wait_until_received([first])
    learner.open(course.exam)
    assert sorted(learner.chosen(first)) == sorted(course.right(first))
