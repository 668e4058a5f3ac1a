"""The commands that open accounts and make tokens: they print what is wanted alone, and refuse in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.db.engine import at, make_engine, writing
from app.db.migrations import upgrade
from app.services.access.accounts import add_user
from app.settings import ROOT
from tests.conftest import NOW
from tests.factories import Make
from tests.test_cli import outcome


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('accounts') / 'test.db'}"
    engine = make_engine(url)
    upgrade(engine)
    with writing(engine).begin() as session:
        Make(at(session, NOW)).organisation(code="so-xay-dung")
        add_user(session, "cosan", "Người có sẵn")
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


def test_a_new_account_gets_a_one_time_link_and_nothing_else_is_printed(database: str) -> None:
    code, out, err = outcome(*NEW, database=database)

    assert (code, err, out.count("\n")) == (0, "", 1)
    assert out.startswith("/mat-khau-moi/")


def test_a_token_is_printed_alone(database: str) -> None:
    code, out, err = outcome("create-token", "--user", "cosan", "--days", "3", database=database)

    assert (code, err, out.count("\n")) == (0, "", 1)
    assert out.startswith("tk_")
    assert len(out.strip()) == 46


def test_a_password_may_come_from_standard_input(database: str) -> None:
    words = ("create-user", "matkhau", *NEW[2:])

    assert with_password(database, "tám con trâu\n".encode(), *words) == (0, "matkhau can sign in.\n", "")


@pytest.mark.parametrize("password", [b"ngan\n", b"matkhau123\n", b"", b"\xff\xfe" * 8])
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
def test_what_cannot_be_done_is_told_in_one_line(database: str, words: tuple[str, ...]) -> None:
    code, out, err = outcome(*words, database=database)

    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_database_without_tables_is_told_in_one_line(tmp_path: Path) -> None:
    code, _, err = outcome("create-token", "--user", "a", "--days", "3", database=f"sqlite:///{tmp_path / 'new.db'}")

    assert (code, err) == (1, "The database lacks migrations of this program. Type: trienkhai migrate\n")
