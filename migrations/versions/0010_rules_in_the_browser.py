"""Who made a version of the rules, and how often facts about a person were added."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("scheme_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_by", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_scheme_version_made_by_person"), "person", ["made_by"], ["id"]
        )
    op.add_column(
        "person", sa.Column("facts_added", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("facts_added")
    with op.batch_alter_table("scheme_version", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_scheme_version_made_by_person"), type_="foreignkey"
        )
        batch_op.drop_column("made_by")
