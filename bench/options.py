"""What `python -m bench` may be told on the command line."""

import argparse
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How long and how hard to measure, and what."""

    #: names of parts to measure; empty: all
    only: frozenset[str]
    #: how often each page and the floor are measured in turn
    rounds: int
    #: length of one measurement of one page, in seconds
    seconds: float
    #: keep-alive connections that ask at once
    connections: int

    def wants(self, *names: str) -> bool:
        """Whether any of these parts is to be measured."""
        return not self.only or bool(self.only & set(names))


def read_options(parts: tuple[str, ...]) -> Options:
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--only", default="", help=f"some of: {','.join(parts)}")
    words.add_argument("--rounds", type=int, default=7)
    words.add_argument("--seconds", type=float, default=2.0)
    words.add_argument("--connections", type=int, default=16)
    given = words.parse_args()
    only = frozenset(name for name in given.only.split(",") if name)
    if unknown := sorted(only - set(parts)):
        words.error(f"there is no part {unknown[0]}; choose from {', '.join(parts)}")
    return Options(only, given.rounds, given.seconds, given.connections)
