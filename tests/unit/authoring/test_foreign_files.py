"""Files of other formats taken into a draft: all at once, once, and nothing that is there is touched."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.authoring import errors
from portal.authoring.checking import check_draft
from portal.authoring.foreign_files import (
    keep_lessons,
    keep_questions,
    take_lessons,
    take_questions,
)
from portal.authoring.models import Draft, DraftImport
from portal.authoring.queries import get_files, get_text, list_paths
from portal.authoring.sent_files import (
    get_sent_lessons,
    get_sent_questions,
    list_quizzes,
)
from portal.authoring.services import discard_draft, open_draft
from portal.catalogue.exchange.formats import read
from portal.catalogue.exchange.understood import NotAnOption
from portal.catalogue.exchange.word_lessons import read_lessons
from portal.kernel.db import begin_writing, db
from portal.kernel.errors import NotFound
from portal.people.models import Person
from tests.support.making import Maker
from tests.unit.exchange.word import docx, heading, p, picture, png, run

EXAM = docx(
    "Câu 1. Ai giữ mã?", "A. một", "*B. hai",
    p(run("Câu 2. Hình nào?"), picture("a.png", "Ổ khóa")), "A. ba", "B. bốn",
    pictures={"a.png": png()},
)  # fmt: skip


@pytest.fixture
def trainer(make: Maker) -> Person:
    return make.person()


@pytest.fixture
def draft(make: Maker, trainer: Person) -> Draft:
    slug = make.course()
    begin_writing()
    return open_draft(person_id=trainer.id, course_slug=slug)


@pytest.fixture
def sent(draft: Draft, trainer: Person) -> UUID:
    return keep_questions(
        person_id=trainer.id, draft_id=draft.id, path="exam.md", file_name="C:\\thi\\đề.docx",
        outcome=read("docx", EXAM),
    )  # fmt: skip


def take(
    trainer: Person, draft: Draft, sent: UUID, left_out: tuple[int, ...] = (), **chosen: list[int]
) -> int:
    """`chosen`: `q1=[0]` is the first option of the second question."""
    places = {int(name[1:]): at for name, at in chosen.items()}
    taken = take_questions(
        person_id=trainer.id, draft_id=draft.id, import_id=sent, chosen=places, left_out=left_out
    )
    return taken.count


class TestQuestions:
    def test_are_kept_as_they_were_read(self, draft: Draft, trainer: Person, sent: UUID) -> None:
        kept = get_sent_questions(trainer.id, draft.id, sent)
        assert (kept.path, kept.file_name) == ("exam.md", "đề.docx")
        assert kept.outcome == read("docx", EXAM)
        assert list_quizzes(draft.id) == ("exam.md", "01-mot/quiz.md")

    def test_stand_at_the_end_with_their_pictures(
        self, draft: Draft, trainer: Person, sent: UUID
    ) -> None:
        before = get_text(draft.id, "exam.md").text
        assert take(trainer, draft, sent, q1=[0]) == 2
        text = get_text(draft.id, "exam.md").text
        assert text.startswith(before.rstrip()) and "{#cau-1}" in text and "{#cau-2}" in text
        assert "![Ổ khóa](media/cau-2.webp)\n\n- [x] ba\n- [ ] bốn\n" in text
        assert "media/cau-2.webp" in get_files(draft.id)

    def test_leave_a_draft_that_can_be_published_but_for_its_translation(
        self, draft: Draft, trainer: Person, sent: UUID, make: Maker
    ) -> None:
        take(trainer, draft, sent, q1=[0])
        checked = check_draft("mini", get_files(draft.id), Path("courses"))
        assert {problem.code for problem in checked.problems} == {"question_missing"}

    def test_of_a_modules_quiz_show_their_pictures_from_there(
        self, draft: Draft, trainer: Person
    ) -> None:
        path = "01-mot/quiz.md"
        sent = keep_questions(
            person_id=trainer.id,
            draft_id=draft.id,
            path=path,
            file_name="a",
            outcome=read("docx", EXAM),
        )
        assert take(trainer, draft, sent, q1=[0]) == 2
        assert "![Ổ khóa](../media/cau-2.webp)" in get_text(draft.id, path).text

    def test_get_ids_of_their_own(self, draft: Draft, trainer: Person) -> None:
        for _ in range(2):
            outcome = read("aiken", "Câu ba\nA. b\nB. c\nANSWER: A".encode())
            sent = keep_questions(
                person_id=trainer.id,
                draft_id=draft.id,
                path="exam.md",
                file_name="a.txt",
                outcome=outcome,
            )
            take(trainer, draft, sent)
        text = get_text(draft.id, "exam.md").text
        assert "{#cau-ba}" in text and "{#cau-ba-2}" in text

    def test_are_added_once(self, draft: Draft, trainer: Person, sent: UUID) -> None:
        assert take(trainer, draft, sent, q1=[0]) == 2
        text = get_text(draft.id, "exam.md").text
        assert take(trainer, draft, sent, q1=[1]) == 0
        assert get_text(draft.id, "exam.md").text == text
        assert get_sent_questions(trainer.id, draft.id, sent).outcome is None

    def test_that_are_doubtful_are_decided_or_left_out(
        self, draft: Draft, trainer: Person, sent: UUID
    ) -> None:
        with pytest.raises(errors.Undecided) as refused:
            take(trainer, draft, sent)
        assert refused.value.places == (1,)
        assert take(trainer, draft, sent, left_out=(1,)) == 1
        assert "cau-2" not in get_text(draft.id, "exam.md").text
        assert not [path for path in list_paths(draft.id) if path.startswith("media/")]

    @pytest.mark.parametrize("chosen", [{"q1": [7]}, {"q9": [0]}, {"q1": [-1]}], ids=str)
    def test_forged_answers_change_nothing(
        self, draft: Draft, trainer: Person, sent: UUID, chosen: dict[str, list[int]]
    ) -> None:
        before = get_text(draft.id, "exam.md").text
        with pytest.raises(NotAnOption):
            take(trainer, draft, sent, **chosen)
        assert get_text(draft.id, "exam.md").text == before

    def test_are_ones_own(self, draft: Draft, trainer: Person, sent: UUID, make: Maker) -> None:
        other = make.person()
        begin_writing()
        with pytest.raises(NotFound):
            take(other, draft, sent, q1=[0])
        with pytest.raises(NotFound):
            get_sent_questions(other.id, draft.id, sent)
        with pytest.raises(NotFound):
            get_sent_lessons(trainer.id, draft.id, sent)
        with pytest.raises(NotFound):
            take_lessons(person_id=trainer.id, draft_id=draft.id, import_id=sent)

    def test_do_not_go_into_a_closed_draft(self, draft: Draft, trainer: Person, sent: UUID) -> None:
        discard_draft(person_id=trainer.id, draft_id=draft.id)
        with pytest.raises(errors.DraftClosed):
            take(trainer, draft, sent, q1=[0])

    def test_go_to_a_quiz_that_is_there(self, draft: Draft, trainer: Person) -> None:
        with pytest.raises(NotFound):
            keep_questions(
                person_id=trainer.id, draft_id=draft.id, path="02-hai/quiz.md", file_name="a",
                outcome=read("docx", EXAM),
            )  # fmt: skip

    def test_with_a_broken_picture_keep_its_words(self, draft: Draft, trainer: Person) -> None:
        broken = docx(
            p(run("Câu 1. Hình?"), picture("a.png", "Ổ khóa")), "*A. một", "B. hai",
            pictures={"a.png": png()[:40]},
        )  # fmt: skip
        sent = keep_questions(
            person_id=trainer.id,
            draft_id=draft.id,
            path="exam.md",
            file_name="a",
            outcome=read("docx", broken),
        )
        taken = take_questions(
            person_id=trainer.id, draft_id=draft.id, import_id=sent, chosen={}, left_out=()
        )
        assert (taken.count, len(taken.refused)) == (1, 1)
        assert "(Ổ khóa)" in get_text(draft.id, "exam.md").text

    def test_that_nobody_came_back_to_are_cleared_away(
        self, draft: Draft, trainer: Person, sent: UUID
    ) -> None:
        row = db.session.get_one(DraftImport, sent)
        row.sent_at -= timedelta(days=8)
        db.session.flush()
        keep_questions(
            person_id=trainer.id,
            draft_id=draft.id,
            path="exam.md",
            file_name="a",
            outcome=read("docx", EXAM),
        )
        assert sent not in db.session.scalars(select(DraftImport.id)).all()


class TestLessons:
    CONTENT = docx(
        heading(1, "Khóa máy"), "Một.", p(picture("a.png", "Ổ khóa")), heading(1, "Mật khẩu"), "Hai.",
        pictures={"a.png": png()},
    )  # fmt: skip

    def test_come_after_the_modules_there_are(self, draft: Draft, trainer: Person) -> None:
        before = {path: get_files(draft.id)[path] for path in list_paths(draft.id)}
        lessons = read_lessons(self.CONTENT, name="Một")
        sent = keep_lessons(
            person_id=trainer.id, draft_id=draft.id, file_name="a.docx", lessons=lessons
        )
        assert get_sent_lessons(trainer.id, draft.id, sent).lessons == lessons
        taken = take_lessons(person_id=trainer.id, draft_id=draft.id, import_id=sent)
        assert (taken.path, taken.count, taken.refused) == ("02-mot-2/01-khoa-may.md", 2, ())
        files = get_files(draft.id)
        assert "](../media/khoa-may.webp)" in files.texts["02-mot-2/01-khoa-may.md"]
        assert "media/khoa-may.webp" in files
        assert all(files[path] == content for path, content in before.items())
        assert take_lessons(person_id=trainer.id, draft_id=draft.id, import_id=sent).count == 0
