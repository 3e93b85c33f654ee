"""Drafts in a browser without scripts: begun, laid out, written in, merged; nothing is overwritten."""

import io

import pytest
from PIL import Image

from portal.authoring.queries import find_open_draft, get_files, get_text
from portal.authoring.saving import save_text
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from portal.people.permissions import Role
from portal.teams.models import Unit
from tests.support.making import Maker
from tests.support.pages import Page, PageClient

LESSON = "01-mot/01-bai-dau.md"


@pytest.fixture
def unit(make: Maker) -> Unit:
    return make.unit("82", "Đồng Tháp", kind="tỉnh")


@pytest.fixture
def trainer(make: Maker, client: PageClient, unit: Unit) -> PageClient:
    client.switch_to("en")
    client.sign_in(make.person("Trần Văn Biên", roles=[(Role.TRAINER, unit)]))
    return client


@pytest.fixture
def other(make: Maker, unit: Unit) -> Person:
    return make.person("Lê Thị Lan", roles=[(Role.TRAINER, unit)])


def begin(trainer: PageClient, make: Maker) -> str:
    """The address of a draft of the course "mini"."""
    make.course()
    courses = trainer.get("/trainer/courses")
    page = trainer.submit(courses, action="/trainer/courses/mini/draft")
    assert page.location
    return page.location


def files_of() -> dict[str, str]:
    draft = find_open_draft("mini")
    assert draft
    texts = get_files(draft.id).texts
    db.session.rollback()
    return texts


def save_as(person: Person, text: str) -> None:
    begin_writing()
    draft = find_open_draft("mini")
    assert draft
    version = get_text(draft.id, LESSON).version
    save_text(person_id=person.id, draft_id=draft.id, path=LESSON, text=text, base_version=version)
    db.session.commit()


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (2400, 1200), "#1b7f4b").save(file, "PNG")
    return file.getvalue()


def upload(
    trainer: PageClient, address: str, content: bytes, name: str, words: str = "Cây"
) -> Page:
    page = trainer.get(f"{address}/new-media")
    fields = {"file": (io.BytesIO(content), name), "alternative": words}
    return trainer.submit(page, fields)


class TestBeginning:
    def test_a_course_is_edited_in_one_draft(self, trainer: PageClient, make: Maker) -> None:
        address = begin(trainer, make)
        again = trainer.submit(
            trainer.get("/trainer/courses"), action="/trainer/courses/mini/draft"
        )
        assert again.location == address
        page = trainer.get(address)
        assert "Draft: Khóa thử" in page.words
        assert "Nothing yet: the files are those that readers have." in page.words

    def test_a_new_course_gets_its_address_from_its_title(self, trainer: PageClient) -> None:
        page = trainer.submit(trainer.get("/trainer/new-course"), {"title": "Bảo vệ đồ điện tử"})
        draft = trainer.follow(page)
        assert "Bảo vệ đồ điện tử" in draft.words
        assert "This is a new course" in draft.words
        assert "bao-ve-do-dien-tu" in trainer.get("/trainer/courses").words

    @pytest.mark.parametrize(
        ("slug", "words"),
        [("Khóa học!", "such as khoa-hoc"), ("mini", "A course has this address already")],
        ids=["spelt", "taken"],
    )
    def test_a_bad_address_is_told(
        self, trainer: PageClient, make: Maker, slug: str, words: str
    ) -> None:
        make.course()
        page = trainer.submit(trainer.get("/trainer/new-course"), {"title": "Khóa", "slug": slug})
        assert page.status_code == 422
        assert words in page.words

    def test_a_discarded_draft_is_closed(self, trainer: PageClient, make: Maker) -> None:
        address = begin(trainer, make)
        trainer.submit(trainer.get(address), action=f"{address}/discard")
        page = trainer.get(f"{address}/files/{LESSON}")
        assert "This draft is closed" in page.words
        saved = trainer.submit(page, {"text": "---\ntitle: a\n---\nb"}, f"{address}/files/{LESSON}")
        assert saved.status_code == 422
        assert "nothing can be changed in it any more" in saved.words


class TestLayingOut:
    def test_a_module_and_a_lesson_come_last(self, trainer: PageClient, make: Maker) -> None:
        address = begin(trainer, make)
        trainer.submit(trainer.get(f"{address}/new-module"), {"title": "Phần mới"})
        page = trainer.get(f"{address}/new-lesson?module=02-phan-moi")
        opened = trainer.submit(page, {"title": "Mật khẩu", "folder": "02-phan-moi"})
        assert opened.location == f"{address}/files/02-phan-moi/01-mat-khau.md"
        assert {"02-phan-moi/module.md", "02-phan-moi/01-mat-khau.md"} <= set(files_of())

    def test_moving_a_lesson_takes_links_along(self, trainer: PageClient, make: Maker) -> None:
        address = begin(trainer, make)
        before = files_of()
        page = trainer.get(address)
        trainer.submit(page, {"path": LESSON, "direction": "down"}, f"{address}/moves")
        after = files_of()
        assert "01-mot/02-bai-dau.md" in after
        assert "01-mot/01-bai-sau.md" in after
        assert set(before) - set(after) == {
            LESSON,
            "01-mot/02-bai-sau.md",
            "01-mot/01-bai-dau.en.md",
        }
        assert "No problem" not in trainer.get(address).words
        assert "Nothing is wrong" in trainer.get(address).words

    def test_renaming_is_refused_where_another_has_the_name(
        self, trainer: PageClient, make: Maker
    ) -> None:
        address = begin(trainer, make)
        upload(trainer, address, picture(), "a.png")
        upload(trainer, address, picture(), "b.png")
        page = trainer.get(f"{address}/names/media/a.webp")
        assert trainer.submit(page, {"name": "b"}).status_code == 422
        assert trainer.submit(page, {"name": "Cây lúa"}).location == address

    def test_a_translation_begins_as_a_copy(self, trainer: PageClient, make: Maker) -> None:
        address = begin(trainer, make)
        path = "01-mot/02-bai-sau.md"
        page = trainer.get(address)
        opened = trainer.submit(page, {"path": path, "language": "en"}, f"{address}/translations")
        assert opened.location == f"{address}/files/01-mot/02-bai-sau.en.md"
        texts = files_of()
        assert texts["01-mot/02-bai-sau.en.md"] == texts[path]

    def test_a_module_gets_a_quiz_once(self, trainer: PageClient, make: Maker) -> None:
        address = begin(trainer, make)
        for name in ("quiz.en.md", "quiz.md"):
            trainer.submit(trainer.get(f"{address}/removal/01-mot/{name}"))
        page = trainer.get(address)
        for _ in range(2):
            opened = trainer.submit(page, {"path": "01-mot"}, f"{address}/quizzes")
            assert opened.location == f"{address}/files/01-mot/quiz.md"
        assert "kind: practice" in files_of()["01-mot/quiz.md"]
        assert f"{address}/quizzes" not in trainer.get(address).text
        assert trainer.submit(page, {"path": "09-khac"}, f"{address}/quizzes").status_code == 404

    def test_a_removed_text_can_be_brought_back(self, trainer: PageClient, make: Maker) -> None:
        address = begin(trainer, make)
        text = files_of()[LESSON]
        asked = trainer.get(f"{address}/removal/{LESSON}")
        trainer.submit(asked)
        assert LESSON not in files_of()
        page = trainer.get(f"{address}/versions/{LESSON}?version=1")
        trainer.submit(page, action=f"{address}/versions/{LESSON}")
        assert files_of()[LESSON] == text


class TestWriting:
    def test_a_text_is_saved_and_its_problems_are_told(
        self, trainer: PageClient, make: Maker
    ) -> None:
        address = f"{begin(trainer, make)}/files/{LESSON}"
        page = trainer.get(address)
        text = page.find("textarea")[0].text or ""
        broken = text.replace("minutes:", "minuts:")
        assert trainer.submit(page, {"text": broken}, address).status_code == 302
        assert "did you mean minutes?" in trainer.get(address).words

    def test_a_preview_saves_nothing(self, trainer: PageClient, make: Maker) -> None:
        address = begin(trainer, make)
        page = trainer.get(f"{address}/files/{LESSON}")
        fields = dict(hidden(page))
        shown = trainer.post(f"{address}/previews/{LESSON}", {**fields, "text": "Chỉ *thử* thôi"})
        assert "Chỉ <em>thử</em> thôi" in frame(shown)
        assert shown.find("textarea")[0].text.strip() == "Chỉ *thử* thôi"  # type: ignore[union-attr]
        assert "thử" not in files_of()[LESSON]

    def test_two_authors_get_both_texts(
        self, trainer: PageClient, make: Maker, other: Person
    ) -> None:
        address = f"{begin(trainer, make)}/files/{LESSON}"
        page = trainer.get(address)
        text = files_of()[LESSON]
        save_as(other, text + "\nCuối bài của Lan.\n")
        mine = text.replace("---\n## ", "---\nĐầu bài của Biên.\n\n## ", 1)
        merge = trainer.submit(page, {"text": mine}, address)
        assert merge.status_code == 409
        assert "Lê Thị Lan saved this file" in merge.words
        assert "fit together" in merge.words
        assert "Khóa thử" in merge.links()  # the course by its title
        assert files_of()[LESSON].endswith("Cuối bài của Lan.\n"), "nothing is overwritten"
        together = (merge.find("textarea")[0].text or "").removeprefix("\n")
        trainer.submit(merge, {"text": together}, address)
        assert "Đầu bài của Biên." in files_of()[LESSON]
        assert "Cuối bài của Lan." in files_of()[LESSON]

    def test_lines_that_both_changed_stand_side_by_side(
        self, trainer: PageClient, make: Maker, other: Person
    ) -> None:
        address = f"{begin(trainer, make)}/files/{LESSON}"
        page = trainer.get(address)
        text = files_of()[LESSON]
        save_as(other, text + "\nLan viết.")
        merge = trainer.submit(page, {"text": text + "\nBiên viết."}, address)
        assert "In 1 place you both changed the same lines" in merge.words
        assert [(e.text or "").strip() for e in merge.find("pre")] == ["Biên viết.", "Lan viết."]

    def test_versions_are_compared(self, trainer: PageClient, make: Maker, other: Person) -> None:
        address = begin(trainer, make)
        save_as(other, files_of()[LESSON] + "\nLan viết.")
        page = trainer.get(f"{address}/versions/{LESSON}?version=1")
        assert "added: + Lan viết." in page.words


class TestMedia:
    def test_a_picture_is_encoded_anew_and_its_markdown_told(
        self, trainer: PageClient, make: Maker
    ) -> None:
        address = begin(trainer, make)
        done = upload(trainer, address, picture(), "Ảnh lúa.PNG", "Ruộng lúa")
        assert done.location == f"{address}/files/media/anh-lua.webp"
        assert "![Ruộng lúa](../media/anh-lua.webp)" in trainer.follow(done).words

    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (b"<html>", "a.png", "is not a readable PNG image"),
            (b"MZ", "a.exe", "this kind of file cannot be shown"),
            (b"MZ", "../../x", "this kind of file cannot be shown"),
            (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "a.svg", "holds <script>"),
            (b"", "", "Choose a file"),
        ],
        ids=["disguised", "program", "path", "script", "none"],
    )
    def test_what_cannot_be_shown_is_refused(
        self, trainer: PageClient, make: Maker, content: bytes, name: str, words: str
    ) -> None:
        page = upload(trainer, begin(trainer, make), content, name)
        assert page.status_code == 422
        assert words in page.words

    def test_words_are_asked_for(self, trainer: PageClient, make: Maker) -> None:
        page = upload(trainer, begin(trainer, make), picture(), "a.png", " ")
        assert "Say what can be seen or heard" in page.words


def hidden(page: Page) -> list[tuple[str, str]]:
    return [
        (e.get("name", ""), e.get("value", ""))
        for e in page.find("input", type="hidden")
        if e.get("name") in ("csrf_token", "version", "base")
    ][-3:]


def frame(page: Page) -> str:
    """The document in the preview's frame."""
    return page.find("iframe")[0].get("srcdoc", "")
