"""Page-shaped reads of what was sent: each question with its key as it was understood, the doubtful ones apart."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from portal.areas.trainer.import_forms import Answers
from portal.areas.trainer.import_words import at_the_start, in_words, sign_in_words
from portal.authoring.sent_files import SentQuestions
from portal.catalogue.exchange.attachments import pictures_in, without_pictures
from portal.catalogue.exchange.formats import read, tell_format
from portal.catalogue.exchange.outcome import UNSURE, Outcome, Trouble
from portal.catalogue.exchange.texts import as_plain
from portal.catalogue.exchange.understood import ReadQuestion
from portal.catalogue.exchange.wording import Said
from portal.catalogue.package import QuestionType

Pictures = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownOption:
    """`marks`: what marks it as right, in words; `is_ticked`: it is right, or was chosen a moment ago.

    `pictures`: name and words of each.
    """

    text: str
    pictures: Pictures
    marks: tuple[str, ...]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """`at`: which of those that were read, from 0; `place`: where it stands in the file.

    `answers`: what is right where there are no options. `text`: paragraphs below the heading.
    """

    at: int
    place: str
    type: QuestionType
    heading: str
    text: tuple[str, ...]
    options: tuple[ShownOption, ...]
    answers: tuple[str, ...]
    doubt: str
    pictures: Pictures
    is_skipped: bool
    is_undecided: bool

    @property
    def right(self) -> tuple[ShownOption, ...]:
        return tuple(option for option in self.options if option.is_ticked)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`remarks` and `left_out`: what was told while the file was read."""

    id: UUID
    path: str
    file_name: str
    doubtful: tuple[ShownQuestion, ...]
    sure: tuple[ShownQuestion, ...]
    remarks: tuple[Trouble, ...]
    left_out: tuple[Trouble, ...]

    @property
    def count(self) -> int:
        return len(self.doubtful) + len(self.sure)

    @property
    def undecided(self) -> tuple[ShownQuestion, ...]:
        return tuple(question for question in self.doubtful if question.is_undecided)


def read_sent(name: str, content: bytes, format_: str) -> Outcome | None:
    """What a file holds, its format told by its content where none is chosen; None where that cannot be told."""
    format_ = format_ or tell_format(name, content) or ""
    return read(format_, content) if format_ else None


def review_page(
    sent: SentQuestions, outcome: Outcome, answers: Answers, undecided: Collection[int]
) -> ReviewPage:
    shown = [
        _shown(at, one, answers, is_undecided=at in undecided)
        for at, one in enumerate(outcome.read)
    ]
    told = [trouble for trouble in outcome.troubles if trouble.message.text != UNSURE.text]
    return ReviewPage(
        id=sent.id,
        path=sent.path,
        file_name=sent.file_name,
        doubtful=tuple(one for one in shown if one.doubt),
        sure=tuple(one for one in shown if not one.doubt),
        remarks=tuple(trouble for trouble in told if not trouble.is_left_out),
        left_out=tuple(trouble for trouble in told if trouble.is_left_out),
    )


def _shown(at: int, one: ReadQuestion, answers: Answers, *, is_undecided: bool) -> ShownQuestion:
    question, key = one.question, one.key
    ticked = answers.chosen.get(at, key.right)
    heading, _line, below = as_plain(without_pictures(question.text)).partition("\n")
    options = tuple(
        ShownOption(
            text=as_plain(without_pictures(option.text)).strip(),
            pictures=pictures_in(option.text),
            marks=tuple(
                dict.fromkeys(sign_in_words(c.sign) for c in key.candidates if place in c.options)
            ),
            is_ticked=place in ticked,
        )
        for place, option in enumerate(question.options)
    )
    return ShownQuestion(
        at=at,
        place=at_the_start(
            in_words(Said(one.place.text.removesuffix(" (%(name)s)"), one.place.values))
        ),
        type=question.type,
        heading=heading,
        text=tuple(part for part in below.split("\n\n") if part.strip()),
        options=options,
        answers=_answers(one),
        doubt=in_words(key.doubt_said) if key.doubt_said else "",
        pictures=pictures_in(question.text),
        is_skipped=at in answers.skipped,
        is_undecided=is_undecided,
    )


def _answers(one: ReadQuestion) -> tuple[str, ...]:
    question = one.question
    if question.type == "matching":
        return tuple(f"{as_plain(left)} → {as_plain(right)}" for left, right in question.answers)
    if question.type == "ordering":
        return tuple(f"{at}. {as_plain(item)}" for at, item in enumerate(question.answers, start=1))
    if question.type == "gaps":
        return tuple(" / ".join(accepted) for accepted in question.answers)
    return tuple(map(str, question.answers))
