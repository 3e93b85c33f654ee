"""Decisions, practice, revisions of courses; the spans in which people are cleared."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('course_refreshed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('course_slug', sa.String(length=80), nullable=False),
    sa.Column('refreshed_on', sa.Date(), nullable=False),
    sa.Column('made_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['course_slug'], ['course.slug'], name=op.f('fk_course_refreshed_course_slug_course')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_course_refreshed_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_refreshed')),
    sa.UniqueConstraint('person_id', 'course_slug', 'refreshed_on', name=op.f('uq_course_refreshed_person_id_course_slug_refreshed_on'))
    )
    op.create_table('ruling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('certification', sa.String(length=10), nullable=True),
    sa.Column('requirement', sa.String(length=10), nullable=True),
    sa.Column('course_slug', sa.String(length=80), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('appeal_note', sa.Text(), nullable=True),
    sa.Column('proof', sa.Text(), nullable=True),
    sa.Column('decision_number', sa.String(length=60), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(kind = 'equivalent') = (certification is null)", name=op.f('ck_ruling_about_a_certification')),
    sa.CheckConstraint("(kind = 'equivalent') = (course_slug is not null) and (kind = 'equivalent') = (proof is not null)", name=op.f('ck_ruling_equivalent_is_shown')),
    sa.CheckConstraint("(kind = 'extended') = (until is not null) and (kind = 'extended') = (decision_number is not null)", name=op.f('ck_ruling_extended_by_decision')),
    sa.CheckConstraint("(kind = 'waived') = (requirement is not null)", name=op.f('ck_ruling_waived_is_named')),
    sa.CheckConstraint("kind in ('suspended', 'revoked', 'reinstated', 'extended', 'waived', 'equivalent')", name=op.f('ck_ruling_kind_is_known')),
    sa.CheckConstraint('length(trim(reason)) > 0', name=op.f('ck_ruling_reason_is_given')),
    sa.CheckConstraint('made_by <> person_id', name=op.f('ck_ruling_never_about_oneself')),
    sa.CheckConstraint('until is null or until >= made_on', name=op.f('ck_ruling_days_in_order')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_ruling_made_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_ruling_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruling'))
    )
    with op.batch_alter_table('ruling', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ruling_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_ruling_equivalent', ['person_id', 'course_slug', 'made_on'], unique=True, sqlite_where=sa.text("kind = 'equivalent'"), postgresql_where=sa.text("kind = 'equivalent'"))
        batch_op.create_index('uq_ruling_extended', ['person_id', 'certification', 'decision_number'], unique=True, sqlite_where=sa.text("kind = 'extended'"), postgresql_where=sa.text("kind = 'extended'"))
        batch_op.create_index('uq_ruling_waived', ['person_id', 'certification', 'requirement'], unique=True, sqlite_where=sa.text("kind = 'waived'"), postgresql_where=sa.text("kind = 'waived'"))

    op.create_table('sign_off',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('list_code', sa.String(length=10), nullable=False),
    sa.Column('watched_on', sa.Date(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('assessor_id', sa.Uuid(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('recorded_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('assessor_id <> person_id', name=op.f('ck_sign_off_never_of_oneself')),
    sa.ForeignKeyConstraint(['assessor_id'], ['person.id'], name=op.f('fk_sign_off_assessor_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_off_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_sign_off_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_off')),
    sa.UniqueConstraint('key', name=op.f('uq_sign_off_key'))
    )
    with op.batch_alter_table('sign_off', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_off_person_id'), ['person_id'], unique=False)

    op.create_table('standing_span',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('certification', sa.String(length=10), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('standing', sa.String(length=12), nullable=False),
    sa.CheckConstraint('to_on >= from_on', name=op.f('ck_standing_span_days_in_order')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_standing_span_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'certification', 'from_on', name=op.f('pk_standing_span'))
    )
    op.create_table('course_revised',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_slug', sa.String(length=80), nullable=False),
    sa.Column('revised_on', sa.Date(), nullable=False),
    sa.Column('refresh_by', sa.Date(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('made_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('refresh_by >= revised_on', name=op.f('ck_course_revised_days_in_order')),
    sa.ForeignKeyConstraint(['course_slug'], ['course.slug'], name=op.f('fk_course_revised_course_slug_course')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_course_revised_made_by_person')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_course_revised_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_revised')),
    sa.UniqueConstraint('course_slug', 'revised_on', name=op.f('uq_course_revised_course_slug_revised_on'))
    )
    op.create_table('sign_off_objection',
    sa.Column('sign_off_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('made_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(trim(note)) > 0', name=op.f('ck_sign_off_objection_note_is_given')),
    sa.ForeignKeyConstraint(['sign_off_id'], ['sign_off.id'], name=op.f('fk_sign_off_objection_sign_off_id_sign_off')),
    sa.PrimaryKeyConstraint('sign_off_id', name=op.f('pk_sign_off_objection'))
    )


def downgrade() -> None:
    op.drop_table('sign_off_objection')
    op.drop_table('course_revised')
    op.drop_table('standing_span')
    with op.batch_alter_table('sign_off', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_off_person_id'))

    op.drop_table('sign_off')
    with op.batch_alter_table('ruling', schema=None) as batch_op:
        batch_op.drop_index('uq_ruling_waived', sqlite_where=sa.text("kind = 'waived'"), postgresql_where=sa.text("kind = 'waived'"))
        batch_op.drop_index('uq_ruling_extended', sqlite_where=sa.text("kind = 'extended'"), postgresql_where=sa.text("kind = 'extended'"))
        batch_op.drop_index('uq_ruling_equivalent', sqlite_where=sa.text("kind = 'equivalent'"), postgresql_where=sa.text("kind = 'equivalent'"))
        batch_op.drop_index(batch_op.f('ix_ruling_person_id'))

    op.drop_table('ruling')
    op.drop_table('course_refreshed')
