"""`make bench`: measure the portal against its budgets in one run on one machine (docs/measuring.md)."""

import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bursts, parts
from bench.instance import prepare
from bench.options import read_options
from bench.report import Report
from bench.server import serving
from bench.story import live_the_story


def main() -> int:
    report = Report(read_options((*parts.PAGES, *parts.OTHERS, bursts.PART)))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended
    with TemporaryDirectory(prefix="portal-bench-") as folder:
        if report.options.wants(*parts.PAGES, *parts.OTHERS):
            measure(report, prepare(Path(folder) / "instance"))
        if report.options.wants(bursts.PART):
            bursts.measure_bursts(report, Path(folder))
    print(report.text())
    print(f"Written to {report.write()}")
    return 0 if report.is_met else 1


def measure(report: Report, instance: Path) -> None:
    wants = report.options.wants
    with serving(instance, "bench.floor:app") as server:
        story = live_the_story(server)
        if wants(*parts.PAGES):
            parts.measure_pages(report, server, story)
        if wants("memory"):
            parts.measure_memory(report, server)
        if wants("growth"):
            parts.measure_growth(report, server, instance)
        if wants("visits"):
            parts.measure_visits(report, story)
        if wants("statements"):
            parts.count_statements(report, server, story, instance)
    measure_apart(report, instance)


def measure_apart(report: Report, instance: Path) -> None:
    """What needs servers or commands of its own."""
    wants = report.options.wants
    if wants("catalogue"):
        parts.measure_catalogue(report, instance)
    if wants("start"):
        parts.measure_start(report, instance)
    if wants("import"):
        parts.measure_import(report, instance)
    if wants("check"):
        parts.measure_check(report)


if __name__ == "__main__":
    sys.exit(main())
