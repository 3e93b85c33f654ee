"""Whether what stands under a heading makes a question that can be asked and marked."""

from collections.abc import Iterator, Sequence
from typing import Final

from portal.catalogue.gaps import open_gaps
from portal.catalogue.numbers import (
    is_plain_number,
    looks_like_range,
    read_range,
)
from portal.catalogue.package import Passage, WrittenQuestion
from portal.catalogue.problems import Problem, Problems

#: a phone shows each of them as a field, those of an ordering with as many places to choose from
MOST_PARTS: Final = 20


def judge(path: str, line: int, written: WrittenQuestion, found: Problems) -> None:
    """Problems of the whole question are told at `line` (its heading)."""
    if written.gaps and written.kind != "gaps":
        found.append(Problem(path, line, "gaps_and_more"))
    found += [Problem(path, number, "gap_open") for number in open_gaps(written.prompt)]
    found += [Problem(path, gap.line, "empty_gap") for gap in written.gaps if not gap.answers]
    if written.kind is None:
        found.append(Problem(path, line, "no_choices"))
    elif written.kind == "choices":
        _judge_choices(path, line, written, found)
    elif written.kind == "pairs" and len(written.rights) < 2:
        found.append(Problem(path, line, "one_pair"))
    elif written.kind == "items" and len(written.items) < 2:
        found.append(Problem(path, line, "one_item"))
    found += _repeated([*(pair.left for pair in written.pairs), *written.items])
    count = max(len(written.pairs), len(written.items), len(written.gaps))
    if count > MOST_PARTS:
        values: dict[str, object] = {"count": count, "limit": MOST_PARTS}
        found.append(Problem(path, line, "too_many_parts", values))


def _judge_choices(path: str, line: int, written: WrittenQuestion, found: Problems) -> None:
    if len(written.choices) == 1:
        found.append(Problem(path, line, "one_choice"))
    elif written.choices and not any(written.key):
        found.append(Problem(path, line, "no_right_choice"))
    found += _repeated([choice.text for choice in written.choices])


def _repeated(passages: Sequence[Passage]) -> Iterator[Problem]:
    seen: list[list[str]] = []
    for passage in passages:
        words = passage.text.casefold().split()
        if words in seen:
            yield Problem(passage.path, passage.line, "same_choice")
        seen.append(words)


def is_number_question(answers: tuple[Passage, ...]) -> bool:
    """A range anywhere makes it one; plain numbers do where all answers are such."""
    texts = [answer.text for answer in answers]
    return any(map(looks_like_range, texts)) or (bool(texts) and all(map(is_plain_number, texts)))


def judge_numbers(answers: tuple[Passage, ...], found: Problems) -> None:
    for answer in answers:
        if answer.text.strip() and read_range(answer.text) is None:
            values: dict[str, object] = {"answer": answer.text}
            found.append(Problem(answer.path, answer.line, "bad_number", values))
