"""Many are suspended or revoked by the number of one decision."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BY_NUMBER = ["person_id", "certification", "kind", "decision_number"]
HELD = sa.text("kind in ('suspended', 'revoked')")


def upgrade() -> None:
    with op.batch_alter_table("ruling") as batch:
        batch.drop_constraint(op.f("ck_ruling_extended_by_decision"), type_="check")
        batch.create_check_constraint(
            op.f("ck_ruling_extended_by_decision"),
            "(kind = 'extended') = (until is not null)"
            " and (kind <> 'extended' or decision_number is not null)",
        )
        batch.create_check_constraint(
            op.f("ck_ruling_numbered"),
            "decision_number is null or kind in ('extended', 'suspended', 'revoked')",
        )
        batch.create_index(
            "uq_ruling_held", BY_NUMBER, unique=True, sqlite_where=HELD, postgresql_where=HELD
        )


def downgrade() -> None:
    """The numbers of suspensions and revocations are lost; what was decided, and why, stays."""
    op.execute("update ruling set decision_number = null where kind <> 'extended'")
    with op.batch_alter_table("ruling") as batch:
        batch.drop_index("uq_ruling_held", sqlite_where=HELD, postgresql_where=HELD)
        batch.drop_constraint(op.f("ck_ruling_numbered"), type_="check")
        batch.drop_constraint(op.f("ck_ruling_extended_by_decision"), type_="check")
        batch.create_check_constraint(
            op.f("ck_ruling_extended_by_decision"),
            "(kind = 'extended') = (until is not null)"
            " and (kind = 'extended') = (decision_number is not null)",
        )
