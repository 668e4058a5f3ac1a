"""The commands an operator types. With `app.web.clock` the only place that reads the clock."""

import argparse
import contextlib
import socket
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.db.engine import at, make_engine, reading, writing
from app.db.migrations import is_current, upgrade
from app.domain.access.actor import Actor, Role
from app.domain.access.provider import identity_of
from app.domain.access.sign_in import TokenScope
from app.domain.errors import DomainError, InvalidInputError
from app.domain.history.roots import read_root
from app.main import create_app
from app.queries.history.checking import check_history
from app.queries.history.log import contains
from app.schemas.access import NewAccount
from app.services.access.accounts import add_link, add_membership, add_user, set_password, user_by_login
from app.services.access.demo_accounts import make_demo_accounts
from app.services.access.provider_sign_ins import require_organisations, tie_user
from app.services.access.sign_ins import add_token
from app.services.changes import count_change
from app.services.history.checks import keep_check
from app.services.seeding.demo import load_demo
from app.services.seeding.differences import differences
from app.services.seeding.load import is_empty, load_missing_reference_data, load_seed
from app.services.unit_of_work import UnitOfWork
from app.settings import Settings
from app.web.clock import office_day_of


class OperatorError(Exception):
    """Something the operator can mend, in one line."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status. What the operator can mend is told in one line."""
    wanted = _parser().parse_args(words)
    try:
        wanted.run(wanted, Settings())
    except ValidationError as error:
        return _fail(_first_fault(error))
    except InvalidInputError as error:
        return _fail(" ".join(str(each.detail) for each in error.errors))
    except (OperatorError, DomainError) as error:
        return _fail(str(error))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        return _fail(f"The database does not answer: {reason}. See TRIENKHAI_DATABASE_URL.")
    except UnicodeError:
        return _fail("What was typed is not UTF-8.")
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _first_fault(error: ValidationError) -> str:
    """Return what is wrong first; a fault of several settings together names them itself."""
    first = error.errors()[0]
    name, said = str(first["loc"][0]) if first["loc"] else "", first["msg"].removeprefix("Value error, ")
    setting = f"TRIENKHAI_{name.upper()}" if error.title == Settings.__name__ else f"--{name}"
    return f"{setting} {said}." if name else f"{said}."


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
    _add_account_commands(commands)
    seed = commands.add_parser("seed", help="load the seed into an empty database")
    seed.add_argument("--demo", action="store_true", help="make it a demonstration database, for good")
    seed.add_argument("--diff", action="store_true", help="only tell how the database differs from the files")
    seed.set_defaults(run=_seed)
    verify = commands.add_parser("verify-history", help="check that nobody has changed or taken out what was recorded")
    verify.add_argument(
        "--against", metavar="ROOT", help="a root kept outside: is its history the beginning of today's?"
    )
    verify.set_defaults(run=_verify_history)
    return parser


def _add_account_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    user = commands.add_parser("create-user", help="make an account; prints a one-time link that sets its password")
    user.add_argument("login")
    user.add_argument("--name", required=True)
    user.add_argument("--role", choices=[role.value for role in Role], required=True)
    user.add_argument("--organisation", required=True, help="code of the organisation the role is held in")
    user.add_argument("--password-stdin", action="store_true", help="take the password from standard input instead")
    user.set_defaults(run=_create_user)
    tie = commands.add_parser("tie-user", help="let the identity provider's name for a person open an account")
    tie.add_argument("login")
    tie.add_argument("subject", help="what the provider calls the person (the claim sub)")
    tie.set_defaults(run=_tie_user)
    token = commands.add_parser("create-token", help="make an API token; prints the token alone")
    token.add_argument("--user", required=True, help="login of the account it acts for")
    token.add_argument("--days", type=int, required=True, choices=range(1, 366), metavar="1-365")
    token.add_argument("--scope", choices=[scope.value for scope in TokenScope], default=TokenScope.READ.value)
    token.add_argument("--name", default="command line")
    token.set_defaults(run=_create_token)


def _create_user(wanted: argparse.Namespace, settings: Settings) -> None:
    now = datetime.now(UTC)  # noqa: TID251 (the command's clock)
    account = NewAccount(login=wanted.login, name=wanted.name)
    with _changing(settings, now) as work:
        user = add_user(work.session, account.login, account.name)
        add_membership(work.session, user, wanted.organisation, Role(wanted.role), work.today)
        if wanted.password_stdin:
            set_password(user, sys.stdin.readline().rstrip("\n"))
            print(f"{user.login} can sign in.")
        else:
            print(f"/mat-khau-moi/{add_link(work, user)}")


def _tie_user(wanted: argparse.Namespace, settings: Settings) -> None:
    if not settings.oidc_issuer:
        raise OperatorError("TRIENKHAI_OIDC_ISSUER is not set: there is no provider to tie an account to.")
    now = datetime.now(UTC)  # noqa: TID251 (the command's clock)
    with _changing(settings, now) as work:
        user = tie_user(work.session, wanted.login, identity_of(settings.oidc_issuer, wanted.subject))
        print(f"{user.login} is opened by {wanted.subject} at {settings.oidc_issuer} from now on.")


def _create_token(wanted: argparse.Namespace, settings: Settings) -> None:
    now = datetime.now(UTC)  # noqa: TID251 (the command's clock)
    with _changing(settings, now) as work:
        user = user_by_login(work.session, wanted.user)
        print(add_token(work.session, user.id, wanted.name, TokenScope(wanted.scope), (now, wanted.days)))


@contextlib.contextmanager
def _changing(settings: Settings, now: datetime) -> Iterator[UnitOfWork]:
    """Open the database for one change by whoever may run commands on this machine."""
    _require_current(settings)
    engine = make_engine(settings.database_url)
    try:
        with writing(engine).begin() as session:
            yield UnitOfWork(at(session, now), Actor(name="command line"), now, office_day_of(now))
            # What is of today alone is in no log: whoever has read it is to read it anew.
            count_change(session)
    finally:
        engine.dispose()


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
            _show_demo_accounts(engine, settings)
        finally:
            engine.dispose()
        _answer(listener, _open_to_readers(settings), f"http://{wanted.host}:{wanted.port}/")


def _open_to_readers(settings: Settings) -> Settings:
    """Show published work without an account, unless the operator has said otherwise."""
    said = "public_reading" in settings.model_fields_set
    return settings if said else settings.model_copy(update={"public_reading": True})


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


def _verify_history(wanted: argparse.Namespace, settings: Settings) -> None:
    kept_outside = read_root(wanted.against) if wanted.against is not None else None
    _require_current(settings)
    engine = make_engine(settings.database_url)
    now = datetime.now(UTC)  # noqa: TID251 (the command's clock)
    try:
        with reading(engine)() as session:
            check = check_history(session)
            holds = kept_outside is None or contains(session, kept_outside)
        with writing(engine).begin() as session:
            keep_check(at(session, now), check, now)
            count_change(session)
    finally:
        engine.dispose()
    print(f"{check.chains} records, {check.revisions} revisions")
    print(f"first {check.first}\nlast  {check.last}\nroot  {check.root}")
    if check.broken is not None:
        raise OperatorError(str(check.broken.message))
    if not holds:
        raise OperatorError(f"Today's history does not contain the history of {kept_outside}.")


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


def _show_demo_accounts(engine: Engine, settings: Settings) -> None:
    """Print the demonstration's accounts; their passwords are made on the spot, at every start, and never kept."""
    now = datetime.now(UTC)  # noqa: TID251 (the command's clock)
    with writing(engine).begin() as session:
        accounts = [] if settings.production else make_demo_accounts(at(session, now), office_day_of(now))
    if accounts:
        print("Demonstration accounts (new passwords at every start):")
    for account in accounts:
        print(f"  {account.login:<12}{account.password}  {account.name}")


def _complete(engine: Engine, settings: Settings) -> bool:
    """Load calendar, templates and successions into a database older than their tables; say whether any was missing."""
    with writing(engine).begin() as session:
        missing = load_missing_reference_data(session, settings.seed_dir, datetime.now(UTC))  # noqa: TID251 (as above)
    if missing:
        print("Loaded what this database was older than: calendar, templates, successions.", flush=True)
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


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the address before anything else is done. Raises OperatorError when it is taken."""
    with contextlib.ExitStack() as opened:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            listener = opened.enter_context(socket.socket(family, socket.SOCK_STREAM))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(128)
        except OSError as error:
            raise OperatorError(f"Cannot listen on {host}:{port}: {error.strerror}. Try another --port.") from error
        yield listener


def _answer(listener: socket.socket, settings: Settings, address: str) -> None:
    app = create_app(settings)
    # Without the lifespan protocol, whose task logs a traceback when Ctrl-C comes twice.
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off"))
    try:
        _require_mapped_organisations(app)
        print(f"Triển Khai answers at {address}  (Ctrl-C stops it)", flush=True)
        server.run(sockets=[listener])
    finally:
        app.state.engine.dispose()


def _require_mapped_organisations(app: FastAPI) -> None:
    """Refuse to start with a group that gives an office nowhere: its people would find out one by one."""
    if app.state.provider is not None:
        with app.state.reading() as session:
            require_organisations(session, frozenset().union(*app.state.provider.offices.values()))


def _fail(line: str) -> int:
    print(line, file=sys.stderr)
    return 1
