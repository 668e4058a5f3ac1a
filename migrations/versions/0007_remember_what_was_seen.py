"""Remember up to when each person has seen what is new, and find the latest moves, reports and comments by time."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TIMES = (("comment", "created_at"), ("progress_report", "recorded_at"), ("status_change", "recorded_at"))


def upgrade() -> None:
    op.create_table(
        "news_seen",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_news_seen_user_id_user_account")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_news_seen")),
    )
    for table, column in _TIMES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, column in _TIMES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    op.drop_table("news_seen")
