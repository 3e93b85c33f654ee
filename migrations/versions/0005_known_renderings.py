"""What a course's texts were rendered to when it was last published, so that a new process renders only what is new."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_renderings",
        sa.Column("course_slug", sa.String(length=80), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_slug"], ["course.slug"], name=op.f("fk_known_renderings_course_slug_course")
        ),
        sa.PrimaryKeyConstraint("course_slug", name=op.f("pk_known_renderings")),
    )


def downgrade() -> None:
    op.drop_table("known_renderings")
