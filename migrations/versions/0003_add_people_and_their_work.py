"""Add people: accounts, their offices and sign-ins, and what they report, ask for and say about the work."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("prefix", sa.String(length=60), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_series")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column(
            "way",
            sa.Enum("password", "provider", name="way", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "signed_in",
                "refused",
                "throttled",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_address_at", ["address", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_at"), ["at"], unique=False)
        batch_op.create_index("ix_sign_in_attempt_login_at", ["login", "at"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("subject", sa.String(length=500), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
        sa.UniqueConstraint("subject", name=op.f("uq_user_account_subject")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "scope",
            sa.Enum("read", "write", name="scope", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_api_token_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_api_token_secret_digest")),
    )
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_token_user_id"), ["user_id"], unique=False)

    op.create_table(
        "idempotency_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_idempotency_record_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_record")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_idempotency_record_user_id_key")),
    )
    with op.batch_alter_table("idempotency_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idempotency_record_created_at"), ["created_at"], unique=False)

    op.create_table(
        "membership",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "planner",
                "agency",
                "supervisor",
                "monitor",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("from_provider", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("to_on IS NULL OR to_on > from_on", name=op.f("ck_membership_half_open")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_membership_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("ix_membership_organisation_id_role", ["organisation_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_user_id"), ["user_id"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("invite", "reset", name="purpose", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_one_time_link_made_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_one_time_link_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_one_time_link_secret_digest")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_link_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_time_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "way",
            sa.Enum("password", "provider", name="way", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("device", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sign_in_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_sign_in_secret_digest")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_comment_one_subject"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_comment_author_id_user_account")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_comment_milestone_id_milestone")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_comment_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_comment_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_project_id"), ["project_id"], unique=False)

    op.create_table(
        "explanation",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("asked_of_id", sa.Integer(), nullable=False),
        sa.Column("asked_for_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("limit_days", sa.Integer(), nullable=False),
        sa.Column(
            "limit_kind",
            sa.Enum("calendar", "working", name="limit_kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("asked", "answered", name="status", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_explanation_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user_account.id"], name=op.f("fk_explanation_answered_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_explanation_asked_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["asked_for_id"], ["organisation.id"], name=op.f("fk_explanation_asked_for_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["asked_of_id"], ["organisation.id"], name=op.f("fk_explanation_asked_of_id_organisation")
        ),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_explanation_milestone_id_milestone")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_explanation_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
        sa.UniqueConstraint("code", name=op.f("uq_explanation_code")),
    )
    with op.batch_alter_table("explanation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_explanation_answered_by_id"), ["answered_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_explanation_asked_by_id"), ["asked_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_explanation_asked_for_id"), ["asked_for_id"], unique=False)
        batch_op.create_index("ix_explanation_asked_of_id_status", ["asked_of_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_explanation_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_explanation_project_id"), ["project_id"], unique=False)

    op.create_table(
        "extension",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "asked",
                "granted",
                "refused",
                "withdrawn",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("before_on", sa.Date(), nullable=False),
        sa.Column(
            "before_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "year",
                "period",
                name="before_precision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column(
            "wanted_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "year",
                "period",
                name="wanted_precision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column(
            "granted_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "year",
                "period",
                name="granted_precision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_extension_one_subject"),
        ),
        sa.CheckConstraint("wanted_on > before_on", name=op.f("ck_extension_later")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_extension_asked_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_extension_decided_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_extension_document_id_document")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_extension_milestone_id_milestone")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_extension_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_extension_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
        sa.UniqueConstraint("code", name=op.f("uq_extension_code")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_asked_by_id"), ["asked_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_project_id"), ["project_id"], unique=False)
        batch_op.create_index("ix_extension_status_asked_on", ["status", "asked_on"], unique=False)
        batch_op.create_index(
            "uq_extension_open_milestone",
            ["milestone_id"],
            unique=True,
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )
        batch_op.create_index(
            "uq_extension_open_project",
            ["project_id"],
            unique=True,
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )

    op.create_table(
        "follow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_follow_one_subject"),
        ),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_follow_milestone_id_milestone")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_follow_project_id_project")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_follow_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint("user_id", "milestone_id", name=op.f("uq_follow_user_id_milestone_id")),
        sa.UniqueConstraint("user_id", "project_id", name=op.f("uq_follow_user_id_project_id")),
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_project_id"), ["project_id"], unique=False)

    op.create_table(
        "forecast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column(
            "voice",
            sa.Enum("lead", "monitor", name="voice", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("expected_on", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("stated_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_forecast_one_subject"),
        ),
        sa.CheckConstraint("confidence > 0 AND confidence <= 1", name=op.f("ck_forecast_confidence")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_forecast_milestone_id_milestone")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_forecast_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_forecast_project_id_project")),
        sa.ForeignKeyConstraint(
            ["stated_by_id"], ["user_account.id"], name=op.f("fk_forecast_stated_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast")),
    )
    with op.batch_alter_table("forecast", schema=None) as batch_op:
        batch_op.create_index("ix_forecast_milestone_id_id", ["milestone_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forecast_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_forecast_project_id_id", ["project_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forecast_stated_by_id"), ["stated_by_id"], unique=False)

    op.create_table(
        "obstacle",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column(
            "cause",
            sa.Enum(
                "procedure",
                "site_clearance",
                "capacity",
                "capital",
                "other",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("clearing", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_obstacle_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["cleared_by_id"], ["user_account.id"], name=op.f("fk_obstacle_cleared_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_obstacle_milestone_id_milestone")),
        sa.ForeignKeyConstraint(
            ["named_by_id"], ["user_account.id"], name=op.f("fk_obstacle_named_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_obstacle_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_obstacle_project_id_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")),
        sa.UniqueConstraint("code", name=op.f("uq_obstacle_code")),
    )
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obstacle_cleared_by_id"), ["cleared_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_obstacle_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_obstacle_named_by_id"), ["named_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_obstacle_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_obstacle_project_id"), ["project_id"], unique=False)

    op.create_table(
        "progress_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("share_done", sa.Float(), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("unchanged", sa.Boolean(), nullable=False),
        sa.CheckConstraint("share_done >= 0 AND share_done <= 1", name=op.f("ck_progress_report_share_done")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_progress_report_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_progress_report_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["user_account.id"], name=op.f("fk_progress_report_reported_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_report")),
    )
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.create_index("ix_progress_report_milestone_id_id", ["milestone_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_progress_report_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_progress_report_reported_by_id"), ["reported_by_id"], unique=False)

    op.create_table(
        "urging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("urged_by_id", sa.Integer(), nullable=False),
        sa.Column("urged_for_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_urging_one_subject"),
        ),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_urging_milestone_id_milestone")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_urging_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_urging_project_id_project")),
        sa.ForeignKeyConstraint(["urged_by_id"], ["user_account.id"], name=op.f("fk_urging_urged_by_id_user_account")),
        sa.ForeignKeyConstraint(
            ["urged_for_id"], ["organisation.id"], name=op.f("fk_urging_urged_for_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging")),
    )
    with op.batch_alter_table("urging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_urging_milestone_id"), ["milestone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_urging_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_urging_project_id"), ["project_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_urging_urged_by_id"), ["urged_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_urging_urged_for_id"), ["urged_for_id"], unique=False)

    op.create_table(
        "comment_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_version_comment_id_comment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_version")),
    )
    with op.batch_alter_table("comment_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_version_comment_id"), ["comment_id"], unique=False)

    op.create_table(
        "report_document",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_report_document_document_id_document")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["progress_report.id"], name=op.f("fk_report_document_report_id_progress_report")
        ),
        sa.PrimaryKeyConstraint("report_id", "document_id", name=op.f("pk_report_document")),
    )
    with op.batch_alter_table("report_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_document_document_id"), ["document_id"], unique=False)

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("file_name", sa.String(length=150), nullable=True))
        batch_op.add_column(sa.Column("added_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("published", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.create_index(batch_op.f("ix_document_added_by_id"), ["added_by_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_document_added_by_id_user_account"), "user_account", ["added_by_id"], ["id"]
        )

    # What was there before is the seed's, which is published; from here on the program says.
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.alter_column("published", server_default=None)

    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("claimed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("claimed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("renewed_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_milestone_claimed_by_id"), ["claimed_by_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_milestone_claimed_by_id_user_account"), "user_account", ["claimed_by_id"], ["id"]
        )

    with op.batch_alter_table("status_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("actor_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_status_change_actor_id"), ["actor_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_status_change_actor_id_user_account"), "user_account", ["actor_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("status_change", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_status_change_actor_id_user_account"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_status_change_actor_id"))
        batch_op.drop_column("actor_id")

    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_milestone_claimed_by_id_user_account"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_milestone_claimed_by_id"))
        batch_op.drop_column("renewed_on")
        batch_op.drop_column("claimed_by_id")
        batch_op.drop_column("claimed_on")

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_document_added_by_id_user_account"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_document_added_by_id"))
        batch_op.drop_column("published")
        batch_op.drop_column("added_by_id")
        batch_op.drop_column("file_name")

    with op.batch_alter_table("report_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_document_document_id"))

    op.drop_table("report_document")
    with op.batch_alter_table("comment_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_version_comment_id"))

    op.drop_table("comment_version")
    with op.batch_alter_table("urging", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_urging_urged_for_id"))
        batch_op.drop_index(batch_op.f("ix_urging_urged_by_id"))
        batch_op.drop_index(batch_op.f("ix_urging_project_id"))
        batch_op.drop_index(batch_op.f("ix_urging_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_urging_milestone_id"))

    op.drop_table("urging")
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_report_reported_by_id"))
        batch_op.drop_index(batch_op.f("ix_progress_report_organisation_id"))
        batch_op.drop_index("ix_progress_report_milestone_id_id")

    op.drop_table("progress_report")
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obstacle_project_id"))
        batch_op.drop_index(batch_op.f("ix_obstacle_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_obstacle_named_by_id"))
        batch_op.drop_index(batch_op.f("ix_obstacle_milestone_id"))
        batch_op.drop_index(batch_op.f("ix_obstacle_cleared_by_id"))

    op.drop_table("obstacle")
    with op.batch_alter_table("forecast", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forecast_stated_by_id"))
        batch_op.drop_index("ix_forecast_project_id_id")
        batch_op.drop_index(batch_op.f("ix_forecast_organisation_id"))
        batch_op.drop_index("ix_forecast_milestone_id_id")

    op.drop_table("forecast")
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_project_id"))
        batch_op.drop_index(batch_op.f("ix_follow_milestone_id"))

    op.drop_table("follow")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_extension_open_project",
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )
        batch_op.drop_index(
            "uq_extension_open_milestone",
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )
        batch_op.drop_index("ix_extension_status_asked_on")
        batch_op.drop_index(batch_op.f("ix_extension_project_id"))
        batch_op.drop_index(batch_op.f("ix_extension_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_extension_milestone_id"))
        batch_op.drop_index(batch_op.f("ix_extension_document_id"))
        batch_op.drop_index(batch_op.f("ix_extension_decided_by_id"))
        batch_op.drop_index(batch_op.f("ix_extension_asked_by_id"))

    op.drop_table("extension")
    with op.batch_alter_table("explanation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_explanation_project_id"))
        batch_op.drop_index(batch_op.f("ix_explanation_milestone_id"))
        batch_op.drop_index("ix_explanation_asked_of_id_status")
        batch_op.drop_index(batch_op.f("ix_explanation_asked_for_id"))
        batch_op.drop_index(batch_op.f("ix_explanation_asked_by_id"))
        batch_op.drop_index(batch_op.f("ix_explanation_answered_by_id"))

    op.drop_table("explanation")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_project_id"))
        batch_op.drop_index(batch_op.f("ix_comment_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_comment_milestone_id"))
        batch_op.drop_index(batch_op.f("ix_comment_author_id"))

    op.drop_table("comment")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_link_user_id"))
        batch_op.drop_index(batch_op.f("ix_one_time_link_made_by_id"))

    op.drop_table("one_time_link")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))
        batch_op.drop_index("ix_membership_organisation_id_role")

    op.drop_table("membership")
    with op.batch_alter_table("idempotency_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotency_record_created_at"))

    op.drop_table("idempotency_record")
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_token_user_id"))

    op.drop_table("api_token")
    op.drop_table("user_account")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_login_at")
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_at"))
        batch_op.drop_index("ix_sign_in_attempt_address_at")

    op.drop_table("sign_in_attempt")
    op.drop_table("series")
