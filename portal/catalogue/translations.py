"""A translation laid beside its original: the same ids, the same order, the same key."""

from collections.abc import Mapping, Sequence

from portal.catalogue.front_matter import FrontMatter
from portal.catalogue.keys import key_of
from portal.catalogue.package import ORIGINAL, Passage
from portal.catalogue.problems import Problem, Problems, nearest
from portal.catalogue.questions import ReadQuestion
from portal.catalogue.schemas import repeated


def compare_front_matter(
    path: str, front: FrontMatter, original_path: str, original: FrontMatter, found: Problems
) -> None:
    """What a translation repeats must equal the original's value."""
    for key in sorted(repeated(front.lines)):
        if front[key] != original[key]:
            values: dict[str, object] = {"key": key, "original": original_path}
            found.append(Problem(path, front.line(key), "differs_from_original", values))


def compare_objectives(
    paths: Mapping[str, str], objectives: Mapping[str, Sequence[str]], found: Problems
) -> None:
    wanted = len(objectives[ORIGINAL])
    for language, translated in objectives.items():
        if len(translated) != wanted:
            values: dict[str, object] = {
                "count": len(translated),
                "original": paths[ORIGINAL],
                "original_count": wanted,
            }
            found.append(Problem(paths[language], 1, "objectives_differ", values))


def compare_questions(
    body: Passage,
    translated: Sequence[ReadQuestion],
    original_path: str,
    originals: Sequence[ReadQuestion],
    found: Problems,
) -> None:
    by_id = {question.id: question for question in originals}
    ids = [question.id for question in translated]
    for original in originals:
        if original.id not in ids:
            values: dict[str, object] = {"id": original.id, "original": original_path}
            found.append(Problem(body.path, body.line, "question_missing", values))
    common = [question_id for question_id in by_id if question_id in ids]
    places = {question_id: place for place, question_id in enumerate(common)}
    for place, question in enumerate(question for question in translated if question.id in by_id):
        _compare_question(body.path, question, original_path, by_id[question.id], found)
        if places[question.id] != place:
            values = {"id": question.id, "original": original_path}
            found.append(Problem(body.path, question.line, "question_order", values))
    for question in translated:
        if question.id not in by_id:
            values = {"id": question.id, "original": original_path + nearest(question.id, by_id)}
            found.append(Problem(body.path, question.line, "question_added", values))


def _compare_question(
    path: str, question: ReadQuestion, original_path: str, original: ReadQuestion, found: Problems
) -> None:
    values: dict[str, object] = {"id": question.id, "original": original_path}
    written, first = question.text.written, original.text.written
    if written.kind != first.kind:
        found.append(Problem(path, question.line, "type_differs", values))
        return
    if _parts(question) != _parts(original):
        values |= {"count": _parts(question), "original_count": _parts(original)}
        found.append(Problem(path, question.line, "choices_differ", values))
        return
    if _key(question) != _key(original):
        found.append(Problem(path, question.line, "key_differs", values))
    if question.marks != original.marks:
        found.append(Problem(path, question.line, "marks_differ", values))
    if _extras(question) != _extras(original):
        found.append(Problem(path, question.line, "feedback_differs", values))


def _parts(question: ReadQuestion) -> int:
    """How many choices, pairs, items or gaps there are; the lines of an answer may differ."""
    written = question.text.written
    return len(written.choices) + len(written.pairs) + len(written.items) + len(written.gaps)


def _key(question: ReadQuestion) -> object:
    return question.type, key_of(question.type, question.text.written, is_exact=question.is_exact)


def _extras(question: ReadQuestion) -> tuple[bool, ...]:
    """Where there is feedback or an explanation: a reader of either language gets as much."""
    written = question.text.written
    feedback = (choice.feedback is not None for choice in written.choices)
    return (written.explanation is not None, *feedback)
