"""Loaded databases: loading replays years of history, so each kind is loaded once and copied wherever it is wanted."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from app.db.engine import make_engine, writing
from app.db.migrations import upgrade
from app.services.seeding.demo import load_demo
from app.services.seeding.load import load_seed
from app.settings import ROOT
from tests.factories import NOW


class Holding(StrEnum):
    """What a database begins with: its tables, the shipped seed too, for a demonstration, its story told."""

    TABLES = "tables"
    SEED = "seed"
    STAGE = "stage"
    DEMONSTRATION = "demonstration"


def load(url: str, folder: Path, holding: Holding) -> None:
    """Fill the empty database at `url`; `folder` is one that all processes of a run share."""
    wanted = make_url(url)
    if wanted.get_backend_name() == "sqlite":
        _copy_file(wanted, folder, holding)
        return
    template = _template(wanted, folder, holding)
    with _server(wanted) as run:
        run(f"DROP DATABASE IF EXISTS {wanted.database}")
        run(f"CREATE DATABASE {wanted.database} TEMPLATE {template.database}")


def _copy_file(wanted: URL, folder: Path, holding: Holding) -> None:
    loaded = folder / f"loaded-{holding}.db"
    with _alone(loaded):
        if not loaded.exists():
            unfinished = folder / f"unfinished-{holding}.db"
            _fill(f"sqlite:///{unfinished}", holding)
            unfinished.rename(loaded)
    shutil.copy(loaded, str(wanted.database))


def _template(wanted: URL, folder: Path, holding: Holding) -> URL:
    """Return the database of this server and run that holds what is wanted, loaded when it is first asked for."""
    # A server that outlives the run may hold another run's.
    run_name = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    template = wanted.set(database=f"loaded_{holding}_{run_name}")
    loaded = folder / f"loaded-{holding}.on-server"
    with _alone(loaded):
        if not loaded.exists():
            with _server(wanted) as run:
                run(f"DROP DATABASE IF EXISTS {template.database}")
                run(f"CREATE DATABASE {template.database}")
            _fill(template.render_as_string(hide_password=False), holding)
            loaded.touch()
    return template


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process of the run at a time make what is to be at the path."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fill(url: str, holding: Holding) -> None:
    engine = make_engine(url)
    upgrade(engine)
    if holding is not Holding.TABLES:
        with writing(engine).begin() as session:
            load_seed(session, ROOT / "seed", NOW, demo=holding is not Holding.SEED)
            if holding is Holding.DEMONSTRATION:
                load_demo(session, ROOT / "seed" / "demo")
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # As a server does by itself within a minute: without it every plan over the past is a guess.
            connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


@contextmanager
def _server(url: URL) -> Iterator[Callable[[str], object]]:
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield lambda statement: connection.execute(text(statement))
    engine.dispose()
