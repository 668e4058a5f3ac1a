"""Name the council's sessions, with which people compare, and find assignments by the days they begin and end on.

The table has a twin that keeps every state, and the triggers that let nobody rewrite it, as 0009 made for the others;
on PostgreSQL they call the function that 0009 created.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TWIN = "council_session_revision"
_SEALED = ("name", "source", "revision_reason")


def upgrade() -> None:
    op.create_table(
        "council_session",
        *_columns(nullable=False),
        sa.CheckConstraint("held_to >= held_from", name=op.f("ck_council_session_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_session")),
        sa.UniqueConstraint("code", name=op.f("uq_council_session_code")),
    )
    op.create_index("ix_council_session_held_to_id", "council_session", ["held_to", "id"])
    op.create_table(
        _TWIN,
        *_columns(nullable=True),
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
        sa.PrimaryKeyConstraint("id", "revision", name=op.f(f"pk_{_TWIN}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{_TWIN}_code"), _TWIN, ["code", "known_from"])
    op.create_index(op.f(f"ix_{_TWIN}_held_to_id"), _TWIN, ["held_to", "id", "known_from"])
    if op.get_bind().dialect.name == "postgresql":
        _protect_on_postgresql()
    else:
        _protect_on_sqlite()
    for day in ("from_on", "to_on"):
        op.create_index(op.f(f"ix_assignment_{day}"), "assignment", [day])
        op.create_index(op.f(f"ix_assignment_revision_{day}"), "assignment_revision", [day, "known_from"])


def downgrade() -> None:
    for day in ("from_on", "to_on"):
        op.drop_index(op.f(f"ix_assignment_revision_{day}"), "assignment_revision")
        op.drop_index(op.f(f"ix_assignment_{day}"), "assignment")
    op.drop_table(_TWIN)
    op.drop_table("council_session")


def _columns(*, nullable: bool) -> "Iterable[sa.Column[object]]":
    """Return the columns of the table, in its order; in the twin all but the key may be empty."""
    return (
        sa.Column("code", sa.String(length=20), nullable=nullable),
        sa.Column("name", sa.Text(), nullable=nullable),
        sa.Column("held_from", sa.Date(), nullable=nullable),
        sa.Column("held_to", sa.Date(), nullable=nullable),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=nullable),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=nullable),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=nullable),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=nullable),
    )


def _protect_on_postgresql() -> None:
    words = ", ".join(f"'{name}'" for name in _SEALED)
    op.execute(
        f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {_TWIN} FOR EACH ROW EXECUTE FUNCTION keep_revisions({words})"
    )
    op.execute(f"CREATE TRIGGER kept_whole BEFORE TRUNCATE ON {_TWIN} EXECUTE FUNCTION keep_revisions()")


def _protect_on_sqlite() -> None:
    twin = sa.Table(_TWIN, sa.MetaData(), autoload_with=op.get_bind())

    def same(without: set[str]) -> str:
        return " AND ".join(
            f'NEW."{each.name}" IS OLD."{each.name}"' for each in twin.columns if each.name not in without
        )

    refuse = f"BEGIN SELECT RAISE(ABORT, '{_TWIN} is only added to'); END"
    ends = (
        "(OLD.known_until = '9999-12-31 00:00:00.000000' AND NEW.known_until < OLD.known_until "
        f"AND NEW.known_until >= OLD.known_from AND {same({'known_until'})})"
    )
    ordered = (
        "(EXISTS (SELECT 1 FROM redaction WHERE noun = 'council_session' AND record_id = OLD.id "
        f"AND approved_by_id IS NOT NULL) AND {same({*_SEALED, 'seals'})})"
    )
    op.execute(f"CREATE TRIGGER {_TWIN}_kept_update BEFORE UPDATE ON {_TWIN} WHEN NOT ({ends} OR {ordered}) {refuse}")
    op.execute(f"CREATE TRIGGER {_TWIN}_kept_delete BEFORE DELETE ON {_TWIN} {refuse}")
    op.execute(
        f"CREATE TRIGGER {_TWIN}_kept_insert BEFORE INSERT ON {_TWIN} WHEN EXISTS "
        f"(SELECT 1 FROM {_TWIN} WHERE id = NEW.id AND revision = NEW.revision) {refuse}"
    )
