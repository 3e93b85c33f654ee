"""Questions and lessons of other files, taken into a draft in a browser without scripts; questions downloaded."""

import io

import pytest
from openpyxl import load_workbook

from portal.authoring.queries import find_open_draft, get_files
from portal.catalogue.exchange.formats import read
from portal.kernel.db import db
from portal.people.permissions import Role
from portal.teams.models import Unit
from tests.support.making import Maker
from tests.support.pages import Page, PageClient
from tests.unit.exchange.word import docx, heading, p, picture, png, run

EXAM = docx(
    "Câu 1. Ai giữ mã?", "A. một", "*B. hai",
    p(run("Câu 2. Hình nào?"), picture("a.png", "Ổ khóa")), "A. ba", "*B. bốn", "Đáp án: A",
    "Câu 3. Trình bày.",
    pictures={"a.png": png()},
)  # fmt: skip


@pytest.fixture
def draft(trainer: PageClient, make: Maker) -> str:
    """The address of a draft of the course "mini"."""
    make.course()
    page = trainer.submit(trainer.get("/trainer/courses"), action="/trainer/courses/mini/draft")
    assert page.location
    return page.location


def send(trainer: PageClient, address: str, content: bytes, name: str, **more: str) -> Page:
    fields = {"file": (io.BytesIO(content), name), "format": "", **more}
    return trainer.submit(trainer.get(address), fields)


def texts() -> dict[str, str]:
    draft = find_open_draft("mini")
    assert draft
    files = get_files(draft.id).texts
    db.session.rollback()
    return files


class TestQuestions:
    def review(self, trainer: PageClient, draft: str) -> Page:
        sent = send(trainer, f"{draft}/new-questions", EXAM, "đề thi.docx", path="exam.md")
        return trainer.follow(sent)

    def test_are_shown_with_their_keys_the_doubtful_first(
        self, trainer: PageClient, draft: str
    ) -> None:
        page = self.review(trainer, draft)
        assert "2 questions were read in đề thi.docx." in page.words
        assert "Of 1 the key is not sure" in page.words
        assert page.words.index("Hình nào?") < page.words.index("Ai giữ mã?")
        assert "its marks disagree (A / B)" in page.words
        assert "ba (named on a line below the question)" in page.words
        assert "bốn (marked with an asterisk)" in page.words
        assert "Câu 3: has fewer than two options" in page.words or "Trình bày" in page.words
        (shown,) = page.find("img", alt="Ổ khóa")
        assert trainer.get(shown.get("src") or "").response.get_data() == png()

    def test_go_into_the_quiz_once_decided(self, trainer: PageClient, draft: str) -> None:
        page = self.review(trainer, draft)
        added = trainer.submit(page, {"key-1": "0"})
        assert added.location == f"{draft}/files/exam.md"
        assert "2 questions were added at the end of the quiz." in trainer.follow(added).words
        text = texts()["exam.md"]
        assert "- [ ] một\n- [x] hai\n" in text
        assert "![Ổ khóa](media/cau-2.webp)\n\n- [x] ba\n- [ ] bốn\n" in text

    def test_sent_twice_they_are_added_once(self, trainer: PageClient, draft: str) -> None:
        page = self.review(trainer, draft)
        trainer.submit(page, {"key-1": "0"})
        again = trainer.submit(page, {"key-1": "0"})
        assert again.location == f"{draft}/files/exam.md"
        assert texts()["exam.md"].count("Ai giữ mã?") == 1
        address = page.response.request.path
        assert trainer.get(address).location == f"{draft}/files/exam.md"

    def test_that_are_doubtful_are_asked_about_and_ticks_stay(
        self, trainer: PageClient, draft: str
    ) -> None:
        before = texts()
        asked = trainer.submit(self.review(trainer, draft))
        assert asked.status_code == 422
        assert "Nothing was added yet." in asked.words
        assert "Tick what is right, or leave the question out." in asked.words
        assert texts() == before
        left_out = trainer.submit(asked, {"skip-1": "1"})
        assert left_out.status_code == 302
        assert "cau-2" not in texts()["exam.md"]

    @pytest.mark.parametrize(
        "fields", [{"key-1": "9"}, {"key-77": "0"}], ids=["option", "question"]
    )
    def test_forged_answers_change_nothing(
        self, trainer: PageClient, draft: str, fields: dict[str, str]
    ) -> None:
        before = texts()
        page = trainer.submit(self.review(trainer, draft), fields)
        assert page.status_code == 422 and "Choose again." in page.words
        assert texts() == before

    def test_are_seen_by_their_sender_only(
        self, trainer: PageClient, draft: str, make: Maker, client: PageClient, province: Unit
    ) -> None:
        address = self.review(trainer, draft).response.request.path
        other = PageClient(trainer.app)
        other.sign_in(make.person("Lê Thị Lan", roles=[(Role.TRAINER, province)]))
        assert other.get(address).status_code == 404

    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (b"", "", "Choose a file"),
            (b"only words", "a.txt", "It cannot be told what kind of file this is."),
            (
                b"PK\x03\x04word/document.xml",
                "a.docx",
                "The file: it is damaged, or not of this kind.",
            ),
            (b"## A\n\n- [ ] b\n- [ ] c\n", "a.md", "no choice is marked as right"),
            (b"<quiz></quiz>", "a.xml", "There is no question in this file."),
            (
                b"<quiz><question type='essay'/></quiz>",
                "a.xml",
                "there is no counterpart of the type essay",
            ),
        ],
        ids=["none", "untold", "damaged", "keyless", "empty", "essay"],
    )
    def test_a_file_without_questions_is_told(
        self, trainer: PageClient, draft: str, content: bytes, name: str, words: str
    ) -> None:
        page = send(trainer, f"{draft}/new-questions", content, name, path="exam.md")
        assert page.status_code == 422
        assert words in page.words

    def test_the_kind_of_file_can_be_chosen(self, trainer: PageClient, draft: str) -> None:
        content = b"Hai cong hai? {4}"
        gift = send(
            trainer,
            f"{draft}/new-questions",
            b"Hai? {=bon}",
            "a.txt",
            path="exam.md",
            format="gift",
        )
        assert gift.status_code == 302
        other = send(
            trainer, f"{draft}/new-questions", content, "a.txt", path="exam.md", format="pdf"
        )
        assert other.status_code == 422

    def test_of_two_megabytes_are_taken(self, trainer: PageClient, draft: str) -> None:
        form = trainer.get(f"{draft}/new-questions").form()
        token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
        fields = {"csrf_token": token, "format": "", "path": "exam.md"}
        parts = [
            f'Content-Disposition: form-data; name="{n}"\r\n\r\n{v}' for n, v in fields.items()
        ]
        head = 'Content-Disposition: form-data; name="file"; filename="a.gift"\r\n\r\n// '
        parts.append(f"{head}{'x' * 2_000_000}\n\nHai? {{=bon}}")
        body = "".join(f"--x\r\n{part}\r\n" for part in parts) + "--x--\r\n"
        kind = "multipart/form-data; boundary=x"
        sent = trainer.post(f"{draft}/new-questions", body.encode(), content_type=kind)
        assert sent.status_code == 302


class TestLessons:
    CONTENT = docx(
        heading(1, "Chương 1"), heading(2, "Khóa máy"), "Một.", p(picture("a.png")), heading(2, "Mật khẩu"), "Hai.",
        pictures={"a.png": png()},
    )  # fmt: skip

    def test_are_shown_then_added_after_the_modules(self, trainer: PageClient, draft: str) -> None:
        sent = send(trainer, f"{draft}/word-lessons", self.CONTENT, "Sổ tay.docx")
        page = trainer.follow(sent)
        assert "2 lessons were read in Sổ tay.docx." in page.words
        assert "the picture khoa-may.png has no alternative text" in page.words
        added = trainer.submit(page)
        assert added.location == draft
        assert "2 lessons were added." in trainer.follow(added).words
        assert "](../media/khoa-may.webp)" in texts()["02-chuong-1/01-khoa-may.md"]
        assert trainer.get(page.response.request.path).location == draft

    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (b"", "", "Choose a file"),
            (b"x", "a.docx", "No lesson could be read. The file: it is damaged"),
        ],
        ids=["none", "damaged"],
    )
    def test_a_document_that_cannot_be_read_is_told(
        self, trainer: PageClient, draft: str, content: bytes, name: str, words: str
    ) -> None:
        page = send(trainer, f"{draft}/word-lessons", content, name)
        assert page.status_code == 422 and words in page.words


class TestDownloads:
    def test_name_what_they_cannot_hold(self, trainer: PageClient, make: Maker) -> None:
        make.course("kinds")
        page = trainer.get("/trainer/courses/kinds/questions")
        assert "7 questions" in page.words and "5 questions" in page.words
        assert "GIFT has no ordering questions" in page.words

    @pytest.mark.parametrize(
        ("format_", "count"), [("moodle-xml", 7), ("xlsx", 7), ("gift", 5), ("markdown", 7)]
    )
    def test_are_read_again(
        self, trainer: PageClient, make: Maker, format_: str, count: int
    ) -> None:
        make.course("kinds")
        file = trainer.get(f"/trainer/courses/kinds/questions/{format_}").response
        assert file.headers["Content-Disposition"].startswith(
            'attachment; filename="kinds-questions.'
        )
        outcome = read(format_, file.get_data())
        assert (len(outcome.questions), outcome.troubles) == (count, [])

    def test_are_those_of_a_quiz_that_is_there(self, trainer: PageClient, make: Maker) -> None:
        make.course()
        page = trainer.get("/trainer/courses/mini/questions")
        quiz = trainer.get(page.links()["01-mot/quiz.md"])
        file = trainer.get(quiz.links()["Download as GIFT"]).response
        assert read("gift", file.get_data()).questions
        assert trainer.get("/trainer/courses/mini/questions?quiz=course.md").status_code == 404

    def test_of_an_unknown_kind_are_not_found(self, trainer: PageClient, make: Maker) -> None:
        make.course()
        assert trainer.get("/trainer/courses/mini/questions/pdf").status_code == 404
        assert trainer.get("/trainer/courses/khac/questions/gift").status_code == 404

    def test_the_template_is_a_workbook(self, trainer: PageClient) -> None:
        file = trainer.get("/trainer/question-template").response
        assert len(load_workbook(io.BytesIO(file.get_data())).worksheets) == 2
