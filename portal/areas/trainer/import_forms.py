"""Forms of the pages that take files of other formats."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.areas.trainer.import_words import FORMATS

TELL: Final = ""
_KEY: Final = re.compile(r"key-(?P<at>[0-9]{1,4})")
_SKIP: Final = re.compile(r"skip-(?P<at>[0-9]{1,4})")
_PLACE: Final = re.compile(r"[0-9]{1,3}")


class QuestionsFileForm(FlaskForm):
    path = SelectField(_l("Quiz"))
    file = FileField(_l("File"))
    format = SelectField(
        _l("What kind of file is it?"),
        choices=[
            SelectChoice(TELL, _l("Tell by its content")),
            *(SelectChoice(name, label) for name, (label, _ending) in FORMATS.items()),
        ],
    )

    @classmethod
    def of_quizzes(cls, quizzes: Sequence[str], **more: object) -> "QuestionsFileForm":
        form = cls(**more)
        form.path.choices = [SelectChoice(path, path) for path in quizzes]
        return form


class LessonsFileForm(FlaskForm):
    file = FileField(_l("Word document (.docx)"))


@dataclass(frozen=True, slots=True)
class Answers:
    """`chosen`: by the place of a question the places of its right options; `skipped`: questions to leave out."""

    chosen: Mapping[int, frozenset[int]]
    skipped: frozenset[int]


def answers_of(fields: MultiDict[str, str]) -> Answers:
    """Of the fields key-3=0, key-3=2, skip-4; anything else is not looked at."""
    chosen: dict[int, frozenset[int]] = {}
    for name in fields:
        if match := _KEY.fullmatch(name):
            places = [one for one in fields.getlist(name) if _PLACE.fullmatch(one)]
            chosen[int(match["at"])] = frozenset(map(int, places))
    skipped = frozenset(int(match["at"]) for name in fields if (match := _SKIP.fullmatch(name)))
    return Answers(chosen, skipped)
