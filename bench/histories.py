"""`python -m bench.histories 10000 [SEED]`: as many invented lives as one likes, held against what must be true of all.

For each life, a day and every permit: replaying only the facts that the "why" cites gives the same standing, and
facts of later days change nothing. Prints how many standings of each kind were met; exit code 1 where one broke.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from portal.certification.awarding import with_awards
from portal.certification.facts import CertificateFact, Fact
from portal.certification.replaying import cited_facts
from portal.certification.standing import standing_on
from tests.unit.certification.histories import EVERYTHING, lived


def main(count: int, first_seed: int) -> int:
    met, broken = Counter[str](), 0
    for seed in range(first_seed, first_seed + count):
        chance = Random(seed)
        facts = lived(chance, chance.randint(1, 16))
        on = chance.choice(facts).on + timedelta(days=chance.choice((0, 0, 1, 10, 40, 335, 364)))
        for code, standing, problem in judged(facts, on):
            met[standing] += 1
            if problem:
                broken += 1
                print(f"seed {seed}, {code} on {on}: {problem}")
    print(f"{count} lives, {met.total()} standings: {dict(met)}; {broken} broken")
    return 1 if broken else 0


def judged(facts: tuple[Fact, ...], on: date) -> Iterator[tuple[str, str, str]]:
    """Code, standing and what is wrong ("" where nothing is) of each permit."""
    for certification in EVERYTHING.certifications:
        result = standing_on(facts, certification, EVERYTHING, on)
        told = [
            fact for fact in cited_facts(result.why, facts) if not isinstance(fact, CertificateFact)
        ]
        replayed = with_awards(told, EVERYTHING)
        again = standing_on(replayed, certification, EVERYTHING, on)
        before = [fact for fact in facts if fact.on <= on]
        then = standing_on(before, certification, EVERYTHING, on)
        problem = "later facts change it" if then != result else ""
        if again.standing != result.standing:
            problem = f"{result.standing}, but replayed {again.standing}"
        yield certification.code, result.standing.value, problem


if __name__ == "__main__":
    lives, seed = ([*map(int, sys.argv[1:]), 10_000, 0] if sys.argv[1:] else [10_000, 0])[:2]
    sys.exit(main(lives, seed if len(sys.argv) > 2 else 0))
