"""The commands that open accounts and make tokens: they print what is wanted alone, and refuse in one line."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from app.db.engine import at, make_engine, reading, writing
from app.models import Installation
from app.queries.installation import state_of
from app.services.access.accounts import add_user
from app.settings import ROOT
from tests.conftest import NOW
from tests.factories import Make
from tests.test_cli import Outcome, outcome, port

__all__ = ["outcome", "port"]


@pytest.fixture(scope="module")
def database(new_database: Callable[[str, str], str]) -> str:
    url = new_database("sqlite", "accounts")
    engine = make_engine(url)
    with writing(engine).begin() as session:
        Make(at(session, NOW)).organisation(code="so-xay-dung")
        add_user(session, "cosan", "Người có sẵn")
        session.add(Installation(id=1, demo=False, seed_digest="", change_number=0, loaded_at=NOW))
    engine.dispose()
    return url


NEW = ("create-user", "moi", "--name", "Người mới", "--organisation", "so-xay-dung", "--role", "agency")


def with_password(database: str, password: bytes, *words: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "app", *words, "--password-stdin"],
        cwd=ROOT,
        env={"TRIENKHAI_DATABASE_URL": database, "PATH": "", "PYTHONUTF8": "1"},
        input=password,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_new_account_gets_a_one_time_link_and_nothing_else_is_printed(outcome: Outcome, database: str) -> None:
    code, out, err = outcome(*NEW, database=database)

    assert (code, err, out.count("\n")) == (0, "", 1)
    assert out.startswith("/mat-khau-moi/")


def test_a_token_is_printed_alone(outcome: Outcome, database: str) -> None:
    code, out, err = outcome("create-token", "--user", "cosan", "--days", "3", database=database)

    assert (code, err, out.count("\n")) == (0, "", 1)
    assert out.startswith("tk_")
    assert len(out.strip()) == 46


def test_what_a_command_changes_is_read_anew(outcome: Outcome, database: str) -> None:
    engine = make_engine(database)
    with reading(engine)() as session:
        before = state_of(session).change_number
        outcome("create-token", "--user", "cosan", "--days", "3", database=database)
    with reading(engine)() as session:
        after = state_of(session).change_number
    engine.dispose()

    assert after > before


def test_a_password_may_come_from_standard_input(database: str) -> None:
    words = ("create-user", "matkhau", *NEW[2:])

    assert with_password(database, "tám con trâu\n".encode(), *words) == (0, "matkhau can sign in.\n", "")


@pytest.mark.parametrize("password", [b"matkhau123\n", b"\xff\xfe" * 8])
def test_a_password_that_cannot_be_taken_is_refused_in_one_line(database: str, password: bytes) -> None:
    code, out, err = with_password(database, password, "create-user", "khac", *NEW[2:])

    assert (code, out, err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    "words",
    [
        ("create-user", "cosan", *NEW[2:]),
        ("create-user", "co san", *NEW[2:]),
        ("create-user", "", *NEW[2:]),
        ("create-user", "khac", "--name", "Tên", "--organisation", "khong-co", "--role", "agency"),
        ("create-token", "--user", "khong-co", "--days", "3"),
    ],
    ids=["taken login", "login with a space", "no login", "unknown organisation", "unknown account"],
)
def test_what_cannot_be_done_is_told_in_one_line(outcome: Outcome, database: str, words: tuple[str, ...]) -> None:
    code, out, err = outcome(*words, database=database)

    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_database_without_tables_is_told_in_one_line(outcome: Outcome, tmp_path: Path) -> None:
    code, _, err = outcome("create-token", "--user", "a", "--days", "3", database=f"sqlite:///{tmp_path / 'new.db'}")

    assert (code, err) == (1, "The database lacks migrations of this program. Type: trienkhai migrate\n")


Operator = Callable[..., tuple[int, str, str]]
PROVIDER = {
    "TRIENKHAI_PUBLIC_URL": "https://trienkhai.example",
    "TRIENKHAI_OIDC_ISSUER": "https://dang-nhap.example",
    "TRIENKHAI_OIDC_CLIENT_ID": "trienkhai",
    "TRIENKHAI_OIDC_CLIENT_SECRET": "bi-mat",
    "TRIENKHAI_OIDC_COOKIE_SECRET": "bi-mat" * 6,
    "TRIENKHAI_OIDC_MEMBERSHIPS": '{"quy-hoach": "planner@so-xay-dung"}',
}


@pytest.fixture
def operator(database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    """Return a function that runs a command in this process, with a provider in its environment."""

    def run(*words: str, **more: str) -> tuple[int, str, str]:
        for name, value in {**PROVIDER, **more, "TRIENKHAI_DATABASE_URL": database}.items():
            monkeypatch.setenv(name, value)
        code = main(words)
        return (code, *capsys.readouterr())

    return run


def test_an_account_is_tied_to_what_the_provider_calls_its_owner(operator: Operator) -> None:
    told = operator("tie-user", "cosan", "a1")

    assert told == (0, "cosan is opened by a1 at https://dang-nhap.example from now on.\n", "")


@pytest.mark.parametrize(
    ("words", "more", "told"),
    [
        (("tie-user", "cosan", "a1"), dict.fromkeys(PROVIDER, ""), "TRIENKHAI_OIDC_ISSUER is not set"),
        (("tie-user", "khong-co", "a1"), {}, "There is no account"),
        (("serve",), {"TRIENKHAI_OIDC_CLIENT_SECRET": ""}, "TRIENKHAI_OIDC_CLIENT_SECRET is missing"),
        (("serve",), {"TRIENKHAI_OIDC_MEMBERSHIPS": "x"}, "TRIENKHAI_OIDC_MEMBERSHIPS is no JSON"),
        (("serve",), {"TRIENKHAI_OIDC_MEMBERSHIPS": '{"a": "chief@b"}'}, "TRIENKHAI_OIDC_MEMBERSHIPS says “chief@b”"),
        (("serve",), {"TRIENKHAI_OIDC_MEMBERSHIPS": '{"a": "agency@b"}'}, "TRIENKHAI_OIDC_MEMBERSHIPS names"),
    ],
)
def test_a_provider_that_is_not_set_up_well_is_told_in_one_line(
    operator: Operator, port: int, words: tuple[str, ...], more: dict[str, str], told: str
) -> None:
    listening = ("--port", str(port)) if words == ("serve",) else ()

    code, out, err = operator(*words, *listening, **more)

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(told)
