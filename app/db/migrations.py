"""Runs the migrations on an engine, and says whether any is missing."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from app.settings import ROOT


def config() -> Config:
    return Config(ROOT / "alembic.ini")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to `revision`."""
    _run(engine, revision, up=True)


def downgrade(engine: Engine, revision: str) -> None:
    _run(engine, revision, up=False)


def is_current(engine: Engine) -> bool:
    """Say whether the database has every migration of this program."""
    # Asked by every health check, which must not queue behind whoever is writing.
    with engine.execution_options(write=False).connect() as connection:
        return MigrationContext.configure(connection).get_current_heads() == tuple(
            ScriptDirectory.from_config(config()).get_heads()
        )


def _run(engine: Engine, revision: str, *, up: bool) -> None:
    settings = config()
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                # SQLite rebuilds a table by dropping it, and a drop cascades; inside a transaction this is ignored.
                connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            settings.attributes["connection"] = connection
            (command.upgrade if up else command.downgrade)(settings, revision)
            connection.commit()
    finally:
        # A connection that went back with foreign keys off must not serve anyone.
        engine.dispose()
