"""When a sign-off was given, by the clock of the phone."""

import sqlalchemy as sa
from alembic import op

from portal.kernel import db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_off", sa.Column("given_at", db.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("sign_off", "given_at")
