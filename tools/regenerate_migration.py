"""Write the first migration anew from the models. Only until the first release; then migrations are added.

python -m tools.regenerate_migration
"""

import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

import portal.models  # noqa: F401
from portal.kernel.db import db

TARGET = Path("migrations/versions/0001_foundation.py")


HEAD = """\"\"\"Foundation: people, teams, catalogue, quizzes, learning, certification, audit.\"\"\"

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text  # noqa: F401

from portal.kernel import db

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


"""


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        create_engine(f"sqlite:///{folder}/empty.db").connect() as connection,
    ):
        context = MigrationContext.configure(connection, opts={"target_metadata": db.metadata})
        script = produce_migrations(context, db.metadata)
    assert script.upgrade_ops and script.downgrade_ops
    up = render_python_code(script.upgrade_ops, user_module_prefix="db.")
    down = render_python_code(script.downgrade_ops, user_module_prefix="db.")
    functions = f"def upgrade() -> None:\n    {up}\n\n\ndef downgrade() -> None:\n    {down}\n"
    TARGET.write_text(HEAD + functions)


if __name__ == "__main__":
    main()
