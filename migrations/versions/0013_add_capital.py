"""Keep the capital of projects: total investments, plans by source of funds, and what was paid out.

Each table has a twin that keeps every state, and the triggers that let nobody rewrite it, as 0009 made for the others;
on PostgreSQL they call the function that 0009 created.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_FUNDS = (
    "central_budget",
    "city_budget",
    "ward_budget",
    "foreign_loans",
    "government_bonds",
    "social",
    "public_private",
    "other",
)
_KINDS = {
    "investment_total": ("reported", "proposed", "preliminary", "approved", "adjusted"),
    "capital_plan": ("medium_term", "yearly"),
}
_TABLES = ("investment_total", "capital_plan", "disbursement")
# What no two rows may share; the past is looked up by it too.
_UNIQUE = {
    "investment_total": ("project_id", "decided_on"),
    "disbursement": ("project_id", "year", "fund", "as_of"),
}
_KEY: dict[str, sa.types.TypeEngine[Any]] = {"project_id": sa.Integer(), "code": sa.String(length=20)}
# The columns that a table does not share with the others, in its order; closed sets stand in `_choices`.
_OWN: dict[str, dict[str, sa.types.TypeEngine[Any]]] = {
    "investment_total": {
        **_KEY,
        "kind": sa.String(),
        "decided_on": sa.Date(),
        "amount": sa.BigInteger(),
        "approximate": sa.Boolean(),
    },
    "capital_plan": {
        **_KEY,
        "kind": sa.String(),
        "year_from": sa.Integer(),
        "year_to": sa.Integer(),
        "fund": sa.String(),
        "amount": sa.BigInteger(),
        "decided_on": sa.Date(),
    },
    "disbursement": {
        **_KEY,
        "year": sa.Integer(),
        "fund": sa.String(),
        "as_of": sa.Date(),
        "amount": sa.BigInteger(),
    },
}
_CHECKS = {
    "investment_total": {"amount": "amount > 0"},
    "capital_plan": {
        "amount": "amount >= 0",
        "years": "year_to >= year_from",
        "year": "kind <> 'yearly' OR year_to = year_from",
    },
    "disbursement": {"amount": "amount >= 0"},
}
_LOOKED_UP = {"investment_total": ("document_id",), "capital_plan": ("document_id", "project_id")}
_SEALED = ("note", "source", "revision_reason")


def upgrade() -> None:
    for table in _TABLES:
        op.create_table(table, *_columns(table, twin=False), *_constraints(table))
        _create_twin(table)
        _index(table)
        if op.get_bind().dialect.name == "postgresql":
            _protect_on_postgresql(f"{table}_revision")
        else:
            _protect_on_sqlite(table, f"{table}_revision")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(f"{table}_revision")
        op.drop_table(table)


def _columns(table: str, *, twin: bool) -> "Iterator[sa.Column[object]]":
    """Yield the columns of a table, in its order; in the twin all but the key may be empty and no set is closed."""
    kinds: dict[str, sa.types.TypeEngine[Any]] = {
        name: sa.String(length=32) if twin else _closed(name, values) for name, values in _choices(table).items()
    }
    for name, kind in _OWN[table].items():
        yield sa.Column(name, kinds.get(name, kind), nullable=twin)
    if table in _LOOKED_UP:
        yield sa.Column("document_id", sa.Integer(), nullable=True)
    for name in ("note", "source"):
        yield sa.Column(name, sa.Text(), nullable=True)
    yield sa.Column("demo", sa.Boolean(), nullable=twin)
    yield sa.Column("id", sa.Integer(), nullable=False)
    yield sa.Column("version", sa.Integer(), nullable=twin)
    for name in ("created_at", "updated_at"):
        yield sa.Column(name, sa.DateTime(timezone=True), nullable=twin)


def _choices(table: str) -> dict[str, tuple[str, ...]]:
    """Return the closed sets of a table by column."""
    kinds = {"kind": _KINDS[table]} if table in _KINDS else {}
    return kinds if table == "investment_total" else {**kinds, "fund": _FUNDS}


def _closed(name: str, values: tuple[str, ...]) -> "sa.types.TypeEngine[Any]":
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _constraints(table: str) -> Iterator[sa.Constraint]:
    for name, rule in _CHECKS[table].items():
        yield sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
    yield sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f(f"fk_{table}_project_id_project"))
    if table in _LOOKED_UP:
        yield sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{table}_document_id_document"))
    yield sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    yield sa.UniqueConstraint("code", name=op.f(f"uq_{table}_code"))
    if unique := _UNIQUE.get(table):
        yield sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}"))


def _create_twin(table: str) -> None:
    twin = f"{table}_revision"
    op.create_table(
        twin,
        *_columns(table, twin=True),
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


def _index(table: str) -> None:
    twin = f"{table}_revision"
    op.create_index(op.f(f"ix_{twin}_code"), twin, ["code", "known_from"])
    if unique := _UNIQUE.get(table):
        op.create_index(op.f(f"ix_{twin}_{'_'.join(unique)}"), twin, [*unique, "known_from"])
    for column in _LOOKED_UP.get(table, ()):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
        op.create_index(op.f(f"ix_{twin}_{column}"), twin, [column, "known_from"])


def _protect_on_postgresql(twin: str) -> None:
    words = ", ".join(f"'{name}'" for name in _SEALED)
    op.execute(
        f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {twin} FOR EACH ROW EXECUTE FUNCTION keep_revisions({words})"
    )
    op.execute(f"CREATE TRIGGER kept_whole BEFORE TRUNCATE ON {twin} EXECUTE FUNCTION keep_revisions()")


def _protect_on_sqlite(table: str, twin: str) -> None:
    made = sa.Table(twin, sa.MetaData(), autoload_with=op.get_bind())

    def same(without: set[str]) -> str:
        return " AND ".join(
            f'NEW."{each.name}" IS OLD."{each.name}"' for each in made.columns if each.name not in without
        )

    refuse = f"BEGIN SELECT RAISE(ABORT, '{twin} is only added to'); END"
    ends = (
        "(OLD.known_until = '9999-12-31 00:00:00.000000' AND NEW.known_until < OLD.known_until "
        f"AND NEW.known_until >= OLD.known_from AND {same({'known_until'})})"
    )
    ordered = (
        f"(EXISTS (SELECT 1 FROM redaction WHERE noun = '{table}' AND record_id = OLD.id "
        f"AND approved_by_id IS NOT NULL) AND {same({*_SEALED, 'seals'})})"
    )
    op.execute(f"CREATE TRIGGER {twin}_kept_update BEFORE UPDATE ON {twin} WHEN NOT ({ends} OR {ordered}) {refuse}")
    op.execute(f"CREATE TRIGGER {twin}_kept_delete BEFORE DELETE ON {twin} {refuse}")
    op.execute(
        f"CREATE TRIGGER {twin}_kept_insert BEFORE INSERT ON {twin} WHEN EXISTS "
        f"(SELECT 1 FROM {twin} WHERE id = NEW.id AND revision = NEW.revision) {refuse}"
    )
