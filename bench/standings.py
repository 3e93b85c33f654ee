"""`python -m bench.standings [20000]`: every standing of so many people from facts alone, by the shipped rules.

Each has completed the base courses twice, and some have practice, a suspension or an extension. Budget: 10 s.
"""

import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

from portal.certification.awarding import with_awards
from portal.certification.facts import (
    CompletionFact,
    ExtensionFact,
    Fact,
    HoldFact,
    HoldKind,
    SignOffFact,
)
from portal.certification.history import History
from portal.certification.scheme import Scheme, scheme_from
from portal.certification.scheme_reading import read_scheme
from portal.certification.standing import standing_in

BUDGET_SECONDS = 10
SHIPPED = Path(__file__).parents[1] / "courses" / "scheme.yaml"
#: lives that differ; everybody lives one of them
LIVES = 400


def main(people: int) -> int:
    read, _problems = read_scheme("scheme.yaml", SHIPPED.read_text(encoding="utf-8"))
    assert read is not None
    rules, chance = scheme_from(read.rules), Random(1)
    lives = [_life(rules, chance) for _ in range(LIVES)]
    on, met = date(2026, 11, 28), Counter[str]()
    began = time.process_time()
    for number in range(people):
        history = History(lives[number % LIVES], on)
        for certification in rules.certifications:
            met[standing_in(history, certification, rules).standing.value] += 1
    seconds = time.process_time() - began
    print(
        f"{people} people, {met.total()} standings: {seconds:.1f} s of a processor"
        f" (budget {BUDGET_SECONDS} s); {dict(met)}"
    )
    return 0 if seconds <= BUDGET_SECONDS else 1


def _life(rules: Scheme, chance: Random) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    base = [course.slug for course in rules.courses[: chance.choice((4, 4, 8, 12))]]
    for year in (2025, 2026):
        first = date(year, 1, 1) + timedelta(days=chance.randint(0, 300))
        facts += [
            CompletionFact(f"{year}-{place:02d}", slug, first + timedelta(days=place))
            for place, slug in enumerate(base)
        ]
    watched = date(2026, 6, 1)
    facts += [
        SignOffFact(f"s{code}", f"S{code}", watched, chance.random() < 0.9) for code in range(1, 8)
    ]
    if chance.random() < 0.05:
        facts.append(HoldFact("h", "P0", date(2026, 10, 1), HoldKind.SUSPENDED, "a reason"))
    if chance.random() < 0.1:
        facts.append(ExtensionFact("e", "P0", date(2026, 11, 1), date(2027, 12, 31), "12/QĐ"))
    return with_awards(facts, rules)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
