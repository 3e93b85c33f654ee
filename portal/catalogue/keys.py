"""The key of a question by its type: what its translations must agree on, and what is right."""

from portal.catalogue.numbers import tidy_range
from portal.catalogue.package import QuestionType, WrittenQuestion
from portal.kernel.text import fold, tidy

Accepted = tuple[tuple[str, ...], ...]


def accepted_answers(type_: QuestionType, written: WrittenQuestion) -> Accepted:
    """Short and number: one tuple of what is right; gaps: one for each gap; else nothing."""
    if type_ == "short":
        return (tuple(tidy(answer.text) for answer in written.answers),)
    if type_ == "number":
        return (tuple(tidy_range(answer.text) for answer in written.answers),)
    return tuple(gap.answers for gap in written.gaps) if type_ == "gaps" else ()


def key_of(type_: QuestionType, written: WrittenQuestion, *, is_exact: bool) -> object:
    """Equal for two languages exactly when the same answers are right.

    Short answers and gaps are told apart as they are marked; their order does not matter.
    """
    if type_ in ("one", "several"):
        return written.key
    if type_ == "matching":
        return written.matches
    if type_ == "ordering":
        return len(written.items)
    same = tidy if is_exact or type_ == "number" else fold
    return tuple(frozenset(map(same, answers)) for answers in accepted_answers(type_, written))
