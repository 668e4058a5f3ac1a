"""Keep every state: a twin beside each table that remembers, the log, and triggers that let nobody rewrite them.

Rows that are there already become revision 1, known since they were made. Their digests follow form 1 of
docs/decisions/0010, of which this file holds its own copy. Going down forgets the past and leaves the present.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_FAR = datetime(9999, 12, 31, tzinfo=UTC)
_MADE = "t.created_at"
_EITHER = "coalesce(t.project_id, (SELECT m.project_id FROM milestone m WHERE m.id = t.milestone_id))"
_QUOTED = (
    "coalesce(t.project_id, (SELECT m.project_id FROM milestone m WHERE m.id = t.milestone_id), "
    "(SELECT coalesce(a.project_id, n.project_id) FROM assignment a LEFT JOIN milestone n ON n.id = a.milestone_id "
    "WHERE a.id = t.assignment_id))"
)
# For each table: since when a row has been known, and which project it concerns.
_TABLES = {
    "assignment": (_MADE, _EITHER),
    "assignment_batch": ("t.recorded_at", "NULL"),
    "assignment_change": (
        "(SELECT b.recorded_at FROM assignment_batch b WHERE b.id = t.batch_id)",
        "t.project_id",
    ),
    "clause": (_MADE, "NULL"),
    "comment": (_MADE, _EITHER),
    "comment_version": (
        "t.replaced_at",
        (
            "(SELECT coalesce(c.project_id, m.project_id) FROM comment c LEFT JOIN milestone m ON m.id = c.milestone_id "
            "WHERE c.id = t.comment_id)"
        ),
    ),
    "coverage_mark": (_MADE, "NULL"),
    "document": (_MADE, "NULL"),
    "evidence": (
        "(SELECT s.recorded_at FROM status_change s WHERE s.id = t.status_change_id)",
        (
            "(SELECT coalesce(s.project_id, m.project_id) FROM status_change s LEFT JOIN milestone m "
            "ON m.id = s.milestone_id WHERE s.id = t.status_change_id)"
        ),
    ),
    "explanation": (_MADE, _EITHER),
    "extension": (_MADE, _EITHER),
    "forecast": ("t.recorded_at", _EITHER),
    "holiday": (_MADE, "NULL"),
    "indicator": (_MADE, "NULL"),
    "measurement": (_MADE, "NULL"),
    "membership": (_MADE, "NULL"),
    "milestone": (_MADE, "t.project_id"),
    "milestone_predecessor": (
        "(SELECT m.created_at FROM milestone m WHERE m.id = t.milestone_id)",
        "(SELECT m.project_id FROM milestone m WHERE m.id = t.milestone_id)",
    ),
    "obstacle": (_MADE, _EITHER),
    "organisation": (_MADE, "NULL"),
    "programme": (_MADE, "NULL"),
    "progress_report": ("t.recorded_at", "(SELECT m.project_id FROM milestone m WHERE m.id = t.milestone_id)"),
    "project": (_MADE, "t.id"),
    "project_ward": ("(SELECT p.created_at FROM project p WHERE p.id = t.project_id)", "t.project_id"),
    "quotation": (_MADE, _QUOTED),
    "redaction": (_MADE, "NULL"),
    "reference": (_MADE, "t.project_id"),
    "report_document": (
        "(SELECT r.recorded_at FROM progress_report r WHERE r.id = t.report_id)",
        "(SELECT m.project_id FROM progress_report r JOIN milestone m ON m.id = r.milestone_id WHERE r.id = t.report_id)",
    ),
    "resolution": (_MADE, "NULL"),
    "status_change": ("t.recorded_at", _EITHER),
    "succession": (_MADE, "NULL"),
    "target": (_MADE, "NULL"),
    "template": (_MADE, "NULL"),
    "template_step": (_MADE, "NULL"),
    "template_step_predecessor": ("(SELECT s.created_at FROM template_step s WHERE s.id = t.step_id)", "NULL"),
    "urging": ("t.recorded_at", _EITHER),
    "ward": (_MADE, "NULL"),
    "ward_succession": (_MADE, "NULL"),
}
# Exact decimals, which SQLite keeps as text.
_DECIMALS = {"target": ("low", "high"), "measurement": ("value",)}
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_redaction()
    _create_log()
    bind = op.get_bind()
    kept = 0
    for name, (known_since, project) in _TABLES.items():
        table = sa.Table(name, sa.MetaData(), autoload_with=bind, resolve_fks=False)
        twin = _create_twin(table)
        for rows in _revisions(bind, table, known_since):
            bind.execute(sa.insert(twin), rows)
            kept = _note(bind, table, rows, project, kept)
        _protect(twin, sealed=[*_sealed(table), "revision_reason"], name=name)
    for name, key in (("milestone", ()), ("milestone_revision", ("known_from",))):
        for index, day in (("due", "9999-12-31"), ("was_due", "0001-01-01")):
            due = sa.text(f"coalesce(deadline_on, '{day}')")
            op.create_index(op.f(f"ix_{name}_{index}_id"), name, [due, "id", *key])
    bind.execute(sa.text("INSERT INTO log_state (id, changes) VALUES (1, :kept)"), {"kept": kept})
    _protect_log()


def downgrade() -> None:
    for name in reversed(_TABLES):
        op.drop_table(f"{name}_revision")
    op.drop_index("ix_milestone_due_id", "milestone")
    op.drop_index("ix_milestone_was_due_id", "milestone")
    op.drop_table("change")
    op.drop_table("log_state")
    op.drop_table("redaction")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_revisions()")


def _create_redaction() -> None:
    op.create_table(
        "redaction",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("noun", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("approved_by_id <> asked_by_id", name=op.f("ck_redaction_two_persons")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_redaction_document_id_document")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_redaction_asked_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["user_account.id"], name=op.f("fk_redaction_approved_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("code", name=op.f("uq_redaction_code")),
    )
    op.create_index("ix_redaction_noun_record_id", "redaction", ["noun", "record_id"])
    for column in ("document_id", "asked_by_id", "approved_by_id"):
        op.create_index(op.f(f"ix_redaction_{column}"), "redaction", [column])


def _create_log() -> None:
    op.create_table(
        "log_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", _NUMBER, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_log_state_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_state")),
    )
    op.create_table(
        "change",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("noun", sa.String(length=40), nullable=False),
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
    )
    op.create_index("ix_change_noun_record_revision", "change", ["noun", "record", "revision"])
    op.create_index("ix_change_project_id_number", "change", ["project_id", "number"])
    op.create_index("ix_change_known_from", "change", ["known_from"])


def _create_twin(table: sa.Table) -> sa.Table:
    name = f"{table.name}_revision"
    key = [column.name for column in table.primary_key]
    op.create_table(
        name,
        *(sa.Column(each.name, each.type, nullable=not each.primary_key) for each in table.columns),
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
        sa.PrimaryKeyConstraint(*key, "revision", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
    inspector = sa.inspect(op.get_bind())
    looked_up = {tuple(each["column_names"]) for each in inspector.get_indexes(table.name)}
    looked_up |= {tuple(each["column_names"]) for each in inspector.get_unique_constraints(table.name)}
    for names in sorted(looked_up - {tuple(key)}):
        op.create_index(op.f(f"ix_{name}_{'_'.join(names)}"), name, [*names, "known_from"])  # type: ignore[arg-type,list-item]
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _protect(twin: sa.Table, *, sealed: list[str], name: str) -> None:
    """Let the database refuse to change what is kept, but for the end of a state and what a redaction destroys."""
    if op.get_bind().dialect.name == "postgresql":
        _protect_on_postgresql(twin.name, sealed)
    else:
        _protect_on_sqlite(twin, sealed, name)


def _protect_log() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _protect_on_postgresql("change", [])
        return
    op.execute(
        "CREATE TRIGGER change_kept_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'change is only added to'); END"
    )
    op.execute(
        "CREATE TRIGGER change_kept_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'change is only added to'); END"
    )
    op.execute(
        "CREATE TRIGGER change_kept_insert BEFORE INSERT ON change "
        "WHEN EXISTS (SELECT 1 FROM change WHERE number = NEW.number) "
        "BEGIN SELECT RAISE(ABORT, 'change is only added to'); END"
    )


def _protect_on_postgresql(name: str, sealed: list[str]) -> None:
    op.execute(_KEEP_REVISIONS)
    words = ", ".join(f"'{each}'" for each in sealed)
    op.execute(
        f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION keep_revisions({words})"
    )
    op.execute(f"CREATE TRIGGER kept_whole BEFORE TRUNCATE ON {name} EXECUTE FUNCTION keep_revisions()")


def _protect_on_sqlite(twin: sa.Table, sealed: list[str], name: str) -> None:
    def same(without: set[str]) -> str:
        return " AND ".join(
            f'NEW."{each.name}" IS OLD."{each.name}"' for each in twin.columns if each.name not in without
        )

    key = " AND ".join(f"{column.name} = NEW.{column.name}" for column in twin.primary_key)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{twin.name} is only added to'); END"
    ends = (
        "(OLD.known_until = '9999-12-31 00:00:00.000000' AND NEW.known_until < OLD.known_until "
        f"AND NEW.known_until >= OLD.known_from AND {same({'known_until'})})"
    )
    ordered = (
        f"(EXISTS (SELECT 1 FROM redaction WHERE noun = '{name}' AND record_id = OLD.id AND approved_by_id IS NOT NULL) "
        f"AND {same({*sealed, 'seals'})})"
    )
    allowed = f"{ends} OR {ordered}" if "id" in twin.columns else ends
    op.execute(f"CREATE TRIGGER {twin.name}_kept_update BEFORE UPDATE ON {twin.name} WHEN NOT ({allowed}) {refuse}")
    op.execute(f"CREATE TRIGGER {twin.name}_kept_delete BEFORE DELETE ON {twin.name} {refuse}")
    op.execute(
        f"CREATE TRIGGER {twin.name}_kept_insert BEFORE INSERT ON {twin.name} "
        f"WHEN EXISTS (SELECT 1 FROM {twin.name} WHERE {key}) {refuse}"
    )


# The one function that the server holds. Its arguments are the columns of free text.
_KEEP_REVISIONS = """
CREATE OR REPLACE FUNCTION keep_revisions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb;
  after jsonb;
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME <> 'change' THEN
    before := to_jsonb(OLD);
    after := to_jsonb(NEW);
    IF (before ->> 'known_until')::timestamptz = '9999-12-31 00:00:00+00'
        AND (after ->> 'known_until')::timestamptz < '9999-12-31 00:00:00+00'
        AND (after ->> 'known_until')::timestamptz >= (before ->> 'known_from')::timestamptz
        AND before - 'known_until' = after - 'known_until' THEN
      RETURN NEW;
    END IF;
    IF before ? 'id' AND before - TG_ARGV - 'seals' = after - TG_ARGV - 'seals' AND EXISTS (
        SELECT 1 FROM redaction WHERE noun || '_revision' = TG_TABLE_NAME
        AND record_id = (before ->> 'id')::integer AND approved_by_id IS NOT NULL) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is only added to', ERRCODE = 'restrict_violation';
END $$
"""


def _revisions(bind: sa.Connection, table: sa.Table, known_since: str) -> Iterator[list[dict[str, Any]]]:
    order = ", ".join(f"t.{column.name}" for column in table.primary_key)
    known = sa.type_coerce(sa.literal_column(known_since), sa.DateTime(timezone=True)).label("known_from_of_row")
    source = table.alias("t")
    wanted = sa.select(source, known).order_by(sa.text(order))
    found = bind.execute(wanted, execution_options={"yield_per": 500})
    now = datetime.now(UTC)  # noqa: TID251 (a migration has no other clock)
    for rows in found.mappings().partitions():
        yield [_revision(table, dict(row), now) for row in rows]


def _revision(table: sa.Table, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    known_from = _aware(row.pop("known_from_of_row"))
    revision = {
        **row,
        "revision": 1,
        "known_from": known_from,
        "known_until": _FAR,
        "loaded_at": now,
        "revised_by_id": None,
        "revision_reason": None,
        "form": 1,
        "gone": False,
        "previous_digest": None,
    }
    salted = {name: (os.urandom(16), row[name]) for name in _sealed(table) if row[name] is not None}
    seals = {
        name: [salt.hex(), hashlib.sha256(salt + _canonical(text)).hexdigest()] for name, (salt, text) in salted.items()
    }
    key = {column.name: row[column.name] for column in table.primary_key}
    plain = {name: row[name] for name in row if name not in key and name not in _sealed(table)}
    for name in _DECIMALS.get(table.name, ()):
        plain[name] = None if plain[name] is None else Decimal(plain[name])
    content = {
        "form": 1,
        "table": table.name,
        "key": key,
        "number": 1,
        "known_from": known_from,
        "loaded_at": now,
        "revised_by_id": None,
        "gone": False,
        "values": plain,
        "sealed": {name: seals[name][1] if name in seals else None for name in (*_sealed(table), "revision_reason")},
        "previous": None,
    }
    digest = hashlib.sha256(_canonical(content)).hexdigest()
    # SQLite keeps instants without their zone, in UTC.
    return {**_stored(revision), "seals": seals, "digest": digest}


def _note(bind: sa.Connection, table: sa.Table, rows: list[dict[str, Any]], project: str, kept: int) -> int:
    """Log the revisions; return how many there are by now."""
    key = [column.name for column in table.primary_key]
    found = bind.execute(sa.text(f"SELECT {', '.join(f't.{name}' for name in key)}, {project} FROM {table.name} t"))
    projects = {tuple(row[:-1]): row[-1] for row in found}
    log = sa.table(
        "change",
        *(sa.column(name) for name in ("number", "noun", "record", "revision", "digest")),
        sa.column("known_from", sa.DateTime(timezone=True)),
        sa.column("project_id"),
    )
    bind.execute(
        sa.insert(log),
        [
            {
                "number": kept + at,
                "noun": table.name,
                "record": "-".join(str(row[name]) for name in key),
                "revision": 1,
                "digest": row["digest"],
                "known_from": row["known_from"],
                "project_id": projects[tuple(row[name] for name in key)],
            }
            for at, row in enumerate(rows, 1)
        ],
    )
    return kept + len(rows)


def _sealed(table: sa.Table) -> list[str]:
    return [column.name for column in table.columns if isinstance(column.type, sa.Text)]


def _stored(row: Mapping[str, Any]) -> dict[str, Any]:
    if op.get_bind().dialect.name == "postgresql":
        return dict(row)
    return {
        name: value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value
        for name, value in row.items()
    }


def _aware(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _canonical(value: object) -> bytes:
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return _aware(value).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return _fraction(value)
    return value


def _fraction(value: float | Decimal) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if number == 0:
        return "0"
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
