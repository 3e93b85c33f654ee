"""What the editor says when something is refused, and of what is wrong in a file."""

from collections.abc import Callable, Mapping
from typing import Final

from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.problem_words import problem_message
from portal.authoring import errors
from portal.catalogue.problems import Problem
from portal.kernel.errors import DomainError


@blueprint.app_template_global()
def editor_words() -> dict[str, str]:
    """Sentences that the editor's script fills in: values stand in braces."""
    return {
        "theirs": _("{name} saved this file at {moment}, while you were writing."),
        "mine": _("You saved this file in another window at {moment}."),
        "gone": _(
            "Somebody removed or renamed this file while you were writing. Saving makes it anew."
        ),
        "mineTitle": _("You wrote"),
        "theirsTitle": _("They wrote"),
        "keepMine": _("Keep mine"),
        "keepTheirs": _("Keep theirs"),
        "keepBoth": _("Keep both"),
        "nothing": _("(nothing)"),
        "place": _("Place {number}"),
        "line": _("Line {number}"),
        "fine": _("Nothing is wrong in this file."),
        "closed": _(
            "This draft was published or discarded meanwhile. Copy your text to keep it elsewhere."
        ),
        "forbidden": _("You may not write courses any more. Copy your text to keep it elsewhere."),
        "tooLong": _("The text is longer than 200 KB. Divide it into two."),
        "chooseFile": _("Choose a file"),
        "sayWhat": _("Say what can be seen or heard: some readers have only these words"),
        "notSent": _("The file could not be sent. Nothing of your text is lost: try again."),
        "fileTooLarge": _("The file is larger than 20 MB."),
        "uploading": _("Sending …"),
        "textLabel": _("Text, in Markdown"),
    }


def refusal(error: DomainError) -> str:
    """What happened, that nothing was lost, what to do."""
    sentence = _SENTENCES.get(type(error))
    return str(sentence(error) if sentence else _("This cannot be done."))


_SENTENCES: Final[Mapping[type[DomainError], Callable[[DomainError], str]]] = {
    errors.DraftClosed: lambda _error: _(
        "This draft was published or discarded meanwhile, so nothing can be changed in it any more."
    ),
    errors.SlugTaken: lambda _error: _("A course has this address already. Choose another."),
    errors.BadSlug: lambda error: _(
        "Write the address with a–z, 0–9 and hyphens, such as %(better)s.",
        better=error.values["better"] or "khoa-moi",
    ),
    errors.FileExists: lambda error: _(
        "There is a file %(path)s already. Choose another name.", path=error.values["path"]
    ),
    errors.FileTooLarge: lambda error: _(
        "The text is longer than %(limit)s. Divide it into two.", limit=error.values["limit"]
    ),
    errors.NotStorable: lambda _error: _(
        "The text holds a sign that cannot be stored (NUL or half of a character). Delete it."
    ),
    errors.BadMedia: lambda error: " ".join(problem_message(one) for one in _problems(error)),
    errors.BadPath: lambda _error: _("A name may hold a–z, 0–9 and hyphens. Choose another."),
    errors.FileNotText: lambda _error: _("This file holds no text."),
}


def _problems(error: DomainError) -> tuple[Problem, ...]:
    problems = error.values.get("problems")
    return problems if isinstance(problems, tuple) else ()
