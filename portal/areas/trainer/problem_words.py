"""What is wrong in a course's files (catalogue/problems.py), in the reader's language."""

import re
from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.catalogue.problems import MESSAGES, Problem

_HINT: Final = re.compile(r"; did you mean (?P<word>.*)\?")
_WHOLE: Final = re.compile(r"a whole number from (?P<least>\d+) to (?P<most>\d+)")
_ONE_OF: Final = re.compile(r"one of (?P<words>.*)")
#: values that are sentences themselves
_SAID: Final[dict[str, Callable[[], str]]] = {
    "a text": lambda: _("a text"),
    "a share above 0 and at most 1, such as 0.8": lambda: _(
        "a share above 0 and at most 1, such as 0.8"
    ),
    "true or false": lambda: _("true or false"),
    "a list, such as [a, b]": lambda: _("a list, such as [a, b]"),
    "a list without repetition": lambda: _("a list without repetition"),
    "a number of questions, or {default: 8, class: 4}": lambda: _(
        "a number of questions, or {default: 8, class: 4}"
    ),
    "a number above 0 for each class, such as {default: 8, kho: 4}": lambda: _(
        "a number above 0 for each class, such as {default: 8, kho: 4}"
    ),
    "a slug of a–z, 0–9 and hyphens": lambda: _("a slug of a–z, 0–9 and hyphens"),
    "a DigComp competence such as 4.1": lambda: _("a DigComp competence such as 4.1"),
    "a fact's id such as F01": lambda: _("a fact's id such as F01"),
    "a module's own quiz": lambda: _("a module's own quiz"),
    "write one key: value a line": lambda: _("write one key: value a line"),
}


@blueprint.app_template_filter()
def problem_message(problem: Problem) -> str:
    """One thing to mend, in words."""
    values = {name: _value(value) for name, value in problem.values.items()}
    return str(_(MESSAGES[problem.code])).format(**values)


def _value(value: object) -> object:
    if not isinstance(value, str):
        return value
    if match := _HINT.fullmatch(value):
        return _("; did you mean %(word)s?", word=match["word"])
    if match := _WHOLE.fullmatch(value):
        return _("a whole number from %(least)s to %(most)s", **match.groupdict())
    if match := _ONE_OF.fullmatch(value):
        return _("one of %(words)s", words=match["words"])
    return _SAID[value]() if value in _SAID else value
