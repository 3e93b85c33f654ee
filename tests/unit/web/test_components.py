"""Each component's promise: meaning that cannot be left out, words beside colours, names for controls."""

import pytest
from jinja2 import UndefinedError

from tests.unit.web.macros import render

TABLE = """
{% from "components/table.html" import data_table, cell %}
{% call(row) data_table(rows, caption, [("Name", "text"), ("Days", "number")], empty) %}
{% call cell("Name", header=True) %}{{ row[0] }}{% endcall %}
{% call cell("Days", "number") %}{{ row[1] }}{% endcall %}
{% endcall %}
"""


class TestDataTable:
    def test_rows_carry_labels_for_the_phone(self) -> None:
        html = render(TABLE, rows=[("An", 12)], caption="Members", empty="Nobody")
        assert '<th scope="row" role="rowheader" data-label="Name">' in html
        assert '<td role="cell" class="c-table__number" data-label="Days">' in html
        assert '<caption class="c-table__caption">Members</caption>' in html

    def test_figures_have_a_right_aligned_heading(self) -> None:
        html = render(TABLE, rows=[("An", 12)], caption="Members", empty="Nobody")
        assert 'role="columnheader" class="c-table__number">Days</th>' in html

    def test_without_rows_it_says_the_empty_text(self) -> None:
        html = render(TABLE, rows=[], caption="Members", empty="Nobody here yet.")
        assert "Nobody here yet." in html
        assert "<table" not in html

    def test_names_are_escaped(self) -> None:
        html = render(TABLE, rows=[("<b>An</b>", 12)], caption="Members", empty="Nobody")
        assert "&lt;b&gt;An&lt;/b&gt;" in html

    def test_refuses_to_have_no_caption(self) -> None:
        with pytest.raises(UndefinedError, match="data_table_needs_a_caption"):
            render(TABLE, rows=[], caption="", empty="Nobody")

    def test_refuses_to_have_no_empty_text(self) -> None:
        with pytest.raises(UndefinedError, match="data_table_needs_an_empty_text"):
            render(TABLE, rows=[("An", 1)], caption="Members", empty="")

    def test_a_wide_one_scrolls_in_a_named_region(self) -> None:
        source = TABLE.replace("empty)", "empty, wide=True)")
        html = render(source, rows=[("An", 12)], caption="Members", empty="Nobody")
        assert 'role="region" aria-label="Members" tabindex="0"' in html


class TestStatusTag:
    source = '{% from "components/status.html" import status_tag %}{{ status_tag(code) }}'

    @pytest.mark.parametrize(
        ("code", "word", "tone"),
        [
            ("none", "Not held", "neutral"),
            ("in_progress", "In progress", "progress"),
            ("valid", "Valid", "ready"),
            ("expiring", "Expiring soon", "soon"),
            ("refresh_due", "Refresh due", "soon"),
            ("expired", "Expired", "no"),
            ("suspended", "Suspended", "no"),
            ("revoked", "Revoked", "no"),
            ("passed", "Passed", "ready"),
            ("not_passed", "Not yet passed", "no"),
            ("complete", "Completed", "ready"),
            ("started", "Started", "progress"),
            ("not_started", "Not started", "neutral"),
            ("ready", "Ready", "ready"),
            ("not_ready", "Not ready", "no"),
        ],
    )
    def test_has_a_word_an_icon_and_a_tone(self, code: str, word: str, tone: str) -> None:
        html = render(self.source, code=code)
        assert f"<span>{word}</span>" in html
        assert "c-icon" in html
        assert f"c-status--{tone}" in html

    def test_an_unknown_code_stops_the_page(self) -> None:
        with pytest.raises((UndefinedError, ValueError)):
            render(self.source, code="marvellous")


class TestButtons:
    def test_a_button_submits_and_says_its_word(self) -> None:
        source = '{% from "components/button.html" import button %}'
        html = render(source + '{{ button("Save", icon="check-lg", name="act", value="save") }}')
        assert '<button type="submit" class="c-button c-button--primary"' in html
        assert 'name="act" value="save"' in html
        assert html.index("check-lg") < html.index("Save")

    def test_an_arrow_that_leads_on_stands_after_the_word(self) -> None:
        source = '{% from "components/button.html" import link_button %}'
        html = render(source + '{{ link_button("Next", "/n", "primary", "arrow-right") }}')
        assert html.index("Next") < html.index("arrow-right")

    def test_a_value_of_nought_is_kept(self) -> None:
        source = '{% from "components/button.html" import button %}'
        assert 'value="0"' in render(source + '{{ button("None", name="n", value=0) }}')


class TestProgressBar:
    source = '{% from "components/progress.html" import progress_bar %}'

    def test_is_named_and_says_its_numbers(self) -> None:
        html = render(self.source + '{{ progress_bar(3, 8, "Lessons") }}')
        assert 'value="3" max="8" aria-label="Lessons"' in html
        assert "3 of 8" in html

    def test_of_nothing_is_still_a_valid_element(self) -> None:
        assert 'max="1"' in render(self.source + '{{ progress_bar(0, 0, "Lessons") }}')


class TestPagination:
    source = '{% from "components/pagination.html" import pagination %}{{ pagination(p, n, url) }}'

    def test_one_page_needs_none(self) -> None:
        assert render(self.source, p=1, n=1, url="/people") == ""

    def test_the_first_page_has_no_previous(self) -> None:
        html = render(self.source, p=1, n=3, url="/people")
        assert 'rel="prev"' not in html
        assert 'href="/people?page=2"' in html

    def test_an_address_with_a_query_gets_an_ampersand(self) -> None:
        assert "/people?q=an&amp;page=2" in render(self.source, p=1, n=3, url="/people?q=an")

    def test_a_function_makes_the_address(self) -> None:
        assert 'href="/p/4"' in render(self.source, p=3, n=4, url="/p/{}".format)


class TestBreadcrumbs:
    def test_the_last_is_the_current_page(self) -> None:
        source = '{% from "components/breadcrumbs.html" import breadcrumbs %}'
        html = render(source + '{{ breadcrumbs([("Home", "/"), ("Here", None)]) }}')
        assert '<span aria-current="page">Here</span>' in html
        assert '<a href="/">Home</a>' in html


class TestNotice:
    source = '{% from "components/notice.html" import notice, flash %}'

    def test_only_an_error_interrupts(self) -> None:
        error = render(self.source + '{% call notice("error", "No") %}x{% endcall %}')
        info = render(self.source + '{% call notice("info", "So") %}x{% endcall %}')
        assert 'role="alert"' in error
        assert 'role="alert"' not in info

    def test_an_unknown_flash_category_is_shown_as_information(self) -> None:
        html = render(self.source + '{{ flash("message", "Saved") }}')
        assert "c-notice--info" in html


class TestCard:
    def test_its_title_is_its_one_link(self) -> None:
        source = '{% from "components/card.html" import card %}'
        html = render(source + '{% call card("/c", "Course", level=3) %}<p>x</p>{% endcall %}')
        assert '<h3 class="c-card__title"><a class="c-card__link" href="/c">Course</a></h3>' in html
        assert html.count("<a ") == 1


class TestBigNumber:
    source = '{% from "components/figure.html" import big_number %}'

    def test_a_state_has_an_icon_too(self) -> None:
        html = render(self.source + '{{ big_number(4, "ready", "ready") }}')
        assert "check-circle-fill" in html

    def test_with_an_address_it_opens_the_people_behind_it(self) -> None:
        html = render(self.source + '{{ big_number(4, "ready", None, "/people") }}')
        assert '<a class="c-figure" href="/people">' in html


class TestEmptyState:
    def test_says_what_to_do_next(self) -> None:
        source = '{% from "components/empty.html" import empty_state %}'
        html = render(source + '{{ empty_state("None", "Because", "Start", "/s") }}')
        assert '<a class="c-button c-button--secondary" href="/s"><span>Start</span></a>' in html


class TestSaveState:
    def test_says_only_the_state_that_is(self) -> None:
        source = '{% from "components/quiz.html" import save_state %}'
        assert 'data-for="received"' in render(source + '{{ save_state("received") }}')
        assert "data-for" not in render(source + "{{ save_state() }}")

    def test_has_every_sentence_once_for_the_script(self) -> None:
        html = render('{% from "components/quiz.html" import save_states %}{{ save_states() }}')
        states = ("unsaved", "on-phone", "received", "error")
        assert [html.count(f'data-for="{state}"') for state in states] == [1, 1, 1, 1]


class TestLanguageSwitch:
    def test_posts_and_marks_the_current_one(self) -> None:
        source = '{% from "components/language.html" import language_switch %}'
        html = render(source + '{{ language_switch("vi", "/courses") }}')
        assert 'method="post"' in html
        assert 'name="csrf_token" value="a-token"' in html
        assert 'value="vi" lang="vi" aria-current="true"' in html
        assert 'value="en" lang="en">' in html
