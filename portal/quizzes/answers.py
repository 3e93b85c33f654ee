"""What can be an answer to a question of an attempt, whoever sends it; and what is right.

An answer is *sent* in terms of what the page shows and *stored* in terms of what the package writes:

| type | sent | stored |
|---|---|---|
| one, several | places of the chosen choices in the order shown | their indexes as written, ascending |
| matching | for each left side the place of the chosen right side in the order shown, or -1 | its index as written |
| ordering | for each item in the order shown the place given to it, from 0, or -1 | the same, item by item as written |
| short, number | a text | the same |
| gaps | a text for each gap | the same |

A form sends texts only, so a list of texts is read as what the type needs; an empty one is nothing chosen.
Right sides and items are written in the right order, and many an author writes the right choice first: what is
written where would be the key, so indexes as written never leave the portal.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from portal.catalogue.content import Question, Quiz
from portal.catalogue.numbers import read_range, write_number
from portal.quizzes.drawing import Drawn
from portal.quizzes.errors import BadAnswer

#: what a 32-bit column holds, less room for a few changes more
HIGHEST_SEQUENCE: Final = 2_000_000_000
#: characters of one text that is given as an answer
LONGEST_TEXT: Final = 500
#: no right side, no place is chosen
NOTHING: Final = -1
TEXT_TYPES: Final = frozenset({"short", "number"})
CHOICE_TYPES: Final = frozenset({"one", "several"})
_UNHOLDABLE: Final = re.compile("[\x00\ud800-\udfff]")

Answer = str | Sequence[int] | Sequence[str]
Stored = str | list[Any]


def checked_answer(quiz: Quiz, drawn: Iterable[Drawn], question_id: str, answer: object) -> Stored:
    """The answer as it is stored. Raises BadAnswer; giving nothing is allowed."""
    shown = next((one for one in drawn if one.question == question_id), None)
    question = next((one for one in quiz.questions if one.id == question_id), None)
    if shown is None or question is None:
        raise BadAnswer(question=question_id)
    stored = fitting(question, shown.choices, answer)
    if stored is None:
        raise BadAnswer(question=question_id)
    return stored


def fitting(question: Question, order: Sequence[int], answer: object) -> Stored | None:
    """A sent answer as it is stored, None where it is of the wrong shape. `order`: choices as shown."""
    answer = _typed(question, answer)
    if question.type in TEXT_TYPES:
        return answer if isinstance(answer, str) and _is_text(answer) else None
    if not isinstance(answer, list | tuple):
        return None
    if question.type == "gaps":
        return _fitting_texts(question, answer)
    if not all(type(one) is int for one in answer):
        return None
    if question.type in CHOICE_TYPES:
        return _fitting_choices(question, order, answer)
    return _fitting_places(question, order, answer)


def as_sent(question: Question, order: Sequence[int], stored: Answer) -> Stored:
    """A stored answer as the page that shows the choices in `order` would send it."""
    if isinstance(stored, str):
        return stored
    if question.type == "matching":
        return [order.index(one) if one in order else NOTHING for one in stored]
    if question.type == "ordering":
        return [stored[item] for item in order] if len(stored) == len(order) else []
    if question.type in CHOICE_TYPES:
        return [place for place, index in enumerate(order) if index in stored]
    return list(stored)


def is_blank(answer: Answer) -> bool:
    """Whether nothing is given at all; half a matching is an answer."""
    if isinstance(answer, str):
        return not answer.strip()
    return all(one == NOTHING or (isinstance(one, str) and not one.strip()) for one in answer)


def right_answer(question: Question) -> Stored:
    """An answer, as stored, that is marked as wholly right."""
    if question.type in TEXT_TYPES:
        accepted = question.answers[0][0]
        range_ = read_range(accepted) if question.type == "number" else None
        return write_number(range_.low) if range_ else accepted
    if question.type == "gaps":
        return [accepted[0] for accepted in question.answers]
    if question.type == "matching":
        return list(question.pairs)
    if question.type == "ordering":
        return list(range(len(question.choices)))
    return [choice.index for choice in question.choices if choice.is_right]


def _typed(question: Question, answer: object) -> object:
    """The texts of a form's fields as the question's type has them."""
    if not isinstance(answer, list | tuple):
        return answer
    if question.type in TEXT_TYPES:
        return answer[0] if len(answer) == 1 else answer or ""
    if question.type == "gaps":
        return answer
    return [_index(one) if isinstance(one, str) else one for one in answer]


def _index(text: str) -> int | str:
    if not text:
        return NOTHING
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else text


def _fitting_choices(
    question: Question, order: Sequence[int], answer: Sequence[int]
) -> list[int] | None:
    places = set(answer)
    is_fine = len(places) == len(answer) and places <= set(range(len(order)))
    if not is_fine or (question.type == "one" and len(places) > 1):
        return None
    return sorted(order[place] for place in places)


def _fitting_places(
    question: Question, order: Sequence[int], answer: Sequence[int]
) -> list[int] | None:
    """Of a matching or an ordering; an empty list is an answer taken back."""
    parts = question.lefts if question.type == "matching" else question.choices
    if not answer:
        return [NOTHING] * len(parts)
    if len(answer) != len(parts) or not set(answer) <= {NOTHING, *range(len(order))}:
        return None
    if question.type == "matching":
        return [order[place] if place != NOTHING else NOTHING for place in answer]
    by_item = dict(zip(order, answer, strict=True))
    return [by_item[item] for item in sorted(by_item)]


def _fitting_texts(question: Question, answer: Sequence[object]) -> list[str] | None:
    texts = [one for one in answer if isinstance(one, str) and _is_text(one)]
    if not answer:
        return [""] * len(question.answers)
    return texts if len(texts) == len(answer) == len(question.answers) else None


def _is_text(text: str) -> bool:
    """Short enough, and of characters that both databases hold: no NUL, no half of a pair."""
    return len(text) <= LONGEST_TEXT and not _UNHOLDABLE.search(text)
