"""What a visitor finds on a page."""

import pytest

from bench.markup import Markup

PAGE = """
<form action="/sign-out" method="post"><input type="hidden" name="csrf_token" value="t1"></form>
<form action="/courses/c/exam/hand-in" method="post">
  <input type="hidden" name="csrf_token" value="t2">
  <input type="radio" name="answer-q1" value="0"><input type="radio" name="answer-q1" value="2" checked>
</form>
<input name="outside" value="1"><a href="/courses/c/m/l">Bài</a><a>nowhere</a>
"""


class TestMarkup:
    def test_a_form_is_found_by_the_end_of_its_address_with_its_own_token(self) -> None:
        assert Markup(PAGE).form("/hand-in").fields == {"csrf_token": "t2"}

    def test_choices_are_offered_not_sent(self) -> None:
        assert Markup(PAGE).form("/hand-in").offered == {"answer-q1": ["0", "2"]}

    def test_links_are_those_that_lead_somewhere(self) -> None:
        assert Markup(PAGE).links == ["/courses/c/m/l"]

    def test_a_form_that_is_not_there_names_those_that_are(self) -> None:
        with pytest.raises(LookupError, match="/sign-out"):
            Markup(PAGE).form("/nothing")
