"""Loading rules: a change is a new dated version, so that what held before stays as it was."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from portal.audit.services import record
from portal.certification.errors import BrokenScheme
from portal.certification.models import SchemeVersion
from portal.certification.projection import project_holders
from portal.certification.records import SchemeLoaded
from portal.certification.scheme_file import SchemeProblem
from portal.certification.scheme_reading import SchemeRead, read_scheme
from portal.kernel import clock
from portal.kernel.db import db


def check_scheme(path: Path) -> tuple[SchemeProblem, ...]:
    """What is wrong with a file of rules; nothing is stored."""
    return _read(path)[1]


def sync_scheme(path: Path) -> SchemeLoaded:
    """Store the rules of a file where they differ from the newest version. Raises BrokenScheme.

    The first version applies from the day the file names. Each later one applies from that day or today,
    whichever is later, and never before or on the day of the version it follows.
    """
    read, problems = _read(path)
    if read is None:
        raise BrokenScheme(problems)
    newest = db.session.scalars(
        select(SchemeVersion).order_by(SchemeVersion.applies_from.desc()).limit(1)
    ).one_or_none()
    if newest and newest.digest == read.digest:
        return SchemeLoaded(newest.id, newest.applies_from, is_new=False)
    version = SchemeVersion(
        digest=read.digest,
        applies_from=_first_day(read, newest),
        rules=dict(read.rules),
        loaded_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    applies_from = version.applies_from.isoformat()
    record(actor_id=None, action="scheme.loaded", subject=version.id, applies_from=applies_from)
    project_holders()
    return SchemeLoaded(version.id, version.applies_from, is_new=True)


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
