"""Words: every string in both languages, in our spelling, and none that slipped past translation."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import jinja2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import nodes

from tests.rules.catalogue import PLACEHOLDER, PO, ROOT, messages
from tests.rules.templates import TEMPLATES, name_of, parse
from tools.translate import compiled, extracted

MEND = "write a line msgid<TAB>msgstr into a .tsv file and run python -m tools.translate FILE.tsv"

#: what our Vietnamese never says, and what it says instead (domain.md 3)
FORBIDDEN = {
    "chứng chỉ": "Giấy chứng nhận",
    "không đạt": "Chưa đạt",
    "thi trượt": "Chưa đạt",
    "bị trượt": "Chưa đạt",
    "Trượt": "Chưa đạt",
    "thi rớt": "Chưa đạt",
}
#: tone marks of the new style; ours is hóa, khóe, thúy; after q the mark is on the last vowel: quý
NEW_STYLE = re.compile(r"(?<![qQ])\b\w*?(?:(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]))\b", re.IGNORECASE)
VALUE = "\u2400"
WORD = re.compile(r"""(?<![^\s"'(“>])[^\W\d_]{2,}(?![^\s.,:;!?"')”…])""")
#: names that are the same in every language, and examples
SAME_EVERYWHERE = {"Sẵn", "Sàng", "Tiếng", "Việt", "English", "VI", "EN"}
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")


@pytest.fixture(scope="module")
def stored() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="vi")


class TestTranslations:
    def test_every_string_has_one(self, stored: Catalog) -> None:
        lacking = []
        for message in extracted():
            found = stored.get(message.id) if message.id else None
            if message.id and (found is None or not all(_as_tuple(found.string))):
                lacking.append(str(message.id))
        assert not lacking, f"{MEND}\n" + "\n".join(lacking)

    def test_none_is_left_from_strings_that_are_gone(self, stored: Catalog) -> None:
        current = {message.id for message in extracted()}
        left = [str(message.id) for message in stored if message.id and message.id not in current]
        assert not left, "run python -m tools.translate\n" + "\n".join(left)

    def test_none_is_marked_as_a_guess(self, stored: Catalog) -> None:
        assert not [message.id for message in stored if message.id and message.fuzzy]

    def test_each_keeps_the_values_of_its_string(self) -> None:
        wrong = [
            f"{m.english!r} → {m.vietnamese!r}"
            for m in messages()
            if m.vietnamese
            and set(PLACEHOLDER.findall(m.vietnamese)) - {"num"}
            != set(PLACEHOLDER.findall(m.english)) - {"num"}
        ]
        assert not wrong, f"the same %(names)s in both: {MEND}\n" + "\n".join(wrong)

    def test_the_portal_serves_what_is_written(self, stored: Catalog) -> None:
        assert PO.with_suffix(".mo").read_bytes() == compiled(stored), (
            "run python -m tools.translate"
        )


def _as_tuple(string: object) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)  # type: ignore[arg-type]


def vietnamese_texts() -> Iterator[tuple[str, str]]:
    """Where → text, of all that a Vietnamese reader reads."""
    for message in messages():
        yield f"messages.po, {message.english!r}", message.vietnamese
    shipped = [*Path(ROOT, "courses").rglob("*.md"), ROOT / "courses/scheme.yaml"]
    for path in (*TEMPLATES, *shipped):
        if path.name.endswith(".en.md"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line


class TestVietnamese:
    def test_calls_things_by_their_names(self) -> None:
        wrong = [
            f"{where}: {bad!r}, write {good!r}"
            for where, text in vietnamese_texts()
            for bad, good in FORBIDDEN.items()
            if re.search(rf"(?<!\w){bad}(?!\w)", text)
        ]
        assert not wrong, "\n".join(wrong)

    def test_sets_tone_marks_in_the_old_style(self) -> None:
        wrong = [
            f"{where}: {match.group()!r}, the mark goes on the first of the two vowels: hóa, khỏe, thủy"
            for where, text in vietnamese_texts()
            for match in NEW_STYLE.finditer(text)
        ]
        assert not wrong, "\n".join(wrong)

    def test_is_composed(self) -> None:
        wrong = [w for w, text in vietnamese_texts() if not unicodedata.is_normalized("NFC", text)]
        assert not wrong, "\n".join(["save these in Unicode's composed form (NFC):", *wrong])

    @pytest.mark.parametrize("word", ["hoá", "khoá", "Hoà", "khoẻ", "thuý", "huỷ", "uỷ"])
    def test_new_style_is_seen(self, word: str) -> None:
        assert NEW_STYLE.search(word)

    @pytest.mark.parametrize("word", ["hóa", "khóa", "quý", "quỹ", "toán", "ngoài", "hủy", "thoại"])
    def test_old_style_passes(self, word: str) -> None:
        assert not NEW_STYLE.search(word)


class TestTemplates:
    @pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
    def test_say_nothing_outside_translation(self, path: Path) -> None:
        said = list(said_as_it_stands(parse(path)))
        if name_of(path).startswith("styleguide/"):  # samples of what others write, in Vietnamese
            said = [text for text in said if text.isascii()]
        words = [word for text in said for word in words_of(text) if word not in SAME_EVERYWHERE]
        assert not words, f"{name_of(path)}: put into _(…): {' '.join(words)}"

    def test_words_that_slip_past_are_seen(self) -> None:
        tree = jinja2.Environment().parse(
            '<p class="c-x" title="Close this">{{ x }} Send it</p><b lang="vi">Gửi</b> {{ y }}-hint'
        )
        found = {word for text in said_as_it_stands(tree) for word in words_of(text)}
        assert found == {"Close", "this", "Send", "it"}


def said_as_it_stands(tree: nodes.Template) -> Iterator[str]:
    """Texts and spoken attributes of a template, where no expression gives them.

    What is marked with a language of its own, or is code, is passed over.
    """
    # an expression becomes a sign that is no word, so that tags stay whole around it
    pieces = [
        data.data if isinstance(data, nodes.TemplateData) else VALUE
        for output in tree.find_all(nodes.Output)
        for data in (*output.nodes, nodes.TemplateData("\n"))
    ]
    html = "".join(pieces).replace(f"<{VALUE}", "<p").replace(f"</{VALUE}", "</p")
    yield from _said(html5lib.parseFragment(html, namespaceHTMLElements=False))


def _said(element: Element) -> Iterator[str]:
    for child in element:
        foreign = (
            isinstance(child.tag, str) and child.get("lang") and VALUE not in child.get("lang", "")
        )
        if (
            isinstance(child.tag, str)
            and not foreign
            and child.tag not in ("code", "script", "style")
        ):
            yield child.text or ""
            yield from (child.get(name, "") for name in SPOKEN)
            yield from _said(child)
        yield child.tail or ""


def words_of(text: str) -> list[str]:
    """Words a reader would read: not ids, classes, values of addresses, or serials."""
    return [word for word in WORD.findall(text) if not word.isupper()]
