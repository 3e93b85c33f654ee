"""A module's quiz.md: for practice or certifying, compared with its translation, stored and read again."""

from pathlib import Path

import pytest

from portal.catalogue.checks import check_folder, read_shelf
from portal.catalogue.outline import outline_of
from portal.catalogue.stored_content import read_content
from tests.support.certifying import at
from tests.support.making import PACKAGES

QUIZ = "---\ntitle: Ôn\n{more}---\n\n## Một? {{#mot}}\n\n- [x] Có\n- [ ] Không\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "mini"
    for path in (PACKAGES / "mini").rglob("*.md"):
        copy = folder / path.relative_to(PACKAGES / "mini")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (folder / "01-mot" / "quiz.en.md").unlink()
    return folder


def problems(course: Path, more: str = "") -> list[str]:
    (course / "01-mot" / "quiz.md").write_text(QUIZ.format(more=more), encoding="utf-8")
    return [
        f"{one.file}:{one.line} {one.code}"
        for one in check_folder(course, read_shelf(course.parent)).problems
    ]


class TestFrontMatter:
    def test_needs_a_title_only(self, course: Path) -> None:
        assert problems(course) == []

    @pytest.mark.parametrize(
        "key", ["attempts: 3", "cooldown_hours: 24", "review: never", "time_limit_minutes: 5"]
    )
    def test_of_practice_has_no_limits(self, course: Path, key: str) -> None:
        assert problems(course, f"{key}\n") == ["01-mot/quiz.md:3 not_in_practice"]
        assert problems(course, f"kind: certifying\n{key}\n") == []

    def test_has_no_other_kind(self, course: Path) -> None:
        assert problems(course, "kind: exam\n") == ["01-mot/quiz.md:3 bad_value"]

    def test_of_a_translation_repeats_no_other_kind(self, course: Path) -> None:
        problems(course, "kind: certifying\n")
        english = course / "01-mot" / "quiz.en.md"
        english.write_text(QUIZ.format(more="kind: practice\n"), encoding="utf-8")
        found = check_folder(course, read_shelf(course.parent)).problems
        assert [one.code for one in found] == ["differs_from_original"]

    def test_key_must_be_that_of_the_original(self, course: Path) -> None:
        problems(course)
        english = course / "01-mot" / "quiz.en.md"
        other = QUIZ.format(more="").replace("[x] Có", "[ ] Yes").replace("[ ] Không", "[x] No")
        english.write_text(other, encoding="utf-8")
        found = check_folder(course, read_shelf(course.parent)).problems
        assert [(one.file, one.code) for one in found] == [("01-mot/quiz.en.md", "key_differs")]


class TestIds:
    @pytest.mark.parametrize(
        ("name", "code"),
        [("03-quiz.md", "reserved_id"), (f"03-{'a' * 71}.md", "id_too_long")],
        ids=["reserved", "too long"],
    )
    def test_of_lessons_leave_the_quizs_address_free(
        self, course: Path, name: str, code: str
    ) -> None:
        lesson = "---\ntitle: Bài\nminutes: 1\n---\n\nChữ.\n"
        (course / "01-mot" / name).write_text(lesson, encoding="utf-8")
        assert [one.split()[1] for one in problems(course)] == [code]


class TestStored:
    def test_is_read_again_as_it_was_written(self, course: Path) -> None:
        problems(course, "kind: certifying\nattempts: 2\n")
        checked = check_folder(course, read_shelf(course.parent))
        assert checked.manifest
        assert checked.package
        facts = {
            "revision_id": 1,
            "number": 1,
            "published_at": at("2026-01-01"),
            "slug": "mini",
            "code": None,
        }
        renderings = checked.manifest.renderings
        content = read_content(checked.manifest.json, renderings, **facts)  # type: ignore[arg-type]
        quiz = content.quiz("mot/quiz")
        assert (quiz.kind, quiz.attempts, quiz.review) == ("certifying", 2, "passed")
        assert content.exam.kind == "exam"
        assert outline_of(checked.package)["modules"][0]["quiz"]["kind"] == "certifying"

    def test_by_an_older_portal_is_read_as_none(self, course: Path) -> None:
        checked = check_folder(course, read_shelf(course.parent))
        assert checked.manifest
        manifest = {**checked.manifest.json}
        manifest["modules"] = [
            {key: value for key, value in module.items() if key != "quiz"}
            for module in manifest["modules"]
        ]
        manifest["exam"] = {k: v for k, v in manifest["exam"].items() if k != "kind"}
        facts = {
            "revision_id": 1,
            "number": 1,
            "published_at": at("2026-01-01"),
            "slug": "mini",
            "code": None,
        }
        content = read_content(manifest, checked.manifest.renderings, **facts)  # type: ignore[arg-type]
        assert content.find_quiz("mot/quiz") is None
        assert content.exam.kind == "exam"
