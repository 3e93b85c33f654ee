"""Scenario lessons: every scene is reached, every way ends, and it is a page of links without scripts."""

import re

import pytest

from tests.unit.catalogue.conftest import Workbench
from tests.unit.catalogue.test_rendering import html_of

LESSON = "01-mot/02-bai-sau.md"
HEAD = "---\ntitle: Bài sau\nminutes: 5\nkind: scenario\n---\n"
SOUND = """Một người đến nhờ bạn.

## Người dân đọc mật khẩu {#bat-dau}

- [Nhập giúp](#nhap)
- [Trả máy lại](#tra)

## Bạn nhập {#nhap .bad}

Mật khẩu đã lộ.

## Bạn trả máy {#tra .good}

Đúng & đủ.
"""


def codes(bench: Workbench, text: str) -> list[tuple[int, str]]:
    bench.write(LESSON, HEAD + text)
    return [(problem.line, problem.code) for problem in bench.check().problems]


class TestChecks:
    @pytest.mark.parametrize(
        ("old", "new", "problems"),
        [
            ("", "", []),
            (" .bad", "", [(13, "scene_dead_end")]),
            ("- [Nhập giúp](#nhap)\n", "", [(12, "scene_unreachable")]),
            (" .good", " .bad", [(8, "no_good_ending")]),
            (
                "{#nhap .bad}",
                "{#tra .bad}",
                [(8, "no_good_ending"), (10, "broken_anchor"), (17, "same_scene")],
            ),
            ("(#nhap)", "(#nahp)", [(10, "broken_anchor"), (13, "scene_unreachable")]),
        ],
    )
    def test_each_thing_that_can_be_wrong(
        self, bench: Workbench, old: str, new: str, problems: list[tuple[int, str]]
    ) -> None:
        assert old in SOUND
        assert codes(bench, SOUND.replace(old, new, 1) if old else SOUND) == problems

    def test_a_scenario_without_scenes(self, bench: Workbench) -> None:
        assert codes(bench, "Chỉ có lời.\n") == [(6, "no_scenes")]

    def test_scenes_in_code_are_none(self, bench: Workbench) -> None:
        assert codes(bench, SOUND + "\n```\n## Không {#khong}\n```\n") == []

    def test_a_translation_leads_the_same_ways(self, bench: Workbench) -> None:
        english = "---\ntitle: Next\n---\n" + SOUND
        bench.write(LESSON.replace(".md", ".en.md"), english)
        assert codes(bench, SOUND) == []
        bench.write(LESSON.replace(".md", ".en.md"), english.replace("- [Nhập giúp](#nhap)\n", ""))
        assert {code for _, code in codes(bench, SOUND)} == {"scene_unreachable", "scene_differs"}


class TestPage:
    def test_is_one_of_sections_and_links(self, bench: Workbench) -> None:
        bench.write(LESSON, HEAD + SOUND)
        html = html_of(bench.check())
        assert re.findall(r'<section class="([^"]*)" id="([^"]*)"', html) == [
            ("c-scene c-scene--start", "s-bat-dau"),
            ("c-scene c-scene--bad", "s-nhap"),
            ("c-scene c-scene--good", "s-tra"),
        ]
        assert html.startswith('<div class="c-scenario"><p>Một người đến nhờ bạn.</p>')
        assert '<a href="#s-nhap">Nhập giúp</a>' in html
        assert "Đúng &amp; đủ." in html
        assert html.count('<a href="#s-bat-dau">Thử lại từ đầu</a>') == 2
        assert html.count("<section") == html.count("</section>") == 3
        assert "Kết thúc chưa tốt" in html

    def test_nothing_of_an_authors_html_gets_around_the_sanitisers(self, bench: Workbench) -> None:
        text = SOUND + "\n<section onclick=x><script>alert(1)</script>&lt;script&gt;</section>\n"
        bench.write(LESSON, HEAD + text)
        html = html_of(bench.check())
        assert "onclick" not in html
        assert "<script" not in html
        assert html.count("<section") == 3
