"""The parts of a run; each adds what it found to the report."""

from pathlib import Path
from statistics import median
from typing import Final

from bench import budgets, places
from bench.asks import pages_to_count
from bench.browser import visit_lessons
from bench.budgets import Finding
from bench.catalogues import LESSONS, copy_with_courses, lesson_path
from bench.checking import check_costs
from bench.fewer import copy_with_fewer
from bench.imports import import_costs
from bench.load import Target, get
from bench.processes import memory
from bench.report import Report
from bench.rounds import measure_in_turns
from bench.server import Server, serving
from bench.statements import Counter
from bench.story import Story, board, volunteer_targets
from bench.visitor import Visitor

PAGES: Final = ("lesson", "quiz", "home", "save", "board")
OTHERS: Final = (
    "growth",
    "catalogue",
    "visits",
    "statements",
    "start",
    "memory",
    "import",
    "check",
)
_FEWER: Final = 95
_STARTS: Final = 3
_COURSES: Final = 100
_VISITS_TO_REACH_EACH_WORKER: Final = 20


def measure_pages(report: Report, server: Server, story: Story) -> None:
    """Requests a second, latency and CPU against the floor."""
    wants = report.options.wants
    wanted = [target for target in volunteer_targets(server, story) if wants(target.name)]
    if wants("board"):
        wanted.append(board(server))
    floor = Target("floor", server, (get(places.FLOOR, story.volunteer.cookies),))
    for page in measure_in_turns(floor, wanted, report.options):
        report.pages.append(page)
        if page.name in budgets.SHARES:
            least = budgets.SHARES[page.name]
            report.findings.append(
                Finding(f"{page.name}: share of the floor", page.share, "×", least, is_least=True)
            )
        elif page.name != "floor":
            report.findings.append(
                Finding(f"{page.name}: CPU of an answer", page.cpu_ms, "ms", budgets.CPU_MS)
            )


def measure_memory(report: Report, server: Server) -> None:
    """After the load, when the workers hold all that they ever will."""
    held = max(memory(pid).resident for pid in server.workers) / 1e6
    report.findings.append(Finding("memory of a worker", held, "MB", budgets.WORKER_BYTES / 1e6))


def measure_growth(report: Report, server: Server, instance: Path) -> None:
    """The province's board with everybody beside the one with a tenth of them."""
    fewer = instance.with_name("fewer")
    people = copy_with_fewer(instance, fewer, _FEWER)
    with serving(fewer, "wsgi:app") as other:
        reference = board(other, f"board of {_FEWER}")
        name = f"board of {people}"
        pages = measure_in_turns(reference, [board(server, name)], report.options)
    report.findings.append(
        Finding(f"{name}: time ÷ that of {_FEWER}", 1 / pages[-1].share, "×", budgets.GROWTH)
    )


def measure_catalogue(report: Report, instance: Path) -> None:
    """A lesson among hundreds beside the same among few, and what a worker holds more that has read them all."""
    few, many = (
        copy_with_courses(instance, instance.with_name(f"courses-{count}"), count)
        for count in (1, _COURSES)
    )
    with serving(few, "wsgi:app") as small, serving(many, "wsgi:app") as large:
        visitors = [Visitor(one.port).sign_in(places.VOLUNTEER) for one in (small, large)]
        reference, target = (
            Target(f"lesson of {one.port}", one, (get(lesson_path(0), visitor.cookies),))
            for one, visitor in zip((small, large), visitors, strict=True)
        )
        pages = measure_in_turns(reference, [target], report.options)
        held = [_held_by_all_courses(*pair) for pair in zip((small, large), visitors, strict=True)]
    more = _COURSES * LESSONS
    report.findings += [
        Finding(f"lesson among {more} more: time", 1 / pages[-1].share, "×", budgets.CATALOGUE),
        Finding(f"memory of {more} lessons", held[1] - held[0], "MB", budgets.CATALOGUE_MB),
    ]


def _held_by_all_courses(server: Server, visitor: Visitor) -> float:
    """Megabytes of the larger worker, once each has looked at every course."""
    for _ in range(_VISITS_TO_REACH_EACH_WORKER):
        visitor.read(places.HOME)
    return max(memory(pid).resident for pid in server.workers) / 1e6


def measure_visits(report: Report, story: Story) -> None:
    """Of all lessons of the course, the heaviest counts."""
    volunteer = story.volunteer
    visits = visit_lessons(volunteer.address, volunteer.cookies, story.lessons)
    first = max((visit.first for visit in visits), key=lambda visit: visit.total)
    second = max((visit.second for visit in visits), key=lambda visit: visit.total)
    hosts = {host for visit in visits for host in visit.first.hosts | visit.second.hosts}
    numbers = (
        (
            f"first visit to a lesson ({first.requests} requests)",
            first.total,
            budgets.FIRST_VISIT_BYTES,
        ),
        (f"second visit ({second.requests} requests)", second.total, budgets.SECOND_VISIT_BYTES),
        ("JavaScript of the first visit", first.javascript, budgets.JAVASCRIPT_BYTES),
    )
    report.findings += [Finding(name, size, "bytes", budget) for name, size, budget in numbers]
    report.findings.append(Finding("hosts asked", len(hosts), "", 1))


def count_statements(report: Report, server: Server, story: Story, instance: Path) -> None:
    """Of every kind of page; handing in comes last, for it closes the paper that others look at."""
    counter = Counter(instance)
    try:
        for ask in pages_to_count(server, story):
            statements = counter.count(ask)
            report.findings.append(
                Finding(f"{ask.name}: SQL statements", statements, "", ask.budget)
            )
    finally:
        counter.close()


def measure_start(report: Report, instance: Path) -> None:
    """From the command to the first page, migrations done before."""
    times = []
    for _ in range(_STARTS):
        with serving(instance, "wsgi:app") as server:
            times.append(server.started_in)
    report.findings.append(
        Finding("start to the first answer", median(times), "s", budgets.START_SECONDS)
    )


def measure_import(report: Report, instance: Path) -> None:
    """A zip ten times as large must not need more memory."""
    one, many, size = import_costs(instance)
    name = f"import of a zip of {size / 1e6:.0f} MB: memory ÷ that of a tenth"
    report.findings.append(Finding(name, many / one, "×", budgets.IMPORT_GROWTH))
    report.findings.append(
        Finding("memory of that import", many / 1e6, "MB", budgets.IMPORT_BYTES / 1e6)
    )


def measure_check(report: Report) -> None:
    """Without a server: the same work for an editor's preview, a publication and `courses check`."""
    costs = check_costs()
    name = f"twelve courses ({costs.lessons} lessons) checked and rendered"
    report.findings += [
        Finding(name, costs.seconds, "s", budgets.CHECK_SECONDS),
        Finding("one keystroke's check", costs.keystroke_ms, "ms", budgets.KEYSTROKE_MS),
    ]
