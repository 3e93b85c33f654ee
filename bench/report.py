"""The one table, and the same as JSON."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.budgets import Finding
from bench.options import Options
from bench.rounds import Measured

RESULTS: Final = Path(__file__).parent / "results"
_PAGES: Final = (
    "page",
    "requests/s",
    "p50 ms",
    "p99 ms",
    "CPU ms",
    "bytes",
    "of the floor",
    "by CPU",
)
_FINDINGS: Final = ("what", "measured", "budget", "")


@dataclass
class Report:
    """Everything measured in one run."""

    options: Options
    pages: list[Measured] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    taken_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    #: of the machine before the run: above 0 others were at work
    load_before: float = field(default_factory=lambda: os.getloadavg()[0])

    @property
    def is_met(self) -> bool:
        return all(finding.is_met for finding in self.findings)

    def text(self) -> str:
        pages = [_PAGES, *map(_page_cells, self.pages)]
        findings = [_FINDINGS, *map(_finding_cells, self.findings)]
        return f"{_machine(self)}\n\n{_columns(pages)}\n\n{_columns(findings)}\n"

    def write(self) -> Path:
        """Beside the earlier ones, named by its moment."""
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{self.taken_at:%Y%m%dT%H%M%SZ}.json"
        content = {
            "taken_at": self.taken_at.isoformat(),
            "machine": {"cpus": os.cpu_count(), "python": platform.python_version()},
            "load_before": self.load_before,
            "rounds": self.options.rounds,
            "seconds": self.options.seconds,
            "connections": self.options.connections,
            "pages": [asdict(page) for page in self.pages],
            "findings": [{**asdict(one), "is_met": one.is_met} for one in self.findings],
        }
        path.write_text(json.dumps(content, indent=1) + "\n")
        return path


def _machine(report: Report) -> str:
    options = report.options
    return (
        f"{os.cpu_count()} CPUs, load {report.load_before:.1f} before; {options.connections} connections,"
        f" {options.rounds} rounds of {options.seconds:g} s"
    )


def _page_cells(page: Measured) -> tuple[str, ...]:
    numbers = (page.p50_ms, page.p99_ms, page.cpu_ms)
    shares = (page.share, page.share_by_cpu)
    return (
        page.name,
        f"{page.rate:,.0f}",
        *(f"{number:.2f}" for number in numbers),
        f"{page.body_bytes:,}",
        *(f"{share:.2f}" for share in shares),
    )


def _finding_cells(finding: Finding) -> tuple[str, ...]:
    budget = f"{'≥' if finding.is_least else '≤'} {_number(finding.budget)}"
    value = f"{finding.value:.2f}" if finding.unit == "×" else _number(finding.value)
    measured = f"{value} {finding.unit}"
    return finding.name, measured, budget, "ok" if finding.is_met else "OVER"


def _number(value: float) -> str:
    return f"{value:,.2f}" if value < 100 and value != int(value) else f"{value:,.0f}"


def _columns(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        lines.append("  ".join([first.lstrip().ljust(widths[0]), *others]).rstrip())
    lines.insert(1, "─" * max(map(len, lines)))
    return "\n".join(lines)
