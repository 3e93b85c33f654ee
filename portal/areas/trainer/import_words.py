"""What the exchange says (catalogue/exchange/wording.py), in the reader's language; names of formats and signs."""

from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.problem_words import problem_message
from portal.catalogue.exchange.outcome import Outcome, Trouble
from portal.catalogue.exchange.understood import SIGN_WORDS, Sign
from portal.catalogue.exchange.word_lessons import WordLessons
from portal.catalogue.exchange.wording import Said
from portal.catalogue.problems import Problem

#: format → its name, and the ending of its files
FORMATS: Final = {
    "docx": (_l("Word exam (.docx)"), "docx"),
    "xlsx": (_l("Spreadsheet (.xlsx)"), "xlsx"),
    "moodle-xml": (_l("Moodle XML"), "xml"),
    "gift": (_l("GIFT"), "gift.txt"),
    "aiken": (_l("Aiken"), "txt"),
    "markdown": (_l("Markdown"), "md"),
}


@blueprint.app_template_filter()
def in_words(said: Said) -> str:
    """A sentence with its values; values may be sentences themselves."""
    if "code" in said.values:  # of the check of packages, which has words of its own
        code, of = str(said.values["code"]), said.values["of"]
        return problem_message(Problem("", 1, code, of if isinstance(of, dict) else {}))
    values = {n: in_words(v) if isinstance(v, Said) else v for n, v in said.values.items()}
    translated = str(_(said.text))
    return translated % values if values else translated


def sign_in_words(sign: Sign) -> str:
    return in_words(SIGN_WORDS[sign])


def why_no_questions(name: str, outcome: Outcome | None) -> str:
    """Of a file in which there is nothing to take over; `outcome` is None where its format cannot be told."""
    if not name:
        return str(_("Choose a file"))
    if outcome is None:
        return str(_("It cannot be told what kind of file this is. Choose it below."))
    if not outcome.troubles:
        return str(_("There is no question in this file."))
    return str(_("No question could be read. %(why)s.", why=told(outcome.troubles[0])))


def why_no_lessons(lessons: WordLessons | None) -> str:
    """None where no file was sent."""
    if lessons is None:
        return str(_("Choose a file"))
    return str(_("No lesson could be read. %(why)s.", why=told(lessons.troubles[0])))


@blueprint.app_template_filter()
def told(trouble: Trouble) -> str:
    """Where, and what."""
    return f"{at_the_start(in_words(trouble.place))}: {in_words(trouble.message)}"


def at_the_start(words: str) -> str:
    """As they begin a sentence."""
    return f"{words[:1].upper()}{words[1:]}"
