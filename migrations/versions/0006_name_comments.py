"""Give comments codes, by which they are addressed; nobody could write one before."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(length=20), nullable=False))
        batch_op.create_unique_constraint(batch_op.f("uq_comment_code"), ["code"])


def downgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_comment_code"), type_="unique")
        batch_op.drop_column("code")
