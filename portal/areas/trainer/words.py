"""What the trainer's pages say when something is refused."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

from portal.kernel.errors import DomainError

_WORDS: Final[dict[str, Callable[[], str]]] = {
    "draft_closed": lambda: _("This draft was discarded. What was written is kept in it."),
    "base_moved": lambda: _(
        "Somebody published this course meanwhile. Nothing was overwritten: bring the draft up to date first."
    ),
    "draft_changed": lambda: _(
        "The draft was changed while you looked at it. Nothing was done yet: look again."
    ),
    "note_missing": lambda: _("Say in a note why. Nothing was changed yet."),
    "nothing_changed": lambda: _("The draft has nothing that readers do not have already."),
    "not_reviewed": lambda: _(
        "Another trainer has to approve exactly these files first. Ask for a review."
    ),
    "people_changed": lambda: _(
        "Since you looked, something was learnt or decided: a major change asks others now. Look again."
    ),
    "own_work": lambda: _("Nobody approves their own work. Ask another trainer."),
}


def refusal(error: DomainError) -> str:
    """Why a draft was not published, reviewed or changed, and what to do."""
    return _WORDS[error.code]()


def import_refusal(error: DomainError) -> str:
    """Why a zip did not become a draft."""
    if error.code == "bad_slug":
        better = error.values["better"] or "khoa-moi"
        return str(
            _(
                "The folder in the zip must be named with a–z, 0–9 and hyphens, such as %(better)s.",
                better=better,
            )
        )
    return str(_("Readers have exactly these files already: there is nothing to import."))
