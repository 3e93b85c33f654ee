"""What was read of files that were sent to be taken into drafts."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('draft_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.String(length=300), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('kept', sa.LargeBinary(), nullable=True),
    sa.Column('sent_by', sa.Uuid(), nullable=False),
    sa.Column('sent_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('done_at', db.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(kept is null) = (done_at is not null)', name=op.f('ck_draft_import_kept_until_done')),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_import_draft_id_draft')),
    sa.ForeignKeyConstraint(['sent_by'], ['person.id'], name=op.f('fk_draft_import_sent_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_import'))
    )
    with op.batch_alter_table('draft_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_import_draft_id'), ['draft_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('draft_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_import_draft_id'))
    op.drop_table('draft_import')
