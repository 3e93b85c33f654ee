"""The burst on both engines, each with an instance and a server of its own."""

from pathlib import Path
from typing import Final

from bench.budgets import BURST_HAND_IN_MS, BURST_SAVE_MS, Finding
from bench.burst import PEOPLE, run_burst
from bench.crowd import make_crowd, what_is_held
from bench.instance import environment, prepare
from bench.report import Report
from bench.server import serving
from tests.support.postgres import running_postgres

PART: Final = "burst"


def measure_bursts(report: Report, folder: Path) -> None:
    _burst_on(report, "SQLite", prepare(folder / "burst-sqlite"))
    with running_postgres(is_durable=True) as url:
        instance = folder / "burst-postgresql"
        instance.mkdir()
        (instance / "database-url").write_text(url)
        _burst_on(report, "PostgreSQL", prepare(instance))


def _burst_on(report: Report, engine: str, instance: Path) -> None:
    crowd = make_crowd(environment(instance), PEOPLE)
    with serving(instance, "wsgi:app") as server:
        burst = run_burst(server.port, crowd)
    lost = burst.lost(what_is_held(environment(instance)))
    kinds = ", ".join(sorted(set(burst.errors))[:3])
    saves, hand_ins = len(burst.latencies), len(burst.hand_ins)
    findings = (
        (f"p99 of {saves} saves", burst.p99_ms, "ms", BURST_SAVE_MS),
        (f"p99 of {hand_ins} hand-ins", burst.hand_in_p99_ms, "ms", BURST_HAND_IN_MS),
        (f"errors {kinds}".strip(), len(burst.errors), "", 0),
        ("answers and attempts lost", lost, "", 0),
    )
    report.findings += [
        Finding(f"{PART}, {engine}: {name}", value, unit, most)
        for name, value, unit, most in findings
    ]
