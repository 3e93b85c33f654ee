"""The manifest of a revision: the whole package as plain JSON, lessons' HTML apart by digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.catalogue.compiling import Compiler, in_languages
from portal.catalogue.facts import Fact
from portal.catalogue.finishing import Finished
from portal.catalogue.keys import accepted_answers
from portal.catalogue.links import places_of
from portal.catalogue.package import (
    ORIGINAL,
    CoursePackage,
    Lesson,
    Module,
    Passage,
    Question,
    Quiz,
)
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.reading import digest_of
from portal.catalogue.sanitising import words_of
from portal.catalogue.scene_html import in_sections
from portal.catalogue.scenes import compare_scenes, read_scenes

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`renderings` is HTML by the digest under which `json` names it; `rendered`: all passages by source."""

    json: Json
    renderings: Mapping[str, str]
    rendered: Mapping[str, Finished]


def make_manifest(package: CoursePackage, facts: Mapping[str, Fact], found: Problems) -> Manifest:
    """Renders everything; what is wrong with texts, links and pictures is added to `found`."""
    maker = _Maker(package, facts)
    json = maker.whole()
    maker.compiler.check_anchors()
    found += maker.compiler.found
    return Manifest(json, maker.renderings, maker.compiler.rendered)


@dataclass(slots=True)
class _Maker:
    package: CoursePackage
    facts: Mapping[str, Fact]
    compiler: Compiler = field(init=False)
    renderings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.compiler = Compiler(places_of(self.package))

    def whole(self) -> Json:
        package = self.package
        return {
            "level": package.level,
            "minutes": package.minutes,
            "valid_months": package.valid_months,
            "prerequisites": list(package.prerequisites),
            "digcomp": list(package.digcomp),
            "authors": list(package.authors),
            "licence": package.licence,
            "titles": dict(package.titles),
            "summaries": dict(package.summaries),
            "about": self.about(package.bodies),
            "modules": [self.module(module) for module in package.modules],
            "exam": self.quiz(package.exam) if package.exam else None,
        }

    def about(self, bodies: Mapping[str, Passage]) -> Json:
        return {
            language: self.pages({language: body})[language] for language, body in bodies.items()
        }

    def pages(self, bodies: Mapping[str, Passage]) -> dict[str, str]:
        """HTML by language; self-checks of a translation must be those of the original."""
        pages: dict[str, str] = {}
        original_keys: tuple[tuple[bool, ...], ...] | None = None
        for language, body in in_languages(bodies):
            pages[language], keys = self.compiler.page(body, language)
            if language == ORIGINAL:
                original_keys = keys
            elif original_keys is not None and keys != original_keys:
                values: dict[str, object] = {"original": bodies[ORIGINAL].path}
                self.compiler.found.append(Problem(body.path, body.line, "checks_differ", values))
        return pages

    def module(self, module: Module) -> Json:
        return {
            "id": module.id,
            "titles": dict(module.titles),
            "objectives": {language: list(texts) for language, texts in module.objectives.items()},
            "about": self.about(module.bodies),
            "lessons": [self.lesson(lesson) for lesson in module.lessons],
            "quiz": self.quiz(module.quiz) if module.quiz else None,
        }

    def lesson(self, lesson: Lesson) -> Json:
        digests: dict[str, str] = {}
        pages = self.pages(lesson.bodies)
        if lesson.is_scenario:
            pages = self.in_scenes(lesson.bodies, pages)
        for language, html in pages.items():
            digests[language] = digest_of(html.encode())
            self.renderings[digests[language]] = html
        return {
            "id": lesson.id,
            "path": lesson.path,
            "titles": dict(lesson.titles),
            "minutes": lesson.minutes,
            "facts": [self.facts[name].as_json() for name in lesson.facts if name in self.facts],
            "renderings": digests,
        }

    def in_scenes(self, bodies: Mapping[str, Passage], pages: dict[str, str]) -> dict[str, str]:
        found = self.compiler.found
        scenes = {language: read_scenes(body, found) for language, body in bodies.items()}
        original = bodies[ORIGINAL].path
        for language, body in bodies.items():
            if language != ORIGINAL:
                compare_scenes(body, scenes[language], scenes[ORIGINAL], original, found)
        return {
            language: in_sections(html, scenes[language], language)
            for language, html in pages.items()
        }

    def quiz(self, quiz: Quiz) -> Json:
        return {
            "titles": dict(quiz.titles),
            "pass_mark": quiz.pass_mark,
            "attempts": quiz.attempts,
            "cooldown_hours": quiz.cooldown_hours,
            "draw": quiz.draw
            if quiz.draw is None or isinstance(quiz.draw, int)
            else dict(quiz.draw),
            "time_limit_minutes": quiz.time_limit_minutes,
            "shuffle": quiz.shuffle,
            "review": quiz.review,
            "kind": quiz.kind,
            "questions": [self.question(question) for question in quiz.questions],
        }

    def question(self, question: Question) -> Json:
        languages = sorted(question.texts, key=lambda language: language != ORIGINAL)
        written = {language: question.texts[language].written for language in languages}
        explanations: Json = {}
        places: list[list[str]] = []
        for language, text in written.items():
            if text.explanation is None:
                continue
            html, links = self.compiler.html_and_links(text.explanation, language)
            explanations[language] = html
            places += [place for link in links if (place := self.place(link.path))]
        return {
            "id": question.id,
            "type": question.type,
            "points": question.points,
            "is_critical": question.is_critical,
            "is_fixed": question.is_fixed,
            "classes": list(question.classes),
            "headings": {
                language: self.compiler.inline(question.texts[language].heading, language)
                for language in languages
            },
            "texts": {
                language: self.compiler.html_with_gaps(text.prompt, language)
                if question.type == "gaps"
                else self.compiler.html(text.prompt, language)
                for language, text in written.items()
            },
            "choices": self.choices(question),
            "lefts": self.lefts(question),
            "pairs": list(question.written.matches),
            "answers": [list(a) for a in accepted_answers(question.type, question.written)],
            "is_exact": question.is_exact,
            "explanations": explanations,
            "read_again": [
                place for index, place in enumerate(places) if place not in places[:index]
            ],
        }

    def choices(self, question: Question) -> list[Json]:
        """What is chosen from: choices, right sides, or items in the right order."""
        written = question.written
        if written.choices:
            return [self.choice(question, index) for index in range(len(written.choices))]
        texts = {language: text.written for language, text in question.texts.items()}
        if written.pairs:
            rights = {language: text.rights for language, text in texts.items()}
            return [
                {"is_right": False, "texts": self.right_side(rights, index), "feedback": {}}
                for index in range(len(written.rights))
            ]
        items = {language: text.items for language, text in texts.items()}
        return [
            {"is_right": False, "texts": self.inlines(items, index), "feedback": {}}
            for index in range(len(written.items))
        ]

    def right_side(self, rights: Mapping[str, Sequence[Passage]], index: int) -> Json:
        """A right side is shown in a list to choose from, which holds nothing but words."""
        texts = self.inlines(rights, index)
        for language, html in texts.items():
            if html and not words_of(html):
                passage = rights[language][index]
                problem = Problem(passage.path, passage.line, "right_not_text")
                self.compiler.found.append(problem)
        return texts

    def lefts(self, question: Question) -> list[Json]:
        lefts = {
            language: [pair.left for pair in text.written.pairs]
            for language, text in question.texts.items()
        }
        return [self.inlines(lefts, index) for index in range(len(question.written.pairs))]

    def inlines(self, passages: Mapping[str, Sequence[Passage]], index: int) -> Json:
        """One of several short texts in each language that has it."""
        return {
            language: self.compiler.inline(of_language[index], language)
            for language, of_language in passages.items()
            if index < len(of_language)
        }

    def choice(self, question: Question, index: int) -> Json:
        choices = {lang: text.written.choices for lang, text in question.texts.items()}
        feedback = {
            language: self.compiler.html(said, language)
            for language, of_language in choices.items()
            if index < len(of_language) and (said := of_language[index].feedback)
        }
        texts = {lang: [choice.text for choice in of] for lang, of in choices.items()}
        return {
            "is_right": question.written.key[index],
            "texts": self.inlines(texts, index),
            "feedback": feedback,
        }

    def place(self, path: str | None) -> list[str] | None:
        """The lesson at a path of the package, as [module, lesson]."""
        for module in self.package.modules:
            for lesson in module.lessons:
                if lesson.path == path:
                    return [module.id, lesson.id]
        return None
