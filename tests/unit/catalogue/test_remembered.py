"""What was rendered before is not rendered again, in this process or in the next, and never differs."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from portal.authoring.checking import check_draft
from portal.authoring.queries import get_files
from portal.authoring.saving import save_text
from portal.authoring.services import open_draft
from portal.catalogue import rendering
from portal.catalogue.finishing import Finished
from portal.catalogue.known_renderings import forget_renderings
from portal.catalogue.links import Places
from portal.catalogue.media_types import Kind
from portal.catalogue.package import Media, Passage
from portal.catalogue.packing import pack, unpack
from portal.catalogue.remembered import Renderings
from portal.catalogue.revisions import publish_package
from portal.kernel.db import begin_writing
from tests.support.making import PACKAGES, Maker

LESSON = "01-mot/01-bai-dau.md"
PICTURE = Media("media/a.svg", "1" * 64, "image/svg+xml", 10, Kind.DRAWING, 4, 3)
PLACES = Places(
    {"01-mot/02-b.md": "/courses/c/mot/b"},
    {PICTURE.path: PICTURE},
    {"01-mot/02-b.md": "01-mot/02-b.md"},
)
PASSAGE = Passage("01-mot/01-a.md", 1, "*Xem* [b](02-b.md) và ![hình](../media/a.svg)")


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts that are really rendered, from nothing known on."""
    texts: list[str] = []
    real = rendering._rendered

    def noted(passage: Passage, *, places: Places, language: str) -> Finished:
        texts.append(passage.text)
        return real(passage, places=places, language=language)

    monkeypatch.setattr(rendering, "_rendered", noted)
    forget_renderings()
    yield texts
    forget_renderings()


def render(passage: Passage = PASSAGE, places: Places = PLACES) -> Finished:
    return rendering.render(passage, places=places, language="vi")


class TestOnePassage:
    def test_is_rendered_once(self, rendered: list[str]) -> None:
        assert render() is render()
        assert len(rendered) == 1

    def test_stays_known_when_its_file_moves(self, rendered: list[str]) -> None:
        render()
        render(replace(PASSAGE, path="01-mot/07-a.md", line=20))
        assert len(rendered) == 1

    @pytest.mark.parametrize(
        ("passage", "places"),
        [
            (replace(PASSAGE, text=PASSAGE.text + "!"), PLACES),
            (replace(PASSAGE, path="02-hai/01-a.md"), PLACES),
            (PASSAGE, replace(PLACES, pages={"01-mot/02-b.md": "/courses/c/mot/khac"})),
            (PASSAGE, replace(PLACES, pages={})),
            (PASSAGE, replace(PLACES, media={})),
            (PASSAGE, replace(PLACES, media={PICTURE.path: replace(PICTURE, digest="2" * 64)})),
        ],
        ids=["text", "folder", "link", "dead link", "no picture", "other picture"],
    )
    def test_is_rendered_again_when_anything_counts(
        self, rendered: list[str], passage: Passage, places: Places
    ) -> None:
        before = render()
        after = render(passage, places)
        assert len(rendered) == 2
        forget_renderings()
        assert after == render(passage, places), "as if nothing had been known"
        assert before != after

    def test_survives_being_packed(self) -> None:
        finished = render()
        assert unpack(pack({"a": finished})) == {"a": finished}

    @pytest.mark.parametrize("packed", [b"", b"x", b"x\x9c\xab\x06\x00\x01\xbb\x00\xbc"])
    def test_what_cannot_be_read_is_nothing(self, packed: bytes) -> None:
        assert unpack(packed) == {}


def test_only_so_much_is_kept() -> None:
    kept = Renderings(most=1000)
    for number in range(10):
        kept.keep(str(number), Finished("x" * 100))
    known = [number for number in range(10) if kept.find(str(number), PLACES, "a.md")]
    assert known == [8, 9], "the latest, as far as they fit"


class TestPublishing:
    def change_and_publish(self, make: Maker, *, in_a_new_process: bool) -> list[str]:
        """The texts rendered for a draft in which one lesson has changed."""
        slug, person = make.course(), make.person()
        begin_writing()
        draft = open_draft(person_id=person.id, course_slug=slug)
        text = get_files(draft.id).texts[LESSON] + "\nMột *câu* mới.\n"
        save_text(person_id=person.id, draft_id=draft.id, path=LESSON, text=text, base_version=1)
        if in_a_new_process:
            forget_renderings()
        self.rendered.clear()
        package = check_draft(slug, get_files(draft.id), PACKAGES)
        assert publish_package(package=package).number == 2
        return self.rendered

    @pytest.mark.parametrize("is_new", [False, True], ids=["warm", "new process"])
    def test_one_changed_lesson_renders_only_that_lesson(
        self, make: Maker, rendered: list[str], is_new: bool
    ) -> None:
        self.rendered = rendered
        texts = self.change_and_publish(make, in_a_new_process=is_new)
        assert len(texts) == 1
        assert "Một *câu* mới." in texts[0]
