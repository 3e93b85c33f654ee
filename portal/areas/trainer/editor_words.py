"""What the editor says when something is refused, and of what is wrong in a file."""

from collections.abc import Callable, Mapping
from typing import Final

from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.authoring import errors
from portal.catalogue.problems import Problem
from portal.kernel.errors import DomainError


@blueprint.app_template_filter()
def problem_message(problem: Problem) -> str:
    """One thing to mend, in words."""
    return problem.message


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
