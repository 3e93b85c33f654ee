"""Questions as courses write them (docs/courses.md), read by the catalogue's own reader."""

from collections.abc import Iterator
from typing import Final

from portal.catalogue.exchange.model import Option, Question
from portal.catalogue.exchange.outcome import Outcome
from portal.catalogue.exchange.texts import decoded
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.judging import is_number_question
from portal.catalogue.keys import accepted_answers
from portal.catalogue.package import Passage
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.questions import EXACT, SEVERAL, SHORT, ReadQuestion, read_questions

NAME: Final = "questions.md"
_FENCE: Final = "---"
#: said by the type, so not repeated as classes
_IMPLIED: Final = frozenset({SEVERAL, SHORT})


def read_markdown(content: bytes) -> Outcome:
    """Each question that has no problem; of the others, every problem with its line."""
    outcome = Outcome()
    text = decoded(content)
    if text is None:
        outcome.leave_out(_("line %(number)s", number=1), _("the file is not UTF-8 text"))
        return outcome
    body = _below_front_matter(text)
    found: Problems = []
    questions = read_questions(body, found)
    for problem in found:
        outcome.leave_out(_place(problem, questions), _told(problem))
    ends = [question.line for question in questions[1:]] + [10**9]
    broken = {problem.line for problem in found}
    for question, end in zip(questions, ends, strict=False):
        if not any(question.line <= line < end for line in broken):
            outcome.keep(_question(question), _("line %(number)s", number=question.line))
    return outcome


def ids_in(text: str) -> set[str]:
    """Of the questions of a quiz file, also of those that have problems."""
    return {question.id for question in read_questions(_below_front_matter(text), [])}


def _below_front_matter(text: str) -> Passage:
    lines = text.split("\n")
    if lines[0].rstrip() == _FENCE:
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() == _FENCE:
                return Passage(NAME, number + 2, "\n".join(lines[number + 1 :]))
    return Passage(NAME, 1, text)


def _told(problem: Problem) -> Said:
    """The check's own sentence; `code` and `of` for who says it in another language."""
    values = {"problem": problem.message, "code": problem.code, "of": dict(problem.values)}
    return Said("%(problem)s", values)


def _place(problem: Problem, questions: list[ReadQuestion]) -> Said:
    before = [question.id for question in questions if question.line <= problem.line]
    if before and before[-1]:
        return _("line %(number)s (%(id)s)", number=problem.line, id=before[-1])
    return _("line %(number)s", number=problem.line)


def _question(read: ReadQuestion) -> Question:
    written = read.text.written
    below = f"\n\n{written.prompt.text}" if written.prompt.text.strip() else ""
    return Question(
        id=read.id,
        type=read.type,
        text=read.text.heading.text + below,
        options=tuple(
            Option(one.text.text, one.is_right, one.feedback.text if one.feedback else "")
            for one in written.choices
        ),
        answers=_answers(read),
        points=read.marks.points,
        classes=tuple(name for name in read.marks.classes if name not in _IMPLIED),
        explanation=written.explanation.text if written.explanation else "",
    )


def _answers(read: ReadQuestion) -> tuple[object, ...]:
    written = read.text.written
    if read.type == "matching":
        return tuple((pair.left.text, pair.right.text) for pair in written.pairs)
    if read.type == "ordering":
        return tuple(item.text for item in written.items)
    accepted = accepted_answers(read.type, written)
    return accepted if read.type == "gaps" else accepted[0] if accepted else ()


def write_markdown(questions: list[Question]) -> str:
    return "\n\n".join("\n".join(_lines(question)) for question in questions) + "\n"


def _lines(question: Question) -> Iterator[str]:
    head, _, below = question.text.partition("\n")
    yield f"## {head} {{{' '.join(_marks(question))}}}"
    if below.strip():
        yield from ("", below.strip("\n"))
    answers = list(_answering(question))
    if answers:
        yield from ("", *answers)
    if question.explanation:
        yield from ("", _quoted(question.explanation, ""))


def _marks(question: Question) -> Iterator[str]:
    yield f"#{question.id}"
    yield from (f".{name}" for name in question.classes)
    right = sum(option.correct for option in question.options)
    if question.type == "several" and right < 2:
        yield f".{SEVERAL}"
    if question.type == "short" and EXACT not in question.classes:
        passages = tuple(Passage(NAME, 1, str(answer)) for answer in question.answers)
        if is_number_question(passages):
            yield f".{SHORT}"
    if question.points != 1:
        yield f"points={question.points}"


def _answering(question: Question) -> Iterator[str]:
    for option in question.options:
        first, *more = option.text.split("\n")
        yield "\n".join(
            [f"- [{'x' if option.correct else ' '}] {first}", *(f"  {m}" for m in more)]
        )
        if option.feedback:
            yield _quoted(option.feedback, "  ")
    if question.type == "matching":
        for left, right in question.answers:
            first, *more = right.split("\n")
            yield "\n".join([f"- {left} => {first}", *(f"  {m}" for m in more)])
    elif question.type == "ordering":
        for number, item in enumerate(question.answers, start=1):
            yield f"{number}. " + "\n  ".join(item.split("\n"))
    elif question.type != "gaps":
        yield from (f"= {answer}" for answer in question.answers)


def _quoted(text: str, indent: str) -> str:
    return "\n".join(f"{indent}> {line}".rstrip() for line in text.split("\n"))
