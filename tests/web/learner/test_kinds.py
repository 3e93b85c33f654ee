"""Every type of question on the exam's page and on the result's, without JavaScript."""

import pytest

from tests.support.making import Maker
from tests.support.pages import Page
from tests.web.learner.kinds import (
    EXAM,
    ITEMS,
    PAIRS,
    SECRETS,
    fieldset,
    hand_in,
    labels,
    options,
    right_fields,
    save,
    start,
    words,
)
from tests.web.learner.learners import Learner

pytestmark = pytest.mark.usefixtures("may")


@pytest.fixture
def paper(ana: Learner, make: Maker) -> Page:
    make.course("kinds")
    return start(ana)


def plain(page: Page) -> str:
    return page.words.replace("\N{NO-BREAK SPACE}", " ")


class TestPaper:
    def test_offers_fields_that_need_no_script(self, paper: Page) -> None:
        assert set(labels(paper, "ghep")) == set(PAIRS)
        assert set(labels(paper, "thu-tu")) == set(ITEMS)
        for select in labels(paper, "ghep").values():
            assert set(options(select)) == {"Chọn", "113", "114", "115"}
        for select in labels(paper, "thu-tu").values():
            assert set(options(select)) == {"Vị trí", "1", "2", "3"}
        for question, fields in (("thu-do", 1), ("bao-nhieu", 1), ("cho-trong", 2)):
            texts = [e for e in fieldset(paper, question).iter("input") if e.get("type") == "text"]
            assert len(texts) == fields

    def test_puts_fields_into_the_gaps_of_the_text(self, paper: Page) -> None:
        part = fieldset(paper, "cho-trong")
        assert "Gọi để báo cuộc gọi rác, và đừng đọc mã cho ai." in words(part)
        assert [e.get("aria-label") for e in part.iter("input") if e.get("type") == "text"] == [
            "Chỗ trống 1", "Chỗ trống 2",
        ]  # fmt: skip

    def test_holds_no_key(self, paper: Page) -> None:
        assert [secret for secret in SECRETS if secret in paper.text] == [
            secret for secret in ("OTP",) if "Chia sẻ mã OTP" in paper.text
        ]

    def test_is_the_same_for_equal_places_whatever_the_order(self, paper: Page) -> None:
        for question in ("ghep", "thu-tu"):
            for select in fieldset(paper, question).iter("select"):
                assert list(options(select).values()) == ["", "0", "1", "2"]


class TestSavingThePage:
    def test_shows_every_answer_again(self, ana: Learner, paper: Page) -> None:
        page = hand_in(ana, paper, right_fields(paper), "save")
        assert "Đã trả lời 7/7 câu" in page.words
        chosen = {
            left: next(words(o) for o in select.iter("option") if o.get("selected") is not None)
            for left, select in {**labels(page, "ghep"), **labels(page, "thu-tu")}.items()
        }
        assert chosen == PAIRS | {item: str(place) for place, item in enumerate(ITEMS, start=1)}
        texts = {e.get("value") for e in page.find("input", type="text")}
        assert texts == {"ha noi", "10.200.000", "Số 156", "otp"}

    def test_keeps_half_an_answer(self, ana: Learner, paper: Page) -> None:
        fields = {"answer-cho-trong": ["", "OTP"], "answer-ghep": ["", "1", ""]}
        page = hand_in(ana, paper, fields, "save")
        assert "Đã trả lời 2/7 câu" in page.words
        selected = [
            o.get("value")
            for o in fieldset(page, "ghep").iter("option")
            if o.get("selected") is not None
        ]
        assert selected == ["1"]

    def test_says_what_has_no_answer(self, ana: Learner, paper: Page) -> None:
        page = hand_in(ana, paper, {"answer-thu-do": ["Huế"]}, "hand-in")
        assert "Còn 6 câu chưa trả lời" in page.words

    def test_escapes_what_was_typed(self, ana: Learner, paper: Page) -> None:
        typed = '"><script>alert(1)</script>'
        fields = {"answer-thu-do": [typed], "answer-cho-trong": [typed, ""]}
        page = hand_in(ana, paper, fields, "save")
        assert typed in {e.get("value") for e in page.find("input", type="text")}
        result = hand_in(ana, page, {}, "hand-in-anyway")
        assert typed in result.words
        assert "<script>alert" not in page.text + result.text


class TestSavingOne:
    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ("mot", [1]),
            ("nhieu", [0, 2]),
            ("thu-do", "Hà Nội"),
            ("bao-nhieu", "15"),
            ("ghep", [2, -1, 0]),
            ("thu-tu", [1, 1, -1]),
            ("cho-trong", ["", "x"]),
        ],
    )
    def test_answers_with_what_was_sent(
        self, ana: Learner, paper: Page, question: str, answer: object
    ) -> None:
        told = save(ana, paper, question, answer).json
        assert told == {"question": question, "sequence": 1, "answer": answer, "newest": True}
        again = save(ana, paper, question, answer).json
        assert again["newest"] is True

    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ("mot", "x"),
            ("thu-do", ["a", "b"]),
            ("thu-do", "a" * 501),
            ("ghep", [0, 1]),
            ("ghep", [0, 1, 3]),
            ("thu-tu", [0, 1, 2, 0]),
            ("cho-trong", ["a"]),
            ("cho-trong", [["a"], "b"]),
        ],
    )
    def test_refuses_what_does_not_fit(
        self, ana: Learner, paper: Page, question: str, answer: object
    ) -> None:
        told = save(ana, paper, question, answer)
        assert (told.status_code, told.json) == (422, {"error": "bad_answer"})

    @pytest.mark.parametrize("question", ["thu-do", "ghep", "thu-tu", "cho-trong"])
    def test_takes_an_answer_back(self, ana: Learner, paper: Page, question: str) -> None:
        save(
            ana,
            paper,
            question,
            "a" if question == "thu-do" else right_fields(paper)[f"answer-{question}"],
        )
        assert save(ana, paper, question, [], 2).status_code == 200
        assert "Đã trả lời 0/7 câu" in ana.get(EXAM).words


class TestResult:
    def test_of_all_right_is_full_marks(self, ana: Learner, paper: Page) -> None:
        page = hand_in(ana, paper, right_fields(paper), "hand-in")
        assert "Đạt: 100 %" in plain(page)
        assert "chưa đúng" not in page.words

    def test_counts_what_is_partly_right(self, ana: Learner, paper: Page) -> None:
        fields = right_fields(paper) | {"answer-cho-trong": ["156", "mật khẩu"]}
        page = hand_in(ana, paper, fields, "hand-in")
        assert "Đạt: 93" in plain(page)  # 7.5 of 8 points

    def test_shows_what_was_given_and_what_is_right(self, ana: Learner, paper: Page) -> None:
        fields = right_fields(paper) | {
            "answer-thu-do": ["Huế"],
            "answer-bao-nhieu": ["7"],
            "answer-cho-trong": ["156", ""],
            "answer-thu-tu": ["", "", ""],
        }
        page = hand_in(ana, paper, fields, "hand-in-anyway")
        for said in (
            "Huế Đáp án đúng : Hà Nội / Hanoi",
            "7 Đáp án đúng : 10000000 ± 5% / 10..20",
            "Chỗ trống 1: 156",
            "Chỗ trống 2: chưa trả lời Đáp án đúng : OTP",
            "Vị trí 1: chưa trả lời Đáp án đúng : Ngắt mạng",
            "Báo cháy : 114",
        ):
            assert said.replace(" :", ":") in page.words.replace(" :", ":"), said

    def test_is_shown_in_english(self, ana: Learner, paper: Page) -> None:
        page = hand_in(ana, paper, right_fields(paper), "hand-in")
        ana.switch_to("en")
        page = ana.get(page.response.request.path)
        assert "Place 1: Go offline" in page.words
        assert "Gap 2: otp" in page.words
