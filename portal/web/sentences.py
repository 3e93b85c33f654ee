"""Why somebody stands where they stand, in words: one sentence, the same for the volunteer, the coordinator
and whoever checks a certificate. The rules give codes; only here do they become words.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, Protocol

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from portal.certification.reasons import Reason
from portal.certification.scheme import OneOfRequirement, Requirement
from portal.certification.standing import Standing
from portal.web.filters import day
from portal.web.languages import current_language

_STATES: Final = (
    "valid_until",
    "expiring_on",
    "expired_on",
    "does_not_count",
    "suspended",
    "revoked",
)
_HELD_UP: Final = ("does_not_count", "suspended", "revoked")
_DONE: Final = ("completed", "accepted", "signed_off", "waived")
_HINDRANCES: Final = (
    "suspended",
    "revoked",
    "refresh_due",
    "refresh_overdue",
    "not_signed_off",
    "completion_withdrawn",
    "base_ended",
    "new_rule_due",
    "new_rule_overdue",
    "shorter_due",
    "shorter_overdue",
)


_BY_NEW_RULES: Final = ("new_rule_due", "new_rule_overdue", "shorter_due", "shorter_overdue")
_REPLACED: Final = "renewed"


class Explained(Protocol):
    """Anything with a "why": a row of standings, a checked certificate."""

    @property
    def why(self) -> tuple[Reason, ...]: ...


def why_sentence(row: Explained) -> str:
    """The facts that a standing rests on, as one sentence in the reader's language."""
    reasons = row.why
    done = [_basis(reason) for reason in _with(reasons, *_DONE)]
    missing = [_missing(reason) for reason in _with(reasons, "missing", "missing_one_of")]
    states = [reason for reason in _with(reasons, *_STATES) if "expires_on" in reason.values]
    clauses = [_state(reason) for reason in states]
    if clauses and states[0].code in _HELD_UP:
        pass  # what it was issued for does not carry it now
    elif clauses and done:
        clauses = [_("%(state)s, by %(facts)s", state=clauses[0], facts=_all(done))]
    elif done:
        clauses = [_("Done: %(facts)s", facts=_all(done))]
    clauses += [_("nothing that it asks for is fulfilled at present")] * bool(
        _with(reasons, "nothing_yet")
    )
    clauses += [_extended(reason) for reason in _with(reasons, "extended")]
    clauses += [_hindered(one) for one in _with(reasons, *_HINDRANCES) if one not in states]
    clauses += [_ended(reason) for reason in _with(reasons, "ended")]
    clauses += [_("its holder has a newer one since")] * bool(_with(reasons, "renewed"))
    if missing:
        clauses.append(_("still missing: %(names)s", names=_all(missing)))
    elif not states:
        clauses.append(_("the certificate is not issued yet"))
    sentence = "; ".join(clauses)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def standing_word(standing: Standing | str) -> str:
    """The word for a standing, as the status tag has it."""
    words: dict[str, Callable[[], str]] = {
        "none": lambda: _("Not held"),
        "in_progress": lambda: _("In progress"),
        "valid": lambda: _("Valid"),
        "expiring": lambda: _("Expiring soon"),
        "refresh_due": lambda: _("Refresh due"),
        "expired": lambda: _("Expired"),
        "suspended": lambda: _("Suspended"),
        "revoked": lambda: _("Revoked"),
    }
    return words[str(standing)]()


def standing_tone(standing: Standing | str) -> str | None:
    """How a verdict on a certificate looks: ready, soon or no; None where there is none to judge."""
    if standing in {Standing.NONE, Standing.IN_PROGRESS}:
        return None
    if standing == Standing.VALID:
        return "ready"
    return "soon" if standing in {Standing.EXPIRING, Standing.REFRESH_DUE} else "no"


class OneCertificate(Explained, Protocol):
    """A certificate by itself: its holder may have a newer one."""

    @property
    def standing(self) -> Standing: ...


def certificate_word(certificate: OneCertificate) -> str:
    """The word for one certificate's state. One that has a successor says so, though its days are not over."""
    if _is_replaced(certificate):
        return str(_("Replaced by a newer one"))
    return standing_word(certificate.standing)


def certificate_tone(certificate: OneCertificate) -> str | None:
    return "soon" if _is_replaced(certificate) else standing_tone(certificate.standing)


def _is_replaced(certificate: OneCertificate) -> bool:
    return certificate.standing.is_cleared and bool(_with(certificate.why, _REPLACED))


def task_words(lessons: int, questions: int, minutes: int) -> str:
    """What a changed course asks of whoever completed it: "2 lessons, 5 questions, about 12 minutes"."""
    parts = [
        lessons and ngettext("%(num)s lesson", "%(num)s lessons", lessons),
        questions and ngettext("%(num)s question", "%(num)s questions", questions),
        minutes and ngettext("about %(num)s minute", "about %(num)s minutes", minutes),
    ]
    return ", ".join(part for part in parts if part) or str(_("a look at what changed"))


def requirement_name(requirement: Requirement) -> str:
    """The title of what is asked for; of "one of", all its options."""
    if isinstance(requirement, OneOfRequirement):
        return _any([requirement_name(option) for option in requirement.options])
    return requirement.title[current_language()]


def _with(reasons: Sequence[Reason], *codes: str) -> list[Reason]:
    return [reason for reason in reasons if reason.code in codes]


def _state(reason: Reason) -> str:
    if reason.code == "suspended":
        return str(_("Suspended since %(day)s", day=_day(reason.values["on"])))
    if reason.code == "revoked":
        return str(_("Revoked on %(day)s", day=_day(reason.values["on"])))
    last = _day(reason.values["expires_on"])
    if reason.code == "expired_on":
        return str(_("Expired after %(day)s", day=last))
    if reason.code == "does_not_count":
        return str(
            _("Does not count at present, though it was issued to the end of %(day)s", day=last)
        )
    left = int(str(reason.values["days"]))
    if reason.code == "valid_until":
        return str(_("Valid to the end of %(day)s", day=last))
    if left == 0:
        return str(_("Valid for today only, to the end of %(day)s", day=last))
    more = ngettext(
        "Valid for %(num)s more day, to the end of %(day)s",
        "Valid for %(num)s more days, to the end of %(day)s",
        left,
        day=last,
    )
    return str(more)


def _basis(reason: Reason) -> str:
    values = {
        "name": _title(reason),
        "on": _day(reason.values["on"]),
        "until": _day(reason.values["until"]),
    }
    if reason.code == "waived":
        return str(_("“%(name)s” (waived on %(on)s)", **values))
    if reason.code == "signed_off":
        return str(_("“%(name)s” (signed off on %(on)s)", **values))
    if reason.code == "accepted":
        return str(
            _(
                "“%(name)s” (accepted as equivalent on %(on)s, counts to the end of %(until)s)",
                **values,
            )
        )
    if reason.values["kind"] == "certification":
        return str(_("“%(name)s” (held since %(on)s, to the end of %(until)s)", **values))
    if reason.values["is_renewal"]:
        return str(_("“%(name)s” (renewed on %(on)s, counts to the end of %(until)s)", **values))
    return str(_("“%(name)s” (completed on %(on)s, counts to the end of %(until)s)", **values))


def _extended(reason: Reason) -> str:
    values = {"on": _day(reason.values["on"]), "number": reason.values["decision"]}
    if not values["number"]:
        return str(_("extended on %(on)s", **values))
    return str(_("extended on %(on)s by decision %(number)s", **values))


def _hindered(reason: Reason) -> str:
    """What befell something that the standing rests on, or what the rules ask for since."""
    if reason.code in _BY_NEW_RULES:
        return _asked_since(reason)
    values = {"name": _title(reason), "on": _day(reason.values["on"])}
    by = _day(reason.values.get("refresh_by"))
    match reason.code:
        case "suspended":
            return str(_("“%(name)s” is suspended since %(on)s", **values))
        case "revoked":
            return str(_("“%(name)s” was revoked on %(on)s", **values))
        case "refresh_due":
            return str(
                _(
                    "“%(name)s” has changed: answer what is new by the end of %(by)s",
                    by=by,
                    **values,
                )
            )
        case "refresh_overdue":
            return str(
                _(
                    "“%(name)s” has changed, and what is new was to be answered by the end of %(by)s",
                    by=by,
                    **values,
                )
            )
        case "not_signed_off":
            return str(_("“%(name)s” was not passed when it was watched again on %(on)s", **values))
        case "completion_withdrawn":
            return str(
                _(
                    "“%(name)s” does not count since %(on)s: its exam was marked again and is not passed",
                    **values,
                )
            )
    return str(_("“%(name)s” ended after %(on)s", **values))


def _asked_since(reason: Reason) -> str:
    values = {"on": _day(reason.values["on"]), "by": _day(reason.values["refresh_by"])}
    if reason.code.startswith("new_rule"):
        values["name"] = _missing(reason)
    else:
        values |= {"months": str(reason.values["months"]), "name": _title(reason)}
    words: dict[str, Callable[[], str]] = {
        "new_rule_due": lambda: _(
            "%(name)s is asked for since %(on)s: do it by the end of %(by)s", **values
        ),
        "new_rule_overdue": lambda: _(
            "%(name)s is asked for since %(on)s, and was to be done by the end of %(by)s", **values
        ),
        "shorter_due": lambda: _(
            "“%(name)s” is valid for %(months)s months since %(on)s: renew it by the end of %(by)s",
            **values,
        ),
        "shorter_overdue": lambda: _(
            "“%(name)s” is valid for %(months)s months since %(on)s, and was to be renewed by the end of %(by)s",
            **values,
        ),
    }
    return str(words[reason.code]())


def _ended(reason: Reason) -> str:
    until = _day(reason.values["until"])
    return str(
        _("“%(name)s” counted only to the end of %(until)s", name=_title(reason), until=until)
    )


def _missing(reason: Reason) -> str:
    options = reason.values.get("options")
    if isinstance(options, tuple):
        return _any([_missing(option) for option in options])
    return f"“{_title(reason)}”"


def _title(reason: Reason) -> str:
    title: Any = reason.values["title"]
    return str(title[current_language()])


def _day(value: object) -> str:
    return day(value) if isinstance(value, date) else ""


def _all(names: Sequence[str]) -> str:
    return format_list(names, "standard", locale=get_locale() or "vi")


def _any(names: Sequence[str]) -> str:
    return format_list(names, "or", locale=get_locale() or "vi")
