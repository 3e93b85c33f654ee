"""Who stood at a room's door and could not come in, and why."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "room_refusal",
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("until", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("refused_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason in ('lessons', 'quizzes', 'attempts', 'passed')",
            name=op.f("ck_room_refusal_reason_is_known"),
        ),
        sa.CheckConstraint(
            "(reason = 'attempts') = (until is not null)",
            name=op.f("ck_room_refusal_waits_until"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_room_refusal_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_room_refusal_room_id_room")
        ),
        sa.PrimaryKeyConstraint("room_id", "person_id", name=op.f("pk_room_refusal")),
    )


def downgrade() -> None:
    op.drop_table("room_refusal")
