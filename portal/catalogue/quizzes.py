"""A quiz from its files: settings, questions in all languages, and whether the draw can be made."""

from collections.abc import Mapping

from portal.catalogue.front_matter import FrontMatter
from portal.catalogue.package import ORIGINAL, Passage, Question, Quiz, QuizKind
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.questions import CRITICAL, FIXED, ReadQuestion, read_questions
from portal.catalogue.schemas import NOT_IN_PRACTICE
from portal.catalogue.translations import compare_questions

DEFAULT_CLASS = "default"


def make_quiz(
    fronts: Mapping[str, FrontMatter], bodies: Mapping[str, Passage], found: Problems
) -> Quiz:
    """The quiz in all its languages; the original must be there."""
    front, body = fronts[ORIGINAL], bodies[ORIGINAL]
    kind: QuizKind = front.values.get("kind", "exam")
    if kind == "practice":
        _check_practice(body.path, front, found)
    read = {language: read_questions(text, found) for language, text in bodies.items()}
    for language, questions in read.items():
        if language != ORIGINAL:
            compare_questions(bodies[language], questions, body.path, read[ORIGINAL], found)
    by_id = {
        language: {question.id: question for question in questions}
        for language, questions in read.items()
    }
    quiz = Quiz(
        path=body.path,
        titles={language: text["title"] for language, text in fronts.items()},
        pass_mark=front["pass_mark"],
        attempts=front["attempts"],
        cooldown_hours=front["cooldown_hours"],
        draw=front["draw"],
        time_limit_minutes=front["time_limit_minutes"],
        shuffle=front["shuffle"],
        review="submitted" if kind == "practice" else front["review"],
        questions=tuple(_question(question, by_id) for question in read[ORIGINAL]),
        lines=front.lines,
        kind=kind,
    )
    lines = {question.id: question.line for question in read[ORIGINAL]}
    _check_draw(quiz, lines, found)
    return quiz


def _check_practice(path: str, front: FrontMatter, found: Problems) -> None:
    for key in NOT_IN_PRACTICE:
        if key in front.lines:
            found.append(Problem(path, front.lines[key], "not_in_practice", {"key": key}))


def _question(read: ReadQuestion, by_id: Mapping[str, Mapping[str, ReadQuestion]]) -> Question:
    return Question(
        id=read.id,
        type=read.type,
        points=read.marks.points,
        is_critical=CRITICAL in read.marks.classes,
        is_fixed=FIXED in read.marks.classes,
        is_exact=read.is_exact,
        classes=read.own_classes,
        texts={
            language: questions[read.id].text
            for language, questions in by_id.items()
            if read.id in questions
        },
    )


def draw_class(question: Question, draw: Mapping[str, int]) -> str:
    """The class a question is drawn under: its first that the draw names, else the default."""
    return next((name for name in question.classes if name in draw), DEFAULT_CLASS)


def _check_draw(quiz: Quiz, lines: Mapping[str, int], found: Problems) -> None:
    line = quiz.lines.get("draw", 1)
    if isinstance(quiz.draw, int):
        _check_count(quiz.path, line, quiz.draw, len(quiz.questions), "", found)
    elif quiz.draw is not None:
        drawn = [draw_class(question, quiz.draw) for question in quiz.questions]
        for name, asked in quiz.draw.items():
            _check_count(quiz.path, line, asked, drawn.count(name), f" of class {name}", found)
        for question, name in zip(quiz.questions, drawn, strict=True):
            if not quiz.draw.get(name):
                code = "critical_never_drawn" if question.is_critical else "never_drawn"
                values: dict[str, object] = {"id": question.id, "of_class": f" {name}"}
                found.append(Problem(quiz.path, lines[question.id], code, values))


def _check_count(
    path: str, line: int, asked: int, available: int, of_class: str, found: Problems
) -> None:
    if asked > available:
        values: dict[str, object] = {"asked": asked, "available": available, "of_class": of_class}
        found.append(Problem(path, line, "draw_too_large", values))
