"""What the page for marking again says: keys in words, and why something was not done."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.areas.trainer.blueprint import blueprint
from portal.catalogue.content import Question, in_language
from portal.kernel.errors import DomainError

_WORDS: Final[dict[str, Callable[[], str]]] = {
    "reason_missing": lambda: _("Say why: whoever was marked again reads it"),
    "text_too_long": lambda: _("The reason is too long."),
    "looks_like_identity": lambda: _(
        "The reason holds what looks like somebody's identity number. None is ever stored: leave it out."
    ),
    "preview_changed": lambda: _(
        "Attempts, keys or another marking came meanwhile: something else would happen now."
        " Nothing of it is done: look again."
    ),
    "marked_already": lambda: _(
        "These attempts were marked again just so meanwhile, from another page: see below by whom."
        " It was not done twice."
    ),
    "nothing_to_mark": lambda: _("No attempt would be marked otherwise. Nothing was changed."),
    "wrong_count": lambda: _(
        "Type how many people get a worse result: the number stands at the field. Nothing was marked yet."
    ),
}


def refusal(error: DomainError) -> str:
    return _WORDS[error.code]()


@blueprint.app_template_global()
def key_of(question: Question, language: str) -> list[Markup]:
    """What is right, as HTML, a line for each part."""
    choices = [Markup(in_language(one.text, language)) for one in question.choices]  # noqa: S704 (published HTML)
    if question.type == "matching":
        lefts = [Markup(in_language(one, language)) for one in question.lefts]  # noqa: S704
        return [
            left + " → " + choices[right] for left, right in zip(lefts, question.pairs, strict=True)
        ]
    if question.type == "ordering":
        return choices
    if question.answers:
        return [escape(" / ".join(accepted)) for accepted in question.answers]
    return [choices[one.index] for one in question.choices if one.is_right]
