"""Writing a course in the browser: nothing written is ever lost, nothing of anybody's is overwritten."""

import base64

import pytest
from playwright.sync_api import BrowserContext, Response, expect

from tests.journeys.author import Author
from tests.journeys.visitor import Visitor
from tests.support.looking import assert_sound
from tests.support.serving import Served

pytestmark = pytest.mark.journey

COURSE = "an-toan-thiet-bi"
LESSON = "01-thiet-bi/01-khoa-man-hinh.md"
TRAINER, OTHER = "trainer@example.org", "admin@example.org"
#: one red pixel
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)


@pytest.fixture
def author(laptop: BrowserContext) -> Author:
    return Author.at_work(laptop, TRAINER, COURSE, LESSON)


class TestWriting:
    def test_a_text_is_saved_checked_and_shown_as_it_is_typed(self, author: Author) -> None:
        author.write("\n\n## Một đề mục mới\n\nXem [chỗ này](khong-co.md).\n")
        expect(author.preview.get_by_role("heading", name="Một đề mục mới")).to_be_visible()
        problem = author.page.locator("[data-problems] button")
        expect(problem).to_have_count(1)
        author.wait_until_saved()
        author.page.locator(".CodeMirror-lines").click(position={"x": 20, "y": 5})
        problem.click()
        line = author.page.evaluate(
            "(() => { const cm = document.querySelector('.CodeMirror').CodeMirror;"
            " return cm.getLine(cm.getCursor().line); })()"
        )
        assert "khong-co.md" in line
        author.open()
        assert "Một đề mục mới" in author.text
        assert not author.visitor.complaints

    def test_the_keyboard_can_leave_the_text(self, author: Author) -> None:
        author.page.locator(".CodeMirror-lines").click()
        author.page.keyboard.press("Tab")
        assert author.page.evaluate("!!document.activeElement.closest('.CodeMirror')")
        author.page.keyboard.press("Escape")
        author.page.keyboard.press("Tab")
        assert not author.page.evaluate("!!document.activeElement.closest('.CodeMirror')")

    def test_a_block_of_the_toolbar_works_as_it_stands(self, author: Author) -> None:
        author.page.locator(".CodeMirror-lines").click()
        author.page.keyboard.press("Control+End")
        author.page.locator("[data-blocks] summary").click()
        author.page.locator("[data-snippet*='```check']").click()
        answer = author.preview.locator(".c-check").last
        answer.get_by_text("Câu trả lời đúng").first.click()
        expect(answer.locator("details")).to_have_attribute("open", "")
        expect(author.page.locator("[data-problems] button")).to_have_count(0)

    def test_vietnamese_is_typed_letter_by_letter(self, author: Author) -> None:
        """As input methods do: letters of the keyboard, and between them signs that no key has."""
        author.write("\n\n")
        author.page.keyboard.type("Gõ tiếng Việt, thật nhanh.")
        assert author.text.endswith("Gõ tiếng Việt, thật nhanh.")
        composing = author.page.context.new_cdp_session(author.page)
        for sign in ("o", "ô", "ộ"):
            composing.send(
                "Input.imeSetComposition", {"text": sign, "selectionStart": 1, "selectionEnd": 1}
            )
        composing.send("Input.insertText", {"text": "ộ"})
        author.wait_until_saved()
        author.open()
        assert author.text.endswith("thật nhanh.ộ")

    def test_a_picture_is_asked_what_it_shows(self, author: Author) -> None:
        author.page.locator("[data-tool=picture]").click()
        dialog = author.page.locator("dialog[data-picture]")
        picture = {"name": "IMG 1.png", "mimeType": "image/png", "buffer": PNG}
        dialog.locator("[name=file]").set_input_files(picture)
        dialog.locator("button[value=insert]").click()
        expect(dialog.locator("[data-picture-error]")).to_be_visible()
        dialog.locator("[name=alternative]").fill("Bông sen [hồng]")
        dialog.locator("button[value=insert]").click()
        expect(dialog).not_to_be_visible()
        assert "![Bông sen hồng](../media/bong-sen-hong.webp)" in author.text
        shown = author.preview.locator("img[alt='Bông sen hồng']")
        expect(shown).to_be_visible()
        assert shown.evaluate(
            "async (image) => { await image.decode(); return image.naturalWidth }"
        )

    def test_without_a_script_it_is_a_form(self, laptop: BrowserContext, portal: Served) -> None:
        browser = laptop.browser
        assert browser
        context = browser.new_context(base_url=portal.url, java_script_enabled=False)
        visitor = Visitor(context)
        visitor.sign_in(TRAINER)
        visitor.open("/trainer/courses")
        visitor.page.locator(f"form[action$='/courses/{COURSE}/draft'] button").click()
        visitor.page.locator(f"a.c-file__link[href$='{LESSON}']").click()
        area = visitor.page.locator("#text")
        area.fill(area.input_value() + "\n\nViết *không* cần script.\n")
        visitor.page.locator("button[formaction]").click()
        frame = visitor.page.frame_locator("iframe.c-phone")
        expect(frame.locator("em", has_text="không")).to_be_visible()
        visitor.page.locator(".c-workbench__actions button").first.click()
        expect(visitor.page.locator(".c-flashes")).to_be_visible()
        assert "Viết *không* cần script." in visitor.page.locator("#text").input_value()
        context.close()


class TestNothingIsLost:
    def test_network_gone_and_tab_closed(self, author: Author, laptop: BrowserContext) -> None:
        laptop.set_offline(True)
        author.write("\n\nViết khi mất mạng.")
        author.wait_until_on_device()
        author.page.close()
        laptop.set_offline(False)
        again = Author(Visitor(laptop), author.path)
        again.open()
        again.wait_until_it_says("Viết khi mất mạng.")
        again.wait_until_saved()

    def test_a_restored_text_can_be_put_aside(self, author: Author, laptop: BrowserContext) -> None:
        before = author.text
        laptop.set_offline(True)
        author.write("\n\nKhông cần nữa.")
        author.wait_until_on_device()
        laptop.route("**/texts/**", lambda route: route.abort())
        laptop.set_offline(False)
        author.open()
        author.page.locator("[data-act=undo-restore]").click()
        assert author.text == before

    def test_a_lost_reply_is_no_conflict(self, author: Author, laptop: BrowserContext) -> None:
        def swallow(route: object) -> None:
            route.fetch()  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

        laptop.route("**/texts/**", swallow, times=1)
        author.write("\n\nMột.")
        expect(author.state).to_have_attribute("data-state", "waiting")
        author.write(" Hai.")
        author.wait_until_saved()
        expect(author.bar("conflict")).not_to_be_visible()
        author.open()
        assert author.text.endswith("Một. Hai.")

    def test_signed_out_meanwhile(self, author: Author, laptop: BrowserContext) -> None:
        laptop.clear_cookies()
        author.write("\n\nViết khi đã bị đăng xuất.")
        expect(author.bar("signed-out")).to_be_visible()
        Visitor(laptop).sign_in(TRAINER)
        author.page.bring_to_front()
        author.wait_until_saved()
        expect(author.bar("signed-out")).not_to_be_visible()

    def test_the_server_goes_and_comes_back(self, author: Author, portal: Served) -> None:
        portal.kill()
        author.write("\n\nViết khi cổng tắt.")
        author.wait_until_on_device()
        portal.restart()
        author.wait_until_saved()
        author.open()
        assert "Viết khi cổng tắt." in author.text


def is_saved(response: Response) -> bool:
    """The portal took a text: a page says "saved" before it notices what was just typed, too."""
    return "/texts/" in response.url and response.ok


class TestTwoAuthors:
    @pytest.fixture
    def other(self, portal: Served, laptop: BrowserContext) -> Author:
        browser = laptop.browser
        assert browser
        context = browser.new_context(base_url=portal.url)
        return Author.at_work(context, OTHER, COURSE, LESSON)

    def test_changes_that_fit_together_are_one_click(self, author: Author, other: Author) -> None:
        with other.page.expect_response(is_saved):
            other.write("\n\nCuối bài, của người kia.\n")
        other.wait_until_saved()
        author.write_first("\nĐầu bài, của tôi.\n")
        bar = author.bar("conflict")
        expect(bar.locator("[data-whose]")).not_to_be_empty()
        assert "Trần" in bar.inner_text() or "lưu tệp này" in bar.inner_text()
        bar.locator("[data-act=take-both]").click()
        author.wait_until_saved()
        author.open()
        assert "Đầu bài, của tôi." in author.text
        assert "Cuối bài, của người kia." in author.text

    def test_lines_that_both_changed_are_chosen(self, author: Author, other: Author) -> None:
        with other.page.expect_response(is_saved):
            other.write("\n\nDòng của người kia.")
        other.wait_until_saved()
        author.write("\n\nDòng của tôi.")
        bar = author.bar("conflict")
        expect(bar.locator("fieldset")).to_have_count(1)
        bar.locator("input[value=theirs]").check()
        bar.locator("[data-act=use-chosen]").click()
        author.wait_until_saved()
        assert author.text.endswith("Dòng của người kia.")
        assert "Dòng của tôi." not in author.text


def test_pages_of_the_editor_are_sound(author: Author) -> None:
    author.write("\n\n[x](khong-co.md)")
    author.wait_until_saved()
    assert_sound(author.page)
    draft = author.path.split("/files/")[0]
    for path in (
        draft,
        f"{draft}/files/exam.md",
        f"{draft}/files/media/hai-lop.svg",
        f"{draft}/names/{LESSON}",
        f"{draft}/removal/{LESSON}",
        f"{draft}/new-lesson",
        f"{draft}/new-media",
        f"{draft}/versions/{LESSON}?version=1",
        "/trainer/new-course",
    ):
        author.page.goto(path)
        assert_sound(author.page)
    assert not author.visitor.complaints
