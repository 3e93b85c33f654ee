"""Nothing that runs survives, and the two sanitisers read the result alike."""

import re

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from portal.catalogue.allowed import ATTRIBUTES, CLASSES, EVERYWHERE, TAGS
from portal.catalogue.links import Places
from portal.catalogue.package import Passage
from portal.catalogue.rendering import TooComplex, render
from portal.catalogue.sanitising import Ambiguous, reading, sanitise

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt/src=//x>",
    "<img src=x onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<p title='</p><img src=x onerror=alert(1)>'>x</p>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A;avascript&colon;alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](x"onerror="alert(1))',
    '[x](y "onmouseover=alert(1)")',
    "[x](y){onclick=alert(1)}",
    "## x {onclick=alert(1) style=position:fixed}",
    "x\n{: onclick=alert(1) style='background:url(//x)' }",
    "<div style='position:fixed;inset:0'>x</div>",
    "<div class='c-dialog u-hidden'>x</div>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src onloadstart=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>@import '//evil.example';</style>",
    "<template><script>alert(1)</script></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?php <img src=x onerror=alert(1)> ?>",
    "<<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)",
    "<a href=x id=main name=forms>x</a>",
    "<p><table><img src=x onerror=alert(1)></table>",
    "<b><p></b><i></p>x</i>",
    "<h2 id='s-x'><a href='https://x' target=_blank>x</a></h2>",
    "```<script>\nalert(1)\n```",
    "[^1]: <script>alert(1)</script>\n\nx[^1]",
    "[^<img src=x onerror=alert(1)>]",
    "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "/// caption\n<script>alert(1)</script>\n///",
    '!!! note "<script>alert(1)</script>"\n    <img src=x onerror=alert(1)>',
]
NOWHERE = Places({}, {}, {})
RUNS = re.compile(r"^on|^style$|^srcdoc$|^formaction$|^name$|^target$")


def runs(address: str) -> bool:
    """As browsers read it: tabs and line ends do not count, spaces inside do."""
    return re.sub(r"[\t\r\n]", "", address).strip().lower().startswith(("javascript:", "vbscript:"))


def shown(text: str) -> str:
    return render(Passage("a.md", 1, text), places=NOWHERE, language="vi").html


def assert_safe(html: str) -> None:
    """By an own reading of the result: only allowed tags and attributes, only harmless addresses."""
    for kind, tag, attributes in reading(html):
        if kind == "text":
            continue
        assert tag in TAGS
        for name, value in attributes:
            assert name in EVERYWHERE | ATTRIBUTES.get(tag, frozenset())
            assert not RUNS.search(name)
            assert name != "class" or set(value.split()) <= CLASSES
            if name in ("href", "src"):
                assert re.match(r"https?://|mailto:|tel:|#|/[a-z]", value)


class TestPayloads:
    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_as_markdown(self, payload: str) -> None:
        for text in (payload, f"Chữ {payload} chữ", f"- {payload}\n\n{payload}"):
            assert_safe(shown(text))

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_as_html(self, payload: str) -> None:
        try:
            assert_safe(sanitise(payload))
        except Ambiguous:
            return  # refused: the author is told, nobody sees it

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_the_second_stands_alone_too(self, payload: str) -> None:
        """Were bleach to let something through, nh3 with the same list would still stop it."""
        raw = Markdown().convert(payload)
        html = nh3.clean(raw, tags=set(TAGS), url_schemes={"https"}, link_rel=None)
        for kind, tag, attributes in reading(html):
            assert kind == "text" or tag in TAGS
            assert not any(name.startswith("on") or runs(value) for name, value in attributes)

    @pytest.mark.parametrize("html", ["<table><p><li>", "<li><table><li><tbody>"])
    def test_what_the_two_read_differently_is_refused(self, html: str) -> None:
        with pytest.raises(Ambiguous):
            sanitise(html)

    def test_ordinary_html_is_not_ambiguous(self) -> None:
        for html in ("<p>a<br>b &amp; c</p>", "<table><tr><td>1</td></tr></table>", "<b>x"):
            sanitise(html)


SNIPPETS = """
<b> </b> <p> </p> <table> <td> <tr> </table> <svg> <math> <style> </style> <script> <!-- -->
<img src=x onerror=a()> <a href=javascript:x> <a href=https://x> </a> <div class=note>
& &lt; &#x6a; " ' ` > < = / [x](y) ![x](y) ** _ ~~ | --- {: onclick=x } [^1] [^1]: text
"""
WORDS = st.sampled_from(SNIPPETS.split())
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=25).map(" ".join)


class TestFuzz:
    @settings(max_examples=300)
    @given(TEXTS)
    def test_whatever_is_written_what_survives_is_safe(self, text: str) -> None:
        try:
            html = shown(text)
        except TooComplex:
            return
        assert_safe(html)

    @settings(max_examples=300)
    @given(TEXTS)
    def test_sanitising_again_changes_nothing(self, html: str) -> None:
        try:
            once = sanitise(html)
        except Ambiguous:
            return
        assert reading(sanitise(once)) == reading(once)
