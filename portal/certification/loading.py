"""Loading rules: a change is a new dated version, so that what held before stays as it was."""

from datetime import date, timedelta
from difflib import unified_diff
from pathlib import Path

from portal.catalogue.syncing import Winner
from portal.certification.errors import BrokenScheme, RulesEdited
from portal.certification.forecasting import forecast_alone
from portal.certification.models import SchemeVersion
from portal.certification.records import SchemeLoaded
from portal.certification.rule_changes import add_version, change_of, find_newest
from portal.certification.scheme_file import SchemeProblem
from portal.certification.scheme_reading import SchemeRead, read_scheme
from portal.certification.scheme_writing import written_scheme
from portal.kernel import clock


def check_scheme(path: Path) -> tuple[SchemeProblem, ...]:
    """What is wrong with a file of rules; nothing is stored."""
    return _read(path)[1]


def sync_scheme(path: Path, *, winner: Winner | None = None) -> SchemeLoaded:
    """Store the rules of a file where they differ from the newest version. Raises BrokenScheme, RulesEdited.

    The first version applies from the day the file names. Each later one applies from that day or today,
    whichever is later, and never before or on the day of the version it follows. Rules that were changed in the
    browser are left alone unless a winner is named: the folder, or the portal, whose rules the file then gets.
    """
    newest = find_newest()
    is_edited = newest is not None and newest.made_by is not None
    if newest and is_edited and winner is Winner.PORTAL:
        path.write_text(written_scheme(newest.rules, newest.applies_from), encoding="utf-8")
    read, problems = _read(path)
    if read is None:
        raise BrokenScheme(problems)
    if newest and newest.digest == read.digest:
        return SchemeLoaded(newest.id, newest.applies_from, is_new=False)
    if newest and is_edited and winner is None:
        raise RulesEdited(_difference(newest, read, path.name))
    read = SchemeRead(_first_day(read, newest), read.rules)
    version = add_version(read, forecast_alone(change_of(read)))
    return SchemeLoaded(version.id, version.applies_from, is_new=True)


def _difference(newest: SchemeVersion, read: SchemeRead, name: str) -> tuple[str, ...]:
    """From the portal's rules to the folder's, line by line, both written the same way."""
    ours = written_scheme(newest.rules, newest.applies_from).splitlines()
    theirs = written_scheme(read.rules, read.applies_from).splitlines()
    return tuple(unified_diff(ours, theirs, "portal", name, n=1, lineterm=""))


def _first_day(read: SchemeRead, newest: SchemeVersion | None) -> date:
    if newest is None:
        return read.applies_from
    after_it = newest.applies_from + timedelta(days=1)
    return max(read.applies_from, clock.today(), after_it)


def _read(path: Path) -> tuple[SchemeRead | None, tuple[SchemeProblem, ...]]:
    try:
        written = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, (SchemeProblem(path.name, 1, "is missing"),)
    except UnicodeDecodeError:
        return None, (SchemeProblem(path.name, 1, "is not UTF-8 text; save it as UTF-8"),)
    return read_scheme(path.name, written)
