"""What is wrong with a rule, in words, beside the field it stands in."""

from typing import Any

from flask_babel import gettext as _

from portal.areas.administrator.forms import RuleForm
from portal.certification.errors import BadRule
from portal.certification.predicting import Effect
from portal.web.filters import day


def tell(form: RuleForm, error: BadRule) -> None:
    """Put what was refused beside its field."""
    field = form["courses" if error.values["field"] == "requires" else str(error.values["field"])]
    field.errors = [*field.errors, str(_problem(error.values))]


def effect_title(effect: Effect) -> str:
    match effect:
        case Effect.LOSES:
            return str(_("Who loses a permit"))
        case Effect.ASKED:
            return str(_("Who has something new to do"))
    return str(_("Who gains a permit"))


def effect_word(effect: Effect) -> str:
    match effect:
        case Effect.LOSES:
            return str(_("no longer counts"))
        case Effect.ASKED:
            return str(_("something new to do"))
    return str(_("counts from then on"))


def _problem(values: dict[str, Any]) -> Any:
    match values["problem"]:
        case "nothing":
            return _("A permit has to ask for something. Choose at least one thing.")
        case "unknown":
            return _(
                "%(code)s is no course, permit or sign-off. Write codes such as P1, P2.",
                code=values["what"],
            )
        case "circle":
            return _(
                "%(code)s would ask for itself: its requirements lead back to it. Take one out.",
                code=values["what"],
            )
    return _of_numbers(values)


def _of_numbers(values: dict[str, Any]) -> Any:
    match values["problem"]:
        case "too_few":
            return _("Write at least two codes, such as P1, P2; or none.")
        case "twice":
            return _("The same thing is asked for twice. Take one out.")
        case "past":
            return _("That day is over. Choose today or a day to come.")
        case "too_far":
            return _("Choose a day up to the year %(year)s.", year=values["year"])
        case "not_after":
            return _(
                "The rules change on %(day)s already. Choose a later day.", day=day(values["day"])
            )
        case "unchanged":
            return _("This is the rule as it stands. Change something first.")
    return _(
        "Write a number from %(least)s to %(most)s.", **{k: values[k] for k in ("least", "most")}
    )
