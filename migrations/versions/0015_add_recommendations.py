"""Keep what the supervising side recommends, and each step taken about it.

Both tables have twins that keep every state, and the triggers that let nobody rewrite them, as 0009 made for the
others; on PostgreSQL they call the function that 0009 created.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_SEALED = {
    "recommendation": ("content", "product", "evidence_awaited", "basis", "report", "search_text", "revision_reason"),
    "follow_up": ("words", "revision_reason"),
}
_STATES = ("draft", "unfinished", "partly_done", "falls_short", "done", "not_done")
_STEPS = (
    "issued",
    "answered",
    "explanation_asked",
    "urged",
    "urged_again",
    "referred",
    "heard",
    "questioned",
    "supervised_again",
    "reported",
    "found_unfinished",
    "found_partly_done",
    "found_short",
    "closed_done",
    "closed_not_done",
)
_INDEXES = {
    "recommendation": (
        ("addressee_id", "state"),
        ("basis_document_id",),
        ("council_session_id",),
        ("made_for_id",),
        ("milestone_id",),
        ("prepared_by_id",),
        ("programme_id",),
        ("project_id",),
        ("state", "deadline_on"),
    ),
    "follow_up": (("actor_id",), ("document_id",), ("organisation_id",), ("recommendation_id",)),
}
_TABLES = ("recommendation", "follow_up")


def upgrade() -> None:
    op.create_table("recommendation", *_recommendation(nullable=False), *_rules_of_recommendation())
    op.create_table("follow_up", *_follow_up(nullable=False), *_rules_of_follow_up())
    for name, columns in (("recommendation", _recommendation(nullable=True)), ("follow_up", _follow_up(nullable=True))):
        _create_twin(name, columns)
        for indexed in _INDEXES[name]:
            words = "_".join(indexed)
            op.create_index(op.f(f"ix_{name}_{words}"), name, list(indexed))
            op.create_index(op.f(f"ix_{name}_revision_{words}"), f"{name}_revision", [*indexed, "known_from"])
    op.create_index(op.f("ix_recommendation_revision_code"), "recommendation_revision", ["code", "known_from"])
    for name in _TABLES:
        if op.get_bind().dialect.name == "postgresql":
            _protect_on_postgresql(name)
        else:
            _protect_on_sqlite(name)


def downgrade() -> None:
    for name in reversed(_TABLES):
        op.drop_table(f"{name}_revision")
        op.drop_table(name)


def _recommendation(*, nullable: bool) -> tuple[sa.Column[Any], ...]:
    """Return the columns of the table, in its order; in the twin all but the key may be empty."""
    texts = ("content", "product", "evidence_awaited", "basis")
    links = ("project_id", "milestone_id", "programme_id", "council_session_id", "basis_document_id")
    return (
        sa.Column("code", sa.String(length=20), nullable=nullable),
        *(sa.Column(name, sa.Text(), nullable=nullable) for name in texts),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("priority", sa.Boolean(), nullable=nullable),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("addressee_id", sa.Integer(), nullable=nullable),
        sa.Column("made_for_id", sa.Integer(), nullable=nullable),
        sa.Column("prepared_by_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in links),
        sa.Column("state", _choice("state", _STATES, twin=nullable), nullable=nullable),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("pressed", _choice("pressed", _STEPS, twin=nullable), nullable=True),
        sa.Column("explain_by", sa.Date(), nullable=True),
        sa.Column("answer_awaited", sa.Boolean(), nullable=nullable),
        sa.Column("demo", sa.Boolean(), nullable=nullable),
        sa.Column("search_text", sa.Text(), nullable=nullable),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=nullable),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=nullable),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=nullable),
    )


def _follow_up(*, nullable: bool) -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=nullable),
        sa.Column("step", _choice("step", _STEPS, twin=nullable), nullable=nullable),
        sa.Column("taken_on", sa.Date(), nullable=nullable),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=nullable),
        sa.Column("actor", sa.String(length=200), nullable=nullable),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=nullable),
        sa.Column("words", sa.Text(), nullable=nullable),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("explain_by", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=nullable),
    )


def _choice(name: str, values: tuple[str, ...], *, twin: bool) -> sa.types.TypeEngine[str]:
    if twin:
        return sa.String(length=32)
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _rules_of_recommendation() -> tuple[sa.Constraint, ...]:
    subject = " + ".join(
        f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in ("project_id", "milestone_id", "programme_id")
    )
    closed = "(closed_on IS NULL) = (state NOT IN ('done', 'not_done'))"
    return (
        sa.CheckConstraint(f"{subject} <= 1", name=op.f("ck_recommendation_one_subject")),
        sa.CheckConstraint("(issued_on IS NULL) = (state = 'draft')", name=op.f("ck_recommendation_sent")),
        sa.CheckConstraint(closed, name=op.f("ck_recommendation_closed")),
        _link("recommendation", "addressee_id", "organisation"),
        _link("recommendation", "made_for_id", "organisation"),
        _link("recommendation", "prepared_by_id", "user_account"),
        _link("recommendation", "project_id", "project"),
        _link("recommendation", "milestone_id", "milestone"),
        _link("recommendation", "programme_id", "programme"),
        _link("recommendation", "council_session_id", "council_session"),
        _link("recommendation", "basis_document_id", "document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("code", name=op.f("uq_recommendation_code")),
    )


def _rules_of_follow_up() -> tuple[sa.Constraint, ...]:
    return (
        _link("follow_up", "recommendation_id", "recommendation"),
        _link("follow_up", "actor_id", "user_account"),
        _link("follow_up", "organisation_id", "organisation"),
        _link("follow_up", "document_id", "document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _create_twin(name: str, columns: tuple[sa.Column[Any], ...]) -> None:
    twin = f"{name}_revision"
    op.create_table(
        twin,
        *columns,
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_by_id", sa.Integer(), nullable=True),
        sa.Column("revision_reason", sa.Text(), nullable=True),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("seals", sa.JSON(), nullable=False),
        sa.Column("previous_digest", sa.String(length=64), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f(f"pk_{twin}")),
        sqlite_with_rowid=False,
    )


def _protect_on_postgresql(name: str) -> None:
    twin, words = f"{name}_revision", ", ".join(f"'{each}'" for each in _SEALED[name])
    op.execute(
        f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {twin} FOR EACH ROW EXECUTE FUNCTION keep_revisions({words})"
    )
    op.execute(f"CREATE TRIGGER kept_whole BEFORE TRUNCATE ON {twin} EXECUTE FUNCTION keep_revisions()")


def _protect_on_sqlite(name: str) -> None:
    twin = sa.Table(f"{name}_revision", sa.MetaData(), autoload_with=op.get_bind())

    def same(without: set[str]) -> str:
        return " AND ".join(
            f'NEW."{each.name}" IS OLD."{each.name}"' for each in twin.columns if each.name not in without
        )

    refuse = f"BEGIN SELECT RAISE(ABORT, '{twin.name} is only added to'); END"
    ends = (
        "(OLD.known_until = '9999-12-31 00:00:00.000000' AND NEW.known_until < OLD.known_until "
        f"AND NEW.known_until >= OLD.known_from AND {same({'known_until'})})"
    )
    ordered = (
        f"(EXISTS (SELECT 1 FROM redaction WHERE noun = '{name}' AND record_id = OLD.id "
        f"AND approved_by_id IS NOT NULL) AND {same({*_SEALED[name], 'seals'})})"
    )
    op.execute(
        f"CREATE TRIGGER {twin.name}_kept_update BEFORE UPDATE ON {twin.name} WHEN NOT ({ends} OR {ordered}) {refuse}"
    )
    op.execute(f"CREATE TRIGGER {twin.name}_kept_delete BEFORE DELETE ON {twin.name} {refuse}")
    op.execute(
        f"CREATE TRIGGER {twin.name}_kept_insert BEFORE INSERT ON {twin.name} WHEN EXISTS "
        f"(SELECT 1 FROM {twin.name} WHERE id = NEW.id AND revision = NEW.revision) {refuse}"
    )
