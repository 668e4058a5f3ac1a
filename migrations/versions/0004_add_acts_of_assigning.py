"""Keep every act of assigning with what it changed and why, so that it can be read and taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assignment_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("basis_document_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["basis_document_id"], ["document.id"], name=op.f("fk_assignment_batch_basis_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_assignment_batch_made_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["assignment_batch.id"], name=op.f("fk_assignment_batch_undoes_id_assignment_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_batch")),
        sa.UniqueConstraint("code", name=op.f("uq_assignment_batch_code")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_assignment_batch_undoes_id")),
    )
    with op.batch_alter_table("assignment_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_batch_basis_document_id"), ["basis_document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_batch_made_by_id"), ["made_by_id"], unique=False)

    op.create_table(
        "assignment_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "lead",
                "coordinate",
                "monitor",
                "decide",
                "invest",
                "supervise",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("responsible_before", sa.String(length=200), nullable=True),
        sa.Column("responsible_after", sa.String(length=200), nullable=True),
        sa.Column("basis_before_id", sa.Integer(), nullable=True),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column(
            "deadline_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "year",
                "period",
                name="deadline_precision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["after_id"], ["organisation.id"], name=op.f("fk_assignment_change_after_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["basis_before_id"], ["document.id"], name=op.f("fk_assignment_change_basis_before_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["assignment_batch.id"], name=op.f("fk_assignment_change_batch_id_assignment_batch")
        ),
        sa.ForeignKeyConstraint(
            ["before_id"], ["organisation.id"], name=op.f("fk_assignment_change_before_id_organisation")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_assignment_change_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_change")),
    )
    with op.batch_alter_table("assignment_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_change_after_id"), ["after_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_change_basis_before_id"), ["basis_before_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_change_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_change_before_id"), ["before_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_change_project_id"), ["project_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("assignment_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_change_project_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_change_before_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_change_batch_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_change_basis_before_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_change_after_id"))

    op.drop_table("assignment_change")
    with op.batch_alter_table("assignment_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_batch_made_by_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_batch_basis_document_id"))

    op.drop_table("assignment_batch")
