"""One permit's rule, changed: from what somebody entered to the rules of a further version. Pure."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.certification.errors import BadRule
from portal.certification.scheme_reading import asking_for_themselves

MONTHS = range(1, 121)
DAYS = range(367)


@dataclass(frozen=True)
class RuleDraft:
    """What a permit is to ask for from a day on. A requirement is a code, or several of which one is enough."""

    applies_from: date
    requires: tuple[str | tuple[str, ...], ...]
    validity_months: int
    renewal_window_days: int
    refresh_grace_days: int


def changed_rules(rules: Mapping[str, Any], code: str, draft: RuleDraft) -> dict[str, Any]:
    """Rules as they are stored, with one permit's rule as drafted.

    Raises BadRule, which names the field: nothing asked for, an unknown code, a circle, a number out of bounds, or
    nothing changed.
    """
    _refuse_numbers(draft)
    changed = deepcopy(dict(rules))
    known = {one["code"] for kind in ("courses", "signoffs") for one in changed.get(kind, ())}
    known |= {one["code"] for one in changed["certifications"]}
    _refuse_codes(draft, known)
    for written in changed["certifications"]:
        if written["code"] == code:
            written |= {
                "requires": [_written(one) for one in draft.requires],
                "validity_months": draft.validity_months,
                "renewal_window_days": draft.renewal_window_days,
                "refresh_grace_days": draft.refresh_grace_days,
            }
    if circle := asking_for_themselves(changed["certifications"]):
        raise BadRule(field="requires", problem="circle", what=sorted(circle)[0])
    if changed == rules:
        raise BadRule(field="requires", problem="unchanged")
    return changed


def drafted(written: Mapping[str, Any], applies_from: date) -> RuleDraft:
    """A permit's stored rule as a draft that changes nothing."""
    return RuleDraft(
        applies_from,
        tuple(one if isinstance(one, str) else tuple(one["one_of"]) for one in written["requires"]),
        written["validity_months"],
        written["renewal_window_days"],
        written["refresh_grace_days"],
    )


def _refuse_numbers(draft: RuleDraft) -> None:
    numbers = (
        ("validity_months", draft.validity_months, MONTHS),
        ("renewal_window_days", draft.renewal_window_days, DAYS),
        ("refresh_grace_days", draft.refresh_grace_days, DAYS),
    )
    for field, number, allowed in numbers:
        if number not in allowed:
            raise BadRule(field=field, problem="out_of_bounds", least=allowed[0], most=allowed[-1])


def _refuse_codes(draft: RuleDraft, known: Iterable[str]) -> None:
    if not draft.requires:
        raise BadRule(field="requires", problem="nothing")
    for one in draft.requires:
        codes = (one,) if isinstance(one, str) else one
        field = "requires" if isinstance(one, str) else "one_of"
        for code in codes:
            if code not in known:
                raise BadRule(field=field, problem="unknown", what=code)
        if not isinstance(one, str) and len(set(codes)) < 2:
            raise BadRule(field=field, problem="too_few")
    if len(set(draft.requires)) < len(draft.requires):
        raise BadRule(field="requires", problem="twice")


def _written(requirement: str | tuple[str, ...]) -> Any:
    return requirement if isinstance(requirement, str) else {"one_of": list(requirement)}
