"""Files become one CoursePackage. Everything is read, so that all problems are told at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.catalogue import schemas
from portal.catalogue.front_matter import FrontMatter, Key, read_front_matter
from portal.catalogue.layout import Layout, ModulePlaces, Paths, identity, lay_out
from portal.catalogue.media import check_captions, media_at
from portal.catalogue.package import ORIGINAL, CoursePackage, Lesson, Media, Module, Passage, Quiz
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.quizzes import make_quiz
from portal.catalogue.reading import read_text
from portal.catalogue.translations import compare_front_matter, compare_objectives

MAX_TEXT = 200 * 1024
_RESERVED = frozenset({"exam", "quiz"})
#: so that a module's quiz and a lesson have room where they are named together with their module
_LONGEST_ID = 70


@dataclass(frozen=True, slots=True)
class Text:
    """One Markdown file, read; one that cannot be read stands for itself, empty."""

    path: str
    front: FrontMatter
    body: Passage
    is_readable: bool = True


Texts = dict[str, Text]


class _Parser:
    def __init__(self, files: Mapping[str, bytes], found: Problems) -> None:
        self.files, self.found = files, found

    def texts(self, paths: Paths, keys: Mapping[str, Key]) -> Texts:
        """A text in its languages; translations are compared with the original's front matter."""
        texts: Texts = {}
        for language in sorted(paths, key=lambda language: language != ORIGINAL):
            of_language = keys if language == ORIGINAL else schemas.of_translation(keys)
            texts[language] = self._text(paths[language], of_language)
        if original := texts.get(ORIGINAL):
            for language, text in texts.items():
                if language != ORIGINAL:
                    compare_front_matter(
                        text.path, text.front, original.path, original.front, self.found
                    )
        return texts

    def _text(self, path: str, keys: Mapping[str, Key]) -> Text:
        content = self.files[path]
        text = None
        if len(content) > MAX_TEXT:
            self.found.append(Problem(path, 1, "too_long", {"limit": "200 KB"}))
        else:
            text = read_text(path, content, self.found)
        if text is None:
            defaults = {name: key.default for name, key in keys.items()}
            return Text(path, FrontMatter(defaults), Passage(path, 1, ""), is_readable=False)
        front, body = read_front_matter(path, text, keys, self.found)
        return Text(path, front, body)

    def media(self, layout: Layout) -> dict[str, Media]:
        read = {path: media_at(self.files, path, self.found) for path in layout.media}
        known = {path: media for path, media in read.items() if media}
        check_captions(known, self.found)
        return known

    def quiz(self, paths: Paths, keys: Mapping[str, Key]) -> Quiz | None:
        texts = self.texts(paths, keys)
        if ORIGINAL not in texts:
            return None
        fronts = {language: text.front for language, text in texts.items()}
        bodies = {language: text.body for language, text in texts.items()}
        return make_quiz(fronts, bodies, self.found)

    def module(self, places: ModulePlaces) -> Module | None:
        texts = self.texts(places.texts, schemas.MODULE)
        lessons, quiz = self.lessons(places), self.quiz(places.quiz, schemas.MODULE_QUIZ)
        path = f"{places.folder}/module.md"
        if ORIGINAL not in places.texts:
            self.found.append(Problem(path, 1, "missing_file"))
        if not places.lessons:
            self.found.append(Problem(path, 1, "no_lessons"))
        if ORIGINAL not in texts:
            return None
        objectives = {language: text.front["objectives"] for language, text in texts.items()}
        compare_objectives(
            {language: text.path for language, text in texts.items()}, objectives, self.found
        )
        module_id = texts[ORIGINAL].front["id"] or identity(places.folder)
        self.check_id(path, texts[ORIGINAL].front, module_id)
        return Module(
            id=module_id,
            path=path,
            titles=_titles(texts),
            objectives=objectives,
            bodies=_bodies(texts),
            lessons=lessons,
            quiz=quiz,
        )

    def check_id(self, path: str, front: FrontMatter, identity: str) -> None:
        """In addresses a module and a lesson stand where else an exam and a module's quiz do."""
        values: dict[str, object] = {"id": identity, "limit": _LONGEST_ID}
        if identity in _RESERVED:
            self.found.append(Problem(path, front.lines.get("id", 1), "reserved_id", values))
        elif len(identity) > _LONGEST_ID:
            self.found.append(Problem(path, front.lines.get("id", 1), "id_too_long", values))

    def lessons(self, places: ModulePlaces) -> tuple[Lesson, ...]:
        lessons: dict[str, Lesson] = {}
        for stem, paths in places.lessons.items():
            texts = self.texts(paths, schemas.LESSON)
            if ORIGINAL not in texts:
                continue
            lesson = self.lesson(texts, stem)
            if other := lessons.get(lesson.id):
                values = {"other": other.path, "id": lesson.id}
                self.found.append(
                    Problem(lesson.path, lesson.lines.get("id", 1), "same_id", dict(values))
                )
            lessons[lesson.id] = lesson
        return tuple(lessons.values())

    def lesson(self, texts: Texts, stem: str) -> Lesson:
        front, path = texts[ORIGINAL].front, texts[ORIGINAL].path
        for text in texts.values():
            if text.is_readable and not text.body.text.strip():
                self.found.append(Problem(text.path, text.body.line, "empty_body"))
        lesson_id = front["id"] or identity(stem)
        self.check_id(path, front, lesson_id)
        return Lesson(
            id=lesson_id,
            path=path,
            minutes=front["minutes"],
            facts=front["facts"],
            titles=_titles(texts),
            bodies=_bodies(texts),
            lines=front.lines,
            is_scenario=front["kind"] == "scenario",
        )

    def modules(self, layout: Layout) -> tuple[Module, ...]:
        modules: dict[str, Module] = {}
        for places in layout.modules.values():
            module = self.module(places)
            if module is None:
                continue
            if other := modules.get(module.id):
                values = {"other": other.path, "id": module.id}
                self.found.append(Problem(module.path, 1, "same_id", dict(values)))
            modules[module.id] = module
        if not layout.modules:
            self.found.append(Problem("course.md", 1, "no_modules"))
        return tuple(modules.values())


def parse_package(slug: str, files: Mapping[str, bytes], found: Problems) -> CoursePackage | None:
    """The package, None without a course.md; trust it only if `found` stays empty."""
    layout = lay_out(files, found)
    parser = _Parser(files, found)
    if not schemas.SLUG.fullmatch(slug):
        found.append(Problem("course.md", 1, "bad_name", {"better": identity(slug)}))
    for path, paths in (("course.md", layout.course), ("exam.md", layout.exam)):
        if ORIGINAL not in paths:
            found.append(Problem(path, 1, "missing_file"))
    texts = parser.texts(layout.course, schemas.COURSE)
    modules, media = parser.modules(layout), parser.media(layout)
    exam = parser.quiz(layout.exam, schemas.QUIZ)
    if ORIGINAL not in texts:
        return None
    front = texts[ORIGINAL].front
    return CoursePackage(
        slug=slug,
        level=front["level"],
        minutes=front["minutes"],
        valid_months=front["valid_months"],
        prerequisites=front["prerequisites"],
        digcomp=front["digcomp"],
        authors=front["authors"],
        licence=front["licence"],
        titles=_titles(texts),
        summaries={language: text.front["summary"] for language, text in texts.items()},
        bodies=_bodies(texts),
        modules=modules,
        exam=exam,
        media=media,
        lines=front.lines,
    )


def _titles(texts: Texts) -> dict[str, str]:
    return {language: text.front["title"] for language, text in texts.items()}


def _bodies(texts: Texts) -> dict[str, Passage]:
    return {language: text.body for language, text in texts.items()}
