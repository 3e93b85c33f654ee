"""Time in timed exams: what was given besides, the portal's own outages, and the heartbeat that shows them."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "extra_time",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_extra_time_gives_time")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_extra_time_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_extra_time_given_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_time")),
    )
    op.create_index(op.f("ix_extra_time_attempt_id"), "extra_time", ["attempt_id"])
    op.create_table(
        "outage",
        sa.Column("from_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("to_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("credited_seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_at > from_at", name=op.f("ck_outage_times_in_order")),
        sa.CheckConstraint(
            "credited_seconds >= 0", name=op.f("ck_outage_credits_no_less_than_nothing")
        ),
        sa.PrimaryKeyConstraint("from_at", name=op.f("pk_outage")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("alive_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_heartbeat_is_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeat")),
    )


def downgrade() -> None:
    op.drop_table("heartbeat")
    op.drop_table("outage")
    op.drop_index(op.f("ix_extra_time_attempt_id"), table_name="extra_time")
    op.drop_table("extra_time")
