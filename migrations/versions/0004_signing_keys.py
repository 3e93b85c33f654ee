"""The keys that certificates are signed with."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('signing_key',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kid', sa.String(length=8), nullable=False),
    sa.Column('public_key', sa.String(length=43), nullable=False),
    sa.Column('sealed', sa.String(length=300), nullable=False),
    sa.Column('made_at', db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_signing_key')),
    sa.UniqueConstraint('kid', name=op.f('uq_signing_key_kid'))
    )


def downgrade() -> None:
    op.drop_table('signing_key')
