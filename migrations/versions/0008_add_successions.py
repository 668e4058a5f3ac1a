"""Record who took over from whom, and which ward's ground became whose; let acts of assigning reach milestones."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = (("succession", "organisation"), ("ward_succession", "ward"))


def upgrade() -> None:
    for table, of in _TABLES:
        _create(table, of)
    with op.batch_alter_table("assignment_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("milestone_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_assignment_change_milestone_id_milestone"), "milestone", ["milestone_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_assignment_change_milestone_id"), ["milestone_id"], unique=False)


def _create(table: str, of: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("kind", _closed("kind", "rename", "merge", "split", "transfer"), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("confidence", _closed("confidence", "verified", "medium", "undetermined"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("successor_id <> predecessor_id", name=op.f(f"ck_{table}_not_itself")),
        sa.ForeignKeyConstraint(["predecessor_id"], [f"{of}.id"], name=op.f(f"fk_{table}_predecessor_id_{of}")),
        sa.ForeignKeyConstraint(["successor_id"], [f"{of}.id"], name=op.f(f"fk_{table}_successor_id_{of}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("predecessor_id", "successor_id", name=op.f(f"uq_{table}_predecessor_id_successor_id")),
    )
    op.create_index(op.f(f"ix_{table}_successor_id"), table, ["successor_id"])


def _closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def downgrade() -> None:
    with op.batch_alter_table("assignment_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_change_milestone_id"))
        batch_op.drop_constraint(batch_op.f("fk_assignment_change_milestone_id_milestone"), type_="foreignkey")
        batch_op.drop_column("milestone_id")
    for table, _ in reversed(_TABLES):
        op.drop_index(op.f(f"ix_{table}_successor_id"), table_name=table)
        op.drop_table(table)
