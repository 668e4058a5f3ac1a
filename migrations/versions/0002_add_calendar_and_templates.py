"""Add the office's calendar and the templates of work.

The tables stay empty here, since a migration reads no seed. A database that was loaded before gets their rows with the
next `trienkhai run` or `trienkhai seed`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "holiday",
                "compensation",
                "swapped_working_day",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("day", name=op.f("uq_holiday_day")),
    )
    op.create_table(
        "template",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
        sa.UniqueConstraint("code", name=op.f("uq_template_code")),
    )
    op.create_table(
        "template_step",
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "proposed",
                "preparation",
                "implementation",
                "completion",
                "closed",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("conditional", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column(
            "day_kind",
            sa.Enum("calendar", "working", name="day_kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_template_step_days")),
        sa.ForeignKeyConstraint(["template_id"], ["template.id"], name=op.f("fk_template_step_template_id_template")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_step")),
        sa.UniqueConstraint("template_id", "number", name=op.f("uq_template_step_template_id_number")),
    )
    op.create_table(
        "template_step_predecessor",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("step_id <> predecessor_id", name=op.f("ck_template_step_predecessor_not_itself")),
        sa.ForeignKeyConstraint(
            ["step_id"], ["template_step.id"], name=op.f("fk_template_step_predecessor_step_id_template_step")
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["template_step.id"],
            name=op.f("fk_template_step_predecessor_predecessor_id_template_step"),
        ),
        sa.PrimaryKeyConstraint("step_id", "predecessor_id", name=op.f("pk_template_step_predecessor")),
    )
    with op.batch_alter_table("template_step_predecessor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_template_step_predecessor_predecessor_id"), ["predecessor_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("template_step_predecessor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_template_step_predecessor_predecessor_id"))

    op.drop_table("template_step_predecessor")
    op.drop_table("template_step")
    op.drop_table("template")
    op.drop_table("holiday")
