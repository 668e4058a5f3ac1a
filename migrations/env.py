"""Alembic's entry: one chain of migrations for SQLite and PostgreSQL."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from app.db.base import Base
from app.db.engine import make_engine
from app.db.types import ExactDecimal, UtcDateTime
from app.models import Installation
from app.settings import Settings

assert Installation.metadata is Base.metadata  # noqa: S101 (importing app.models declares every table)


def render_item(kind: str, item: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write our types as SQLAlchemy's, so that a migration never imports the application it outlives."""
    del autogen_context
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, ExactDecimal):
        return 'sa.Numeric(24, 6).with_variant(sa.String(32), "sqlite")'
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    given = context.config.attributes.get("connection")
    if isinstance(given, Connection):
        migrate(given)
        return
    # Foreign keys stay off: SQLite rebuilds a table by dropping it, and a drop cascades.
    engine = make_engine(Settings().database_url, enforce_foreign_keys=False)
    try:
        with engine.connect() as connection:
            migrate(connection)
            connection.commit()
    finally:
        engine.dispose()


main()
