"""The commands an operator types. With `app.web.deps` the only place that reads the clock."""

import argparse
import contextlib
import socket
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.db.engine import make_engine, reading, writing
from app.db.migrations import is_current, upgrade
from app.domain.errors import DomainError
from app.main import create_app
from app.services.seeding.demo import load_demo
from app.services.seeding.differences import differences
from app.services.seeding.load import is_empty, load_missing_reference_data, load_seed
from app.settings import Settings


class OperatorError(Exception):
    """Something the operator can mend, in one line."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status. What the operator can mend is told in one line."""
    wanted = _parser().parse_args(words)
    try:
        wanted.run(wanted, Settings())
    except ValidationError as error:
        first = error.errors()[0]
        return _fail(f"TRIENKHAI_{str(first['loc'][0]).upper()} {first['msg'].removeprefix('Value error, ')}.")
    except (OperatorError, DomainError) as error:
        return _fail(str(error))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        return _fail(f"The database does not answer: {reason}. See TRIENKHAI_DATABASE_URL.")
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="trienkhai", description="Triển Khai: a resolution as a living portfolio.")
    commands = parser.add_subparsers(required=True, metavar="command")
    run = commands.add_parser("run", help="migrate, load the seed into an empty database, and serve")
    run.add_argument("--bare", action="store_true", help="leave out the demonstration data")
    serve = commands.add_parser("serve", help="serve a database that is migrated already")
    for command in (run, serve):
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=_port, default=8000)
    run.set_defaults(run=_run)
    serve.set_defaults(run=_serve)
    commands.add_parser("migrate", help="bring the database up to this program").set_defaults(run=_migrate)
    seed = commands.add_parser("seed", help="load the seed into an empty database")
    seed.add_argument("--demo", action="store_true", help="make it a demonstration database, for good")
    seed.add_argument("--diff", action="store_true", help="only tell how the database differs from the files")
    seed.set_defaults(run=_seed)
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:  # noqa: PLR2004 (the largest port)
        raise argparse.ArgumentTypeError(f"{text} is not a port; give a number from 1 to 65535")
    return int(text)


def _run(wanted: argparse.Namespace, settings: Settings) -> None:
    with _listening(wanted.host, wanted.port) as listener:
        _prepare_folder(settings)
        engine = make_engine(settings.database_url)
        try:
            upgrade(engine)
            if not _seed_if_empty(engine, settings, demo=not wanted.bare):
                _complete(engine, settings)
        finally:
            engine.dispose()
        _answer(listener, settings, f"http://{wanted.host}:{wanted.port}/")


def _serve(wanted: argparse.Namespace, settings: Settings) -> None:
    with _listening(wanted.host, wanted.port) as listener:
        _require_current(settings)
        _answer(listener, settings, f"http://{wanted.host}:{wanted.port}/")


def _require_current(settings: Settings) -> None:
    """Refuse a database that lacks a migration: its pages would fail one by one."""
    engine = make_engine(settings.database_url)
    try:
        if not is_current(engine):
            raise OperatorError("The database lacks migrations of this program. Type: trienkhai migrate")
    finally:
        engine.dispose()


def _migrate(_: argparse.Namespace, settings: Settings) -> None:
    _prepare_folder(settings)
    engine = make_engine(settings.database_url)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    print("The database is up to date.")


def _seed(wanted: argparse.Namespace, settings: Settings) -> None:
    engine = make_engine(settings.database_url)
    try:
        if wanted.diff:
            with reading(engine)() as session:
                print("\n".join(differences(session, settings.seed_dir)) or "The database agrees with the files.")
            return
        if not (_seed_if_empty(engine, settings, demo=wanted.demo) or _complete(engine, settings)):
            raise OperatorError("The database already holds a resolution; the seed loads once, into an empty one.")
    finally:
        engine.dispose()


def _seed_if_empty(engine: Engine, settings: Settings, *, demo: bool) -> bool:
    """Load the seed unless something is there already; say whether it was loaded."""
    if demo and settings.production:
        raise OperatorError("TRIENKHAI_PRODUCTION is set: demonstration data is refused. Add --bare.")
    with reading(engine)() as session:
        if not is_empty(session):
            return False
    print("Loading the seed (once) …", flush=True)
    with writing(engine).begin() as session:
        load_seed(session, settings.seed_dir, datetime.now(UTC), demo=demo)  # noqa: TID251 (the command's clock)
        if demo:
            load_demo(session, settings.seed_dir / "demo")
    return True


def _complete(engine: Engine, settings: Settings) -> bool:
    """Load the calendar and the templates into a database older than their tables; say whether they were missing."""
    with writing(engine).begin() as session:
        missing = load_missing_reference_data(session, settings.seed_dir, datetime.now(UTC))  # noqa: TID251 (as above)
    if missing:
        print("Loaded the calendar and the templates.", flush=True)
    return missing


def _prepare_folder(settings: Settings) -> None:
    """Make the folder of an SQLite file. Raises OperatorError when that cannot be."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
        (folder / ".writable").unlink()
    except OSError as error:
        raise OperatorError(f"Cannot write to {folder}: {error.strerror}. Set TRIENKHAI_DATABASE_URL.") from error


def _listening(host: str, port: int) -> contextlib.closing[socket.socket]:
    """Take the address before anything else is done. Raises OperatorError when it is taken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        raise OperatorError(f"Cannot listen on {host}:{port}: {error.strerror}. Try another --port.") from error
    return contextlib.closing(listener)


def _answer(listener: socket.socket, settings: Settings, address: str) -> None:
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning", server_header=False))
    print(f"Triển Khai answers at {address}  (Ctrl-C stops it)", flush=True)
    server.run(sockets=[listener])


def _fail(line: str) -> int:
    print(line, file=sys.stderr)
    return 1
