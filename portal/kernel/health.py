"""Whether the database answers and has every migration."""

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.config import ROOT
from portal.kernel.db import db


@cache
def newest_migration() -> str | None:
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


def database_is_ready() -> bool:
    try:
        stored = db.session.scalar(text("select version_num from alembic_version"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return bool(stored == newest_migration())
