"""Where somebody would stand by the facts of a file: the portal's own rule, without the portal."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.certification.awarding import with_awards
from portal.certification.facts import CertificateFact, Fact
from portal.certification.history import History
from portal.certification.reasons import Reason
from portal.certification.replay_reading import Replay
from portal.certification.scheme import Certification
from portal.certification.standing import standing_in


def replay_answers(replay: Replay) -> list[dict[str, Any]]:
    """An answer for each day asked and each certification, as plain values for JSON.

    Each part of a "why" holds under `facts` the facts of the file that it cites, as they were written.
    """
    lived = with_awards(replay.facts, replay.scheme)
    in_order = sorted(replay.scheme.certifications, key=lambda one: one.code)
    return [
        _answer(certification, History(lived, on), replay)
        for on in replay.asked
        for certification in in_order
    ]


def cited_facts(why: Iterable[Reason], facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that a "why" cites, with those that cited certificates rest on, in their order."""
    by_id = {fact.id: fact for fact in facts}
    waiting, found = [cite for reason in why for cite in reason.cites], set[str]()
    while waiting:
        fact = by_id.get(waiting.pop())
        if fact and fact.id not in found:
            found.add(fact.id)
            waiting += fact.rests_on if isinstance(fact, CertificateFact) else ()
    return tuple(fact for fact in by_id.values() if fact.id in found)


def reason_as_json(reason: Reason) -> dict[str, Any]:
    """A reason's code with what fills its sentence."""
    return {"reason": reason.code, **{name: _plain(it) for name, it in reason.values.items()}}


def _answer(certification: Certification, history: History, replay: Replay) -> dict[str, Any]:
    result = standing_in(history, certification, replay.scheme)
    why = [
        {
            **reason_as_json(reason),
            "facts": [
                replay.written[fact.id]
                for fact in cited_facts([reason], history.facts)
                if fact.id in replay.written
            ],
        }
        for reason in result.why
    ]
    return {
        "on": history.on.isoformat(),
        "certification": certification.code,
        "standing": result.standing.value,
        "expires_on": result.expires_on.isoformat() if result.expires_on else None,
        "why": why,
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [reason_as_json(one) for one in value]
    return value
