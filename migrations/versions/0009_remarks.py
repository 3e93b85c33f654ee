"""Attempts marked again, and what that adds to completions."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_slug", sa.String(length=80), nullable=False),
        sa.Column("quiz", sa.String(length=80), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("takes_away", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_remark_reason_is_given")),
        sa.ForeignKeyConstraint(
            ["course_slug"], ["course.slug"], name=op.f("fk_remark_course_slug_course")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_remark_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_remark_made_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sa.UniqueConstraint(
            "course_slug", "quiz", "fingerprint", name=op.f("uq_remark_course_slug_quiz_fingerprint")
        ),
    )
    op.create_table(
        "attempt_remark",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.Column("score_before", sa.Double(), nullable=False),
        sa.Column("is_passed_before", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("is_spared", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "score >= 0 and score <= 1 and score_before >= 0 and score_before <= 1",
            name=op.f("ck_attempt_remark_scores_are_shares"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_attempt_remark_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_attempt_remark_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["remark.id"], name=op.f("fk_attempt_remark_remark_id_remark")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name=op.f("pk_attempt_remark")),
        sa.UniqueConstraint(
            "remark_id", "attempt_id", name=op.f("uq_attempt_remark_remark_id_attempt_id")
        ),
    )
    op.create_table(
        "completion_withdrawn",
        sa.Column("completion_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["completion_id"],
            ["course_completion.id"],
            name=op.f("fk_completion_withdrawn_completion_id_course_completion"),
        ),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["remark.id"], name=op.f("fk_completion_withdrawn_remark_id_remark")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_completion_withdrawn_made_by_person")
        ),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_completion_withdrawn")),
    )
    # an attempt may complete a course again: after its completion was withdrawn, and that was a mistake
    with op.batch_alter_table("course_completion") as batch:
        batch.add_column(sa.Column("learnt_on", sa.Date(), nullable=True))
        batch.drop_constraint(op.f("uq_course_completion_attempt_id"), type_="unique")
        batch.create_check_constraint(
            op.f("ck_course_completion_learnt_before"),
            "learnt_on is null or learnt_on < completed_on",
        )


def downgrade() -> None:
    op.drop_table("completion_withdrawn")
    with op.batch_alter_table("course_completion") as batch:
        batch.drop_constraint(op.f("ck_course_completion_learnt_before"), type_="check")
        batch.create_unique_constraint(op.f("uq_course_completion_attempt_id"), ["attempt_id"])
        batch.drop_column("learnt_on")
    op.drop_table("attempt_remark")
    op.drop_table("remark")
