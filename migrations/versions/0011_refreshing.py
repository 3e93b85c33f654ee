"""What somebody who completed a course reads and answers anew after it changed."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lesson_read_again",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course_slug", sa.String(length=80), nullable=False),
        sa.Column("lesson", sa.String(length=170), nullable=False),
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("read_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_slug"], ["course.slug"], name=op.f("fk_lesson_read_again_course_slug_course")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_lesson_read_again_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_lesson_read_again_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "course_slug", "lesson", "revision_id", name=op.f("pk_lesson_read_again")
        ),
    )
    with op.batch_alter_table("course_refreshed") as table:
        table.add_column(sa.Column("revision_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_course_refreshed_revision_id_revision"), "revision", ["revision_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("course_refreshed") as table:
        table.drop_constraint(op.f("fk_course_refreshed_revision_id_revision"), type_="foreignkey")
        table.drop_column("revision_id")
    op.drop_table("lesson_read_again")
