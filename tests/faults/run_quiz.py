"""`python -m tests.faults.run_quiz --runs 200 --seed 1`: kill tab, network and server in many quizzes.

Prints one line of figures; ends with 1 and a line for each answer lost and each attempt doubled or not to be finished.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from portal.application import create_app
from portal.config import settings_from
from tests.faults.quiz_runs import run_all
from tests.support.browser import running_browser
from tests.support.serving import Served, serving
from tests.support.taking import Taker, add_takers, prepare_kinds


@contextmanager
def quiz_takers(folder: Path, how_many: int) -> Iterator[tuple[Served, Flask, list[Taker]]]:
    """A portal that is served, the same to look into, and people in its exam."""
    environment = prepare_kinds(folder)
    takers = add_takers(environment, how_many)
    settings = settings_from(
        {name: value for name, value in environment.items() if name.startswith("PORTAL_")}
    )
    with serving(environment) as served:
        yield served, create_app(settings), takers


def figures_of(done: Counter[str], problems: list[str]) -> str:
    figures = ", ".join(f"{name} {done[name]}" for name in sorted(done))
    return f"{figures}, problems {len(problems)}"


def tell_progress(done: Counter[str], problems: list[str]) -> None:
    if done["runs"] % 10 == 0:
        print(figures_of(done, problems), file=sys.stderr, flush=True)


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.faults.run_quiz", description=__doc__)
    words.add_argument("--runs", type=int, default=200)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    with (
        TemporaryDirectory(prefix="portal-faults-") as folder,
        running_browser() as browser,
        quiz_takers(Path(folder), asked.runs) as (served, app, takers),
    ):
        done, problems = run_all(served, app, browser, takers, asked.seed, tell_progress)
    print(f"seed {asked.seed}: {figures_of(done, problems)}")
    print(*problems, sep="\n", end="")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
