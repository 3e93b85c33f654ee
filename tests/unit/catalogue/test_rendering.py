"""What a reader gets for what an author wrote."""

import re

import pytest

from portal.catalogue.checks import CheckedPackage
from portal.catalogue.reading import digest_of
from tests.unit.catalogue.conftest import Workbench
from tests.unit.catalogue.recordings import RECORDINGS, png

LESSON = "01-mot/02-bai-sau.md"
PNG = png()
MP3 = RECORDINGS["x.mp3", "audio/mpeg"]
MP4 = RECORDINGS["x.mp4", "video/mp4"]
VTT = RECORDINGS["x.vtt", "text/vtt"]
PDF = RECORDINGS["x.pdf", "application/pdf"]


def html_of(checked: CheckedPackage, lesson: str = "bai-sau", language: str = "vi") -> str:
    assert checked.manifest is not None
    for module in checked.manifest.json["modules"]:
        for one in module["lessons"]:
            if one["id"] == lesson:
                return checked.manifest.renderings[one["renderings"][language]]
    raise AssertionError(lesson)


def rendered(bench: Workbench, text: str) -> str:
    bench.append(LESSON, f"\n{text}\n")
    checked = bench.check()
    assert checked.problems == ()
    return html_of(checked)


class TestAddresses:
    def test_links_between_lessons(self, bench: Workbench) -> None:
        html = rendered(bench, "[a](01-bai-dau.md#mo-dau) [b](../exam.md) [c](../course.md)")
        assert '<a href="/courses/mini/mot/bai-dau#s-mo-dau">a</a>' in html
        assert '<a href="/courses/mini/exam">b</a>' in html
        assert '<a href="/courses/mini">c</a>' in html

    def test_links_within_the_lesson_find_their_heading(self, bench: Workbench) -> None:
        html = rendered(bench, "## Đích đến\n\n[a](#dich-den)")
        assert '<h2 id="s-dich-den">' in html
        assert '<a href="#s-dich-den">a</a>' in html

    def test_links_outside_do_not_hand_over_the_window(self, bench: Workbench) -> None:
        html = rendered(bench, "[a](https://example.org/?a=1&b=2)")
        assert '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">a</a>' in html

    def test_pictures_have_address_size_and_patience(self, bench: Workbench) -> None:
        bench.write("media/x.png", PNG)
        html = rendered(bench, '![Một "hình"](../media/x.png)\n\n![Hai](../media/x.png)')
        first, second = re.findall(r"<img[^>]*>", html)
        assert re.search(r'src="/media/[0-9a-f]{64}/x\.webp"', first)
        assert 'width="640" height="480"' in first
        assert 'alt="Một &quot;hình&quot;"' in first
        assert "loading" not in first
        assert 'loading="lazy"' in second


class TestRecordings:
    @pytest.mark.parametrize(("tag", "name"), [("audio", "x.mp3"), ("video", "x.mp4")])
    def test_are_played_on_the_page_or_taken_away(
        self, bench: Workbench, tag: str, name: str
    ) -> None:
        content = {"x.mp3": MP3, "x.mp4": MP4}[name]
        bench.write(f"media/{name}", content)
        html = rendered(bench, f'![Cuộc "gọi"](../media/{name})')
        address = f"/media/{digest_of(content)}/{name}"
        (player,) = re.findall(rf"<{tag}[^>]*></{tag}>", html)
        for part in (f'src="{address}"', "controls", 'preload="none"'):
            assert part in player
        assert 'aria-label="Cuộc &quot;gọi&quot;"' in player
        link = re.search(rf'<a href="{address}" download="">([^<]*)</a>', html)
        assert link is not None
        kind = name[-3:].upper()
        word = {"audio": "Tải âm thanh", "video": "Tải video"}[tag]
        assert link[1] == f'{word}: Cuộc "gọi" ({kind}, 1 KB)'

    def test_videos_are_captioned_in_the_readers_language_first(self, bench: Workbench) -> None:
        bench.write("media/x.mp4", MP4)
        for language in ("vi", "en"):
            bench.write(f"media/x.{language}.vtt", VTT)
        html = rendered(bench, "![Cuộc gọi](../media/x.mp4)")
        vietnamese, english = re.findall(r"<track[^>]*>", html)
        assert f'src="/media/{digest_of(VTT)}/x.vi.vtt"' in vietnamese
        assert 'srclang="vi"' in vietnamese
        assert 'label="Tiếng Việt"' in vietnamese
        assert "default" in vietnamese
        assert "default" not in english
        assert re.search(r"<video[^>]*>(<track[^>]*>){2}</video>", html)

    @pytest.mark.parametrize("name", ["y.vi.vtt", "x.vtt", "x.fr.vtt"])
    def test_captions_belong_to_a_video(self, bench: Workbench, name: str) -> None:
        bench.write("media/x.mp4", MP4)
        bench.write(f"media/{name}", VTT)
        assert (f"media/{name}", 1, "captions_of_nothing") in bench.codes()

    def test_captions_are_no_picture(self, bench: Workbench) -> None:
        bench.write("media/x.mp4", MP4)
        bench.write("media/x.vi.vtt", VTT)
        bench.append(LESSON, "\n![Lời](../media/x.vi.vtt)\n")
        assert [problem.code for problem in bench.check().problems] == ["broken_image"]

    @pytest.mark.parametrize("written", ["[Mẫu đơn](../media/x.pdf)", "![Mẫu đơn](../media/x.pdf)"])
    def test_documents_are_links_that_say_their_size(self, bench: Workbench, written: str) -> None:
        bench.write("media/x.pdf", PDF)
        html = rendered(bench, written)
        assert f'<a href="/media/{digest_of(PDF)}/x.pdf" download="">' in html
        assert "Mẫu đơn (PDF, 1 KB)</a>" in html

    def test_recordings_need_words_too(self, bench: Workbench) -> None:
        bench.write("media/x.mp3", MP3)
        bench.append(LESSON, "\n![](../media/x.mp3)\n")
        assert [problem.code for problem in bench.check().problems] == ["missing_alternative"]

    @pytest.mark.parametrize(
        "written",
        [
            "<audio autoplay src='https://example.org/x.mp3'></audio>",
            "<video controls><source src='https://example.org/x.mp4'></video>",
            "<video src=/media/x onerror=alert(1)>",
        ],
    )
    def test_players_are_written_by_the_portal_alone(self, bench: Workbench, written: str) -> None:
        html = rendered(bench, f"a {written} b")
        assert not re.search(r"<(audio|video|source)|example|alert", html)


class TestBlocks:
    def test_tables_scroll_and_can_be_reached_by_keyboard(self, bench: Workbench) -> None:
        html = rendered(bench, "| A | B |\n|---|--:|\n| 1 | 2 |\n\n| C |\n|---|\n| 3 |")
        region = (
            '<div class="c-table-scroll" tabindex="0" role="region" aria-label="Bảng {}"><table>'
        )
        assert region.format(1) in html
        assert region.format(2) in html
        assert html.count("</table></div>") == 2
        assert '<th class="c-table-right" scope="col">B</th>' in html.replace(
            '<th scope="col" class="c-table-right">', '<th class="c-table-right" scope="col">'
        )

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Từ\n:   Nghĩa", "<dt>Từ</dt>"),
            ('!!! note "Nhớ"\n    Điều này', '<div class="admonition note">'),
            ("- [x] xong\n- [ ] chưa", "☑ xong"),
            ("a[^1]\n\n[^1]: chú thích", 'href="#fn:1"'),
            ("![x](../media/x.png)\n/// caption\nHình 1\n///", "<figcaption>"),
            ("```\n<b>\n```", '<pre tabindex="0"><code>&lt;b&gt;\n</code></pre>'),
            ("a < b & c", "a &lt; b &amp; c"),
            ("Một<br>hai", "Một<br>hai"),
        ],
    )
    def test_each_kind(self, bench: Workbench, text: str, expected: str) -> None:
        bench.write("media/x.png", PNG)
        assert expected in rendered(bench, text)

    def test_footnotes_speak_the_language_of_the_text(self, bench: Workbench) -> None:
        assert 'title="Trở lại chỗ đang đọc (1)"' in rendered(bench, "a[^1]\n\n[^1]: b")


class TestSelfCheck:
    ONE = "```check\nAi **giữ**?\n- [ ] Bạn\n  > Không phải.\n- [x] Họ\n> Vì *vậy*.\n```"

    def test_it_is_whole_without_javascript(self, bench: Workbench) -> None:
        html = rendered(bench, self.ONE)
        assert '<div class="c-check" role="group" aria-labelledby="check-1">' in html
        assert html.count('<input type="radio" name="check-1"') == 2
        assert "<summary>Xem đáp án</summary>" in html
        answer = html.split("<details")[1]
        assert "<li>Họ</li>" in answer
        assert "<em>vậy</em>" in answer
        assert "Không phải." in answer
        assert "<form" not in html

    def test_names_differ_between_blocks(self, bench: Workbench) -> None:
        html = rendered(bench, f"{self.ONE}\n\nGiữa.\n\n{self.ONE}")
        assert 'name="check-1"' in html
        assert 'name="check-2"' in html
        assert html.index("Giữa") < html.index("check-2")

    def test_several_right_ones_are_checkboxes(self, bench: Workbench) -> None:
        html = rendered(bench, "```check\nA?\n- [x] a\n- [x] b\n- [ ] c\n```")
        assert html.count('<input type="checkbox"') == 3

    def test_it_speaks_the_language_of_the_lesson(self, bench: Workbench) -> None:
        html = html_of(bench.check(), "bai-dau", "en")
        assert "<summary>See the answer</summary>" in html

    def test_texts_in_it_are_sanitised(self, bench: Workbench) -> None:
        attack = "<img src=x onerror=alert(1)><b onclick=alert(1)>x</b>"
        bench.append(LESSON, f"\n```check\n{attack}\n- [x] {attack}\n- [ ] b\n```\n")
        html = html_of(bench.check())
        assert "onerror" not in html
        assert "onclick" not in html

    def test_its_token_cannot_be_written_by_an_author(self, bench: Workbench) -> None:
        html = rendered(bench, f"{self.ONE}\n\ncheck{'0' * 64}n0")
        assert html.count('class="c-check"') == 1


class TestExam:
    def test_questions_are_rendered_with_key_and_lessons_to_read_again(
        self, bench: Workbench
    ) -> None:
        manifest = bench.check().manifest
        assert manifest is not None
        question = manifest.json["exam"]["questions"][0]
        assert question["headings"]["en"] == "A resident reads out the password. What do you do?"
        assert question["choices"][1] == {
            "is_right": True,
            "texts": {"vi": "Trả máy lại", "en": "Hand the phone back"},
            "feedback": {},
        }
        assert question["choices"][0]["feedback"]["vi"] == "<p>Phản hồi bí mật.</p>"
        assert question["read_again"] == [["mot", "bai-dau"]]
        assert 'href="/courses/mini/mot/bai-dau"' in question["explanations"]["vi"]
