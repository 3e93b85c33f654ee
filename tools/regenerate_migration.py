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


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with create_engine(f"sqlite:///{folder}/empty.db").connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"target_metadata": db.metadata, "user_module_prefix": "db."}
            )
            script = produce_migrations(context, db.metadata)
            up = render_python_code(script.upgrade_ops, user_module_prefix="db.")
            down = render_python_code(script.downgrade_ops, user_module_prefix="db.")
    body = (
        '"""foundation: people, teams, catalogue, quizzes, learning, certification, audit"""\n\n'
        "import sqlalchemy as sa\nfrom alembic import op\nfrom sqlalchemy import Text  # noqa: F401\n\n"
        "from portal.kernel import db\n\n"
        'revision = "0001"\ndown_revision = None\nbranch_labels = None\ndepends_on = None\n\n\n'
        f"def upgrade() -> None:\n    {up}\n\n\ndef downgrade() -> None:\n    {down}\n"
    )
    TARGET.write_text(body)


if __name__ == "__main__":
    main()
