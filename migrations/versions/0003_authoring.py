"""Drafts of courses, their files and reviews; who published a revision."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_slug', sa.String(length=80), nullable=False),
    sa.Column('base_revision_id', sa.Integer(), nullable=True),
    sa.Column('opened_by', sa.Uuid(), nullable=False),
    sa.Column('opened_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closed_by', sa.Uuid(), nullable=True),
    sa.Column('closed_at', db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('published_revision_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(closed_at is null) = (closed_by is null)', name=op.f('ck_draft_closed_by_somebody')),
    sa.CheckConstraint('published_revision_id is null or closed_at is not null', name=op.f('ck_draft_published_is_closed')),
    sa.ForeignKeyConstraint(['base_revision_id'], ['revision.id'], name=op.f('fk_draft_base_revision_id_revision')),
    sa.ForeignKeyConstraint(['closed_by'], ['person.id'], name=op.f('fk_draft_closed_by_person')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_draft_opened_by_person')),
    sa.ForeignKeyConstraint(['published_revision_id'], ['revision.id'], name=op.f('fk_draft_published_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft'))
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index('uq_draft_open', ['course_slug'], unique=True, sqlite_where=sa.text('closed_at is null'), postgresql_where=sa.text('closed_at is null'))

    op.create_table('draft_file',
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('blob_digest', sa.String(length=64), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('saved_by', sa.Uuid(), nullable=True),
    sa.Column('saved_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(text is null) <> (blob_digest is null)', name=op.f('ck_draft_file_text_or_blob')),
    sa.CheckConstraint('version > 0', name=op.f('ck_draft_file_version_counts')),
    sa.ForeignKeyConstraint(['blob_digest'], ['blob.digest'], name=op.f('fk_draft_file_blob_digest_blob')),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_file_draft_id_draft')),
    sa.ForeignKeyConstraint(['saved_by'], ['person.id'], name=op.f('fk_draft_file_saved_by_person')),
    sa.PrimaryKeyConstraint('draft_id', 'path', name=op.f('pk_draft_file'))
    )
    op.create_table('draft_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('saved_by', sa.Uuid(), nullable=True),
    sa.Column('saved_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_text_draft_id_draft')),
    sa.ForeignKeyConstraint(['saved_by'], ['person.id'], name=op.f('fk_draft_text_saved_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_text')),
    sa.UniqueConstraint('draft_id', 'path', 'version', name=op.f('uq_draft_text_draft_id_path_version'))
    )
    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('files_digest', sa.String(length=64), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('asked_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('is_approved', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.CheckConstraint('(decided_by is null) = (decided_at is null) and (decided_by is null) = (is_approved is null)', name=op.f('ck_review_decided_as_a_whole')),
    sa.CheckConstraint('decided_by is null or decided_by <> asked_by', name=op.f('ck_review_never_ones_own')),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_review_asked_by_person')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_review_decided_by_person')),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_review_draft_id_draft')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review'))
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_draft_id'), ['draft_id'], unique=False)

    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('published_by', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_revision_published_by_person'), 'person', ['published_by'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_revision_published_by_person'), type_='foreignkey')
        batch_op.drop_column('published_by')

    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_draft_id'))

    op.drop_table('review')
    op.drop_table('draft_text')
    op.drop_table('draft_file')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index('uq_draft_open', sqlite_where=sa.text('closed_at is null'), postgresql_where=sa.text('closed_at is null'))

    op.drop_table('draft')
