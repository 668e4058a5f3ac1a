"""Let measurements carry a note and the document they come from, and let nobody enter one value twice.

The twin gets the two columns by ADD COLUMN alone, which starts its second form: states from before keep the digest of
the first, which does not know them. Its triggers are made again, since on SQLite they name the columns they guard.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLE, _TWIN = "measurement", "measurement_revision"
_IDENTITY = ["indicator_id", "kind", "year", "as_of", "scope"]
_UNIQUE = f"uq_{_TABLE}_{'_'.join(_IDENTITY)}"
_TWIN_INDEX = f"ix_{_TWIN}_{'_'.join(_IDENTITY)}"
_SEALED = ("source", "revision_reason")


def upgrade() -> None:
    with op.batch_alter_table(_TABLE, schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_measurement_document_id_document"), "document", ["document_id"], ["id"]
        )
        batch_op.create_unique_constraint(batch_op.f(_UNIQUE), _IDENTITY)
        batch_op.create_index(batch_op.f("ix_measurement_document_id"), ["document_id"], unique=False)
    _unprotect()
    op.add_column(_TWIN, sa.Column("note", sa.Text(), nullable=True))
    op.add_column(_TWIN, sa.Column("document_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_measurement_revision_document_id"), _TWIN, ["document_id", "known_from"])
    op.create_index(op.f(_TWIN_INDEX), _TWIN, [*_IDENTITY, "known_from"])
    _protect((*_SEALED, "note"))


def downgrade() -> None:
    """Refuse where states of the second form are kept: without the columns their digests could not be verified."""
    states = op.get_bind().execute(sa.text(f"SELECT count(*) FROM {_TWIN} WHERE form > 1")).scalar_one()
    if states:
        raise RuntimeError(f"{_TWIN} keeps {states} states of its second form, which a downgrade would destroy.")
    _unprotect()
    op.drop_index(op.f(_TWIN_INDEX), _TWIN)
    op.drop_index(op.f("ix_measurement_revision_document_id"), _TWIN)
    op.drop_column(_TWIN, "document_id")
    op.drop_column(_TWIN, "note")
    _protect(_SEALED)
    with op.batch_alter_table(_TABLE, schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_document_id"))
        batch_op.drop_constraint(batch_op.f(_UNIQUE), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_measurement_document_id_document"), type_="foreignkey")
        batch_op.drop_column("document_id")
        batch_op.drop_column("note")


def _unprotect() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER kept ON {_TWIN}")
    else:
        op.execute(f"DROP TRIGGER {_TWIN}_kept_update")


def _protect(sealed: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        words = ", ".join(f"'{name}'" for name in sealed)
        each = f"FOR EACH ROW EXECUTE FUNCTION keep_revisions({words})"
        op.execute(f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {_TWIN} {each}")
    else:
        _protect_on_sqlite(sealed)


def _protect_on_sqlite(sealed: tuple[str, ...]) -> None:
    twin = sa.Table(_TWIN, sa.MetaData(), autoload_with=op.get_bind())

    def same(without: set[str]) -> str:
        return " AND ".join(
            f'NEW."{each.name}" IS OLD."{each.name}"' for each in twin.columns if each.name not in without
        )

    ends = (
        "(OLD.known_until = '9999-12-31 00:00:00.000000' AND NEW.known_until < OLD.known_until "
        f"AND NEW.known_until >= OLD.known_from AND {same({'known_until'})})"
    )
    ordered = (
        f"(EXISTS (SELECT 1 FROM redaction WHERE noun = '{_TABLE}' AND record_id = OLD.id "
        f"AND approved_by_id IS NOT NULL) AND {same({*sealed, 'seals'})})"
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_TWIN} is only added to'); END"
    op.execute(f"CREATE TRIGGER {_TWIN}_kept_update BEFORE UPDATE ON {_TWIN} WHEN NOT ({ends} OR {ordered}) {refuse}")
