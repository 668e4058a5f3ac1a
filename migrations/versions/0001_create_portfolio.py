"""Create the portfolio: the text, the work that stands on it, who answers for it, what is measured."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "document",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("code", name=op.f("uq_document_code")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "organisation",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "party",
                "people_council",
                "people_committee",
                "department",
                "ward",
                "board",
                "front_union",
                "group",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("code", name=op.f("uq_organisation_code")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index("ix_organisation_sort_key_id", ["sort_key", "id"], unique=False)

    op.create_table(
        "resolution",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("horizon_year", sa.Integer(), nullable=True),
        sa.Column("vision_year", sa.Integer(), nullable=True),
        sa.Column("task_parts", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint("code", name=op.f("uq_resolution_code")),
    )
    op.create_table(
        "ward",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ward")),
        sa.UniqueConstraint("code", name=op.f("uq_ward_code")),
    )
    op.create_table(
        "clause",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "title",
                "preamble",
                "part",
                "chapter",
                "article",
                "item",
                "point",
                "paragraph",
                "sentence",
                "bullet",
                "recipients",
                "signature",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["clause.id"], name=op.f("fk_clause_parent_id_clause")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_clause_resolution_id_resolution")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
        sa.UniqueConstraint("resolution_id", "path", name=op.f("uq_clause_resolution_id_path")),
        sa.UniqueConstraint("resolution_id", "position", name="uq_clause_resolution_id_position"),
    )
    with op.batch_alter_table("clause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clause_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("period_from", sa.Integer(), nullable=False),
        sa.Column("period_to", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_indicator_resolution_id_resolution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("code", name=op.f("uq_indicator_code")),
        sa.UniqueConstraint("resolution_id", "number", name=op.f("uq_indicator_resolution_id_number")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_series"), ["series"], unique=False)
        batch_op.create_index("ix_indicator_sort_key_id", ["sort_key", "id"], unique=False)

    op.create_table(
        "coverage_mark",
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_coverage_mark_clause_id_clause")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage_mark")),
    )
    with op.batch_alter_table("coverage_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coverage_mark_clause_id"), ["clause_id"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("level", "growth", "estimate", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(24, 6).with_variant(sa.String(32), "sqlite"), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("series_break", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_measurement_indicator_id_indicator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_indicator_id"), ["indicator_id"], unique=False)

    op.create_table(
        "programme",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_programme_clause_id_clause")),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_programme_resolution_id_resolution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
        sa.UniqueConstraint("resolution_id", "number", name=op.f("uq_programme_resolution_id_number")),
    )
    op.create_table(
        "target",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column(
            "comparator",
            sa.Enum(
                "at_least",
                "below",
                "between",
                "equal",
                "maintain",
                "average_growth_at_least",
                "growth_between",
                "at_least_estimate",
                "qualitative",
                name="comparator",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("low", sa.Numeric(24, 6).with_variant(sa.String(32), "sqlite"), nullable=True),
        sa.Column("high", sa.Numeric(24, 6).with_variant(sa.String(32), "sqlite"), nullable=True),
        sa.Column("due_year", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("baseline", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_target_indicator_id_indicator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("indicator_id", name=op.f("uq_target_indicator_id")),
    )
    op.create_table(
        "project",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "construction",
                "planning",
                "landscape",
                "policy",
                "investment_call",
                "scheme",
                "recurring",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column(
            "group",
            sa.Enum("A", "B", "C", "unknown", name="group", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
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
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "awaiting_confirmation",
                "completed",
                "suspended",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status_overridden", sa.Boolean(), nullable=False),
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
        sa.Column("original_deadline_on", sa.Date(), nullable=True),
        sa.Column(
            "original_deadline_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "year",
                "period",
                name="original_deadline_precision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["project.id"], name=op.f("fk_project_parent_id_project")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_project_programme_id_programme")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_project_resolution_id_resolution")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("code", name=op.f("uq_project_code")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index("ix_project_deadline_on_id", ["deadline_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_resolution_id"), ["resolution_id"], unique=False)
        batch_op.create_index("ix_project_sort_key_id", ["sort_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_stage"), ["stage"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_status"), ["status"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=70), nullable=False),
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
        sa.Column("planned_start", sa.Date(), nullable=True),
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
        sa.Column("original_deadline_on", sa.Date(), nullable=True),
        sa.Column(
            "original_deadline_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "year",
                "period",
                name="original_deadline_precision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "awaiting_confirmation",
                "completed",
                "suspended",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("share_done", sa.Float(), nullable=True),
        sa.Column("conditional", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("times_extended", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("share_done >= 0 AND share_done <= 1", name=op.f("ck_milestone_share_done")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_milestone_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("code", name=op.f("uq_milestone_code")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_milestone_project_id_number")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index("ix_milestone_deadline_on_id", ["deadline_on", "id"], unique=False)
        batch_op.create_index("ix_milestone_sort_key_id", ["sort_key", "id"], unique=False)
        batch_op.create_index("ix_milestone_status_deadline_on", ["status", "deadline_on"], unique=False)

    op.create_table(
        "project_ward",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_project_ward_project_id_project")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_project_ward_ward_id_ward")),
        sa.PrimaryKeyConstraint("project_id", "ward_id", name=op.f("pk_project_ward")),
    )
    with op.batch_alter_table("project_ward", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_ward_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "reference",
        sa.Column("resolution_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN resolution_id IS NULL THEN 0 ELSE 1 END + CASE WHEN project_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_reference_one_owner"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_reference_project_id_project")),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_reference_resolution_id_resolution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
    )
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_project_id"), ["project_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reference_resolution_id"), ["resolution_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
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
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("responsible", sa.String(length=200), nullable=True),
        sa.Column("basis_document_id", sa.Integer(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_assignment_one_subject"),
        ),
        sa.CheckConstraint("to_on IS NULL OR to_on > from_on", name=op.f("ck_assignment_half_open")),
        sa.ForeignKeyConstraint(
            ["basis_document_id"], ["document.id"], name=op.f("fk_assignment_basis_document_id_document")
        ),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_assignment_milestone_id_milestone")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_assignment_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_assignment_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_basis_document_id"), ["basis_document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index("ix_assignment_organisation_id_role", ["organisation_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_project_id"), ["project_id"], unique=False)

    op.create_table(
        "milestone_predecessor",
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("milestone_id <> predecessor_id", name=op.f("ck_milestone_predecessor_not_itself")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_predecessor_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["milestone.id"], name=op.f("fk_milestone_predecessor_predecessor_id_milestone")
        ),
        sa.PrimaryKeyConstraint("milestone_id", "predecessor_id", name=op.f("pk_milestone_predecessor")),
    )
    with op.batch_alter_table("milestone_predecessor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_predecessor_predecessor_id"), ["predecessor_id"], unique=False)

    op.create_table(
        "status_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("from_status", sa.String(length=32), nullable=True),
        sa.Column("to_status", sa.String(length=32), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_status_change_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_status_change_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_status_change_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    with op.batch_alter_table("status_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_status_change_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_change_project_id"), ["project_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("status_change_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_evidence_document_id_document")),
        sa.ForeignKeyConstraint(
            ["status_change_id"], ["status_change.id"], name=op.f("fk_evidence_status_change_id_status_change")
        ),
        sa.PrimaryKeyConstraint("status_change_id", "document_id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_document_id"), ["document_id"], unique=False)

    op.create_table(
        "quotation",
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("completion_test", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN programme_id IS NULL THEN 0 ELSE 1 END + CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END + CASE WHEN indicator_id IS NULL THEN 0 ELSE 1 END + CASE WHEN assignment_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_quotation_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_quotation_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_quotation_clause_id_clause")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_quotation_indicator_id_indicator")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_quotation_milestone_id_milestone")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_quotation_programme_id_programme")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_quotation_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
    )
    with op.batch_alter_table("quotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotation_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotation_clause_id"), ["clause_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotation_indicator_id"), ["indicator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotation_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotation_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotation_project_id"), ["project_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("quotation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quotation_project_id"))
        batch_op.drop_index(batch_op.f("ix_quotation_programme_id"))
        batch_op.drop_index(batch_op.f("ix_quotation_milestone_id"))
        batch_op.drop_index(batch_op.f("ix_quotation_indicator_id"))
        batch_op.drop_index(batch_op.f("ix_quotation_clause_id"))
        batch_op.drop_index(batch_op.f("ix_quotation_assignment_id"))

    op.drop_table("quotation")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_document_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("status_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_change_project_id"))
        batch_op.drop_index(batch_op.f("ix_status_change_milestone_id"))

    op.drop_table("status_change")
    with op.batch_alter_table("milestone_predecessor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_predecessor_predecessor_id"))

    op.drop_table("milestone_predecessor")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_project_id"))
        batch_op.drop_index("ix_assignment_organisation_id_role")
        batch_op.drop_index(batch_op.f("ix_assignment_milestone_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_basis_document_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_resolution_id"))
        batch_op.drop_index(batch_op.f("ix_reference_project_id"))

    op.drop_table("reference")
    with op.batch_alter_table("project_ward", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_ward_ward_id"))

    op.drop_table("project_ward")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index("ix_milestone_status_deadline_on")
        batch_op.drop_index("ix_milestone_sort_key_id")
        batch_op.drop_index("ix_milestone_deadline_on_id")

    op.drop_table("milestone")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_status"))
        batch_op.drop_index(batch_op.f("ix_project_stage"))
        batch_op.drop_index("ix_project_sort_key_id")
        batch_op.drop_index(batch_op.f("ix_project_resolution_id"))
        batch_op.drop_index(batch_op.f("ix_project_programme_id"))
        batch_op.drop_index(batch_op.f("ix_project_parent_id"))
        batch_op.drop_index(batch_op.f("ix_project_kind"))
        batch_op.drop_index("ix_project_deadline_on_id")

    op.drop_table("project")
    op.drop_table("target")
    op.drop_table("programme")
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_indicator_id"))

    op.drop_table("measurement")
    with op.batch_alter_table("coverage_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coverage_mark_clause_id"))

    op.drop_table("coverage_mark")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index("ix_indicator_sort_key_id")
        batch_op.drop_index(batch_op.f("ix_indicator_series"))

    op.drop_table("indicator")
    with op.batch_alter_table("clause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clause_parent_id"))

    op.drop_table("clause")
    op.drop_table("ward")
    op.drop_table("resolution")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_sort_key_id")
        batch_op.drop_index(batch_op.f("ix_organisation_parent_id"))

    op.drop_table("organisation")
    op.drop_table("installation")
    op.drop_table("document")
