"""Remember what each check of the history found."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_FAULTS = (
    "unreadable",
    "numbering",
    "seals",
    "seal",
    "destroyed",
    "digest",
    "link",
    "backwards",
    "end",
    "live",
    "live-missing",
    "no-chain",
    "not-logged",
    "logged-twice",
    "log-differs",
    "log-alone",
    "log-gap",
    "log-end",
)


def upgrade() -> None:
    op.create_table(
        "history_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("chains", sa.Integer(), nullable=False),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("first_digest", sa.String(length=64), nullable=True),
        sa.Column("last_digest", sa.String(length=64), nullable=True),
        sa.Column("root_size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("root_digest", sa.String(length=64), nullable=False),
        sa.Column("fault", sa.Enum(*_FAULTS, name="fault", native_enum=False, create_constraint=True, length=32)),
        sa.Column("noun", sa.String(length=40), nullable=True),
        sa.Column("record", sa.String(length=40), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["user_account.id"], name=op.f("fk_history_check_checked_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_check")),
    )
    op.create_index(op.f("ix_history_check_checked_by_id"), "history_check", ["checked_by_id"])


def downgrade() -> None:
    op.drop_table("history_check")
