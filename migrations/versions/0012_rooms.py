"""Rooms: a quiz opened to the people present, and the attempts in it."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("trainer_id", sa.Uuid(), nullable=False),
        sa.Column("course_slug", sa.String(length=80), nullable=False),
        sa.Column("quiz", sa.String(length=80), nullable=False),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.Column("opened_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(code) = 6", name=op.f("ck_room_code_has_six_digits")),
        sa.CheckConstraint("ends_at > opened_at", name=op.f("ck_room_ends_by_itself")),
        sa.CheckConstraint(
            "ended_at is null or (ended_at >= opened_at and ended_at <= ends_at)",
            name=op.f("ck_room_ended_in_its_time"),
        ),
        sa.ForeignKeyConstraint(
            ["course_slug"], ["course.slug"], name=op.f("fk_room_course_slug_course")
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["person.id"], name=op.f("fk_room_trainer_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    op.create_index(op.f("ix_room_trainer_id"), "room", ["trainer_id"])
    op.create_index(
        "uq_room_code_open",
        "room",
        ["code"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "room_attempt",
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_room_attempt_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_room_attempt_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_room_attempt_room_id_room")
        ),
        sa.PrimaryKeyConstraint("room_id", "person_id", name=op.f("pk_room_attempt")),
    )


def downgrade() -> None:
    op.drop_table("room_attempt")
    op.drop_index("uq_room_code_open", table_name="room")
    op.drop_index(op.f("ix_room_trainer_id"), table_name="room")
    op.drop_table("room")
