"""Runs migrations on either engine.

SQLite: foreign keys are off while tables are rebuilt (batch mode would delete child rows through ON DELETE
CASCADE without an error) and checked before the commit. PostgreSQL: locks are not waited for long.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

import portal.models  # noqa: F401 (all tables are known before they are compared)
from portal.kernel.db import begin_writing, db, is_of_a_model


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"rows without their parent after the migration: {broken[:5]}")


def run() -> None:
    begin_writing()
    engine = db.engine
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if is_sqlite:  # outside any transaction: inside one the switch has no effect
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        else:
            connection.exec_driver_sql("SET lock_timeout = '5s'")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
            include_object=is_of_a_model,
            # both engines undo DDL, if told to: a migration and its check hold together or not at all
            transactional_ddl=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite:
                _check_foreign_keys(connection)
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


assert current_app
run()
