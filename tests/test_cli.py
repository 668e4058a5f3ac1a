"""The commands as an operator types them; those that serve, in a process of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from app.cli import main
from app.db.engine import at, make_engine, writing
from app.db.migrations import downgrade, upgrade
from app.settings import ROOT
from tests.conftest import NOW
from tests.factories import Make
from tests.remembered import unprotect

Outcome = Callable[..., tuple[int, str, str]]


def command(*words: str, database: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env={**os.environ, "TRIENKHAI_DATABASE_URL": database, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Outcome:
    """Return a function that runs a command to its end, in this process, which spares it a start."""

    def run(*words: str, database: str, **more: str) -> tuple[int, str, str]:
        for name, value in {**more, "TRIENKHAI_DATABASE_URL": database}.items():
            monkeypatch.setenv(name, value)
        code = main(words)
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'var' / 'test.db'}"


@pytest.fixture
def migrated(new_database: Callable[[str, str], str]) -> str:
    return new_database("sqlite", "commanded")


@pytest.fixture
def loaded(loaded_database: Callable[..., str]) -> str:
    return str(loaded_database("sqlite", "commanded", demo=False))


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(*words: str, database: str, port: int) -> Iterator[subprocess.Popen[str]]:
    process = command(*words, "--port", str(port), database=database)
    try:
        _wait_for(port, process)
        yield process
    finally:
        process.kill()
        process.communicate()


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
        except OSError:
            assert process.poll() is None
            time.sleep(0.1)
        else:
            return
    pytest.fail("It did not answer within half a minute.")


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def test_run_answers_and_an_interrupt_stops_it(database: str, port: int) -> None:
    with running("run", "--bare", database=database, port=port) as process:
        assert '"total":9' in get(port, "/api/v1/programmes")
        assert '"status":"ok"' in get(port, "/readyz")

        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "Stopped."


def test_an_impatient_second_interrupt_prints_no_traceback(loaded: str, port: int) -> None:
    with running("serve", database=loaded, port=port) as process:
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)  # or the two signals become one
        out, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "Stopped."


def test_a_second_start_keeps_what_is_there(loaded_database: Callable[..., str], port: int) -> None:
    with running("run", "--bare", database=loaded_database("sqlite", "started", demo=True), port=port):
        assert '"demo":true' in get(port, "/api/v1/projects?limit=1")


def test_being_killed_leaves_a_database_that_starts(database: str, port: int) -> None:
    process = command("run", database=database)
    time.sleep(1.5)
    process.kill()
    process.communicate()

    with running("run", database=database, port=port):
        assert '"total":162' in get(port, "/api/v1/projects?limit=1")


def test_a_busy_port_is_told_in_one_line(outcome: Outcome, database: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code, _, err = outcome("run", "--port", str(port), database=database)

    assert code == 1
    assert err == f"Cannot listen on 127.0.0.1:{port}: Address already in use. Try another --port.\n"


def test_a_folder_one_cannot_write_to_is_told_in_one_line(outcome: Outcome, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    code, _, err = outcome("migrate", database=f"sqlite:///{tmp_path}/file/test.db")

    assert code == 1
    assert err == f"Cannot write to {tmp_path}/file: File exists. Set TRIENKHAI_DATABASE_URL.\n"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nonsense", "TRIENKHAI_DATABASE_URL is not a database address"),
        ("mysql://host/name", "TRIENKHAI_DATABASE_URL names mysql"),
        ("sqlite+aiosqlite:///test.db", "TRIENKHAI_DATABASE_URL names sqlite+aiosqlite"),
        ("postgresql+asyncpg://host/name", "TRIENKHAI_DATABASE_URL names postgresql+asyncpg"),
        ("postgresql://nobody@127.0.0.1:1/none", "The database does not answer"),
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", "The database does not answer"),
    ],
)
def test_a_wrong_address_is_told_in_one_line(outcome: Outcome, address: str, told: str) -> None:
    code, _, err = outcome("migrate", database=address)

    assert code == 1
    assert err.startswith(told)
    assert err.count("\n") == 1


def test_serving_a_database_without_its_tables_says_what_to_type(
    outcome: Outcome, database: str, tmp_path: Path, port: int
) -> None:
    (tmp_path / "var").mkdir()

    code, _, err = outcome("serve", "--port", str(port), database=database)

    assert code == 1
    assert err == "The database lacks migrations of this program. Type: trienkhai migrate\n"


def test_production_refuses_illustrative_data(outcome: Outcome, database: str) -> None:
    code, _, err = outcome("run", database=database, TRIENKHAI_PRODUCTION="true")

    assert code == 1
    assert err == "TRIENKHAI_PRODUCTION is set: demonstration data is refused. Add --bare.\n"


def test_the_seed_loads_once(outcome: Outcome, database: str) -> None:
    assert outcome("migrate", database=database) == (0, "The database is up to date.\n", "")
    assert outcome("seed", database=database)[0] == 0

    code, _, err = outcome("seed", database=database)

    assert (code, err.count("\n")) == (1, 1)
    assert outcome("seed", "--diff", database=database) == (0, "The database agrees with the files.\n", "")


def test_a_database_older_than_the_calendar_is_completed(outcome: Outcome, loaded: str) -> None:
    engine = make_engine(loaded)
    downgrade(engine, "0001")
    upgrade(engine)
    engine.dispose()

    completed = outcome("seed", database=loaded)

    assert completed == (0, "Loaded what this database was older than: calendar, templates, successions.\n", "")
    assert outcome("seed", "--diff", database=loaded) == (0, "The database agrees with the files.\n", "")


def test_the_history_is_verified_and_its_root_holds_later(outcome: Outcome, migrated: str) -> None:
    engine = make_engine(migrated)
    with writing(engine).begin() as session:
        Make(at(session, NOW)).milestone()

    code, out, err = outcome("verify-history", database=migrated)
    root = out.split()[-1]
    with writing(engine).begin() as session:
        Make(at(session, NOW)).holiday()
    later = outcome("verify-history", "--against", root, database=migrated)
    with writing(engine).begin() as session:
        unprotect(session.connection())
        session.connection().execute(text("UPDATE milestone_revision SET weight = 9"))
    broken = outcome("verify-history", "--against", root, database=migrated)

    assert (code, err, out.splitlines()[0].endswith("revisions")) == (0, "", True)
    assert (later[0], later[2]) == (0, "")
    assert (broken[0], broken[2]) == (
        1,
        "The history is broken at milestone 1, r1, weight: it does not give its digest.\n",
    )
    engine.dispose()


@pytest.mark.parametrize(
    ("root", "told"),
    [
        ("nonsense", "A root is a number, a hyphen and 64 digits from 0 to 9 and a to f. Look at it again."),
        (f"1-{'0' * 64}", f"Today's history does not contain the history of 1-{'0' * 64}."),
        (f"{'9' * 18}-{'0' * 64}", f"Today's history does not contain the history of {'9' * 18}-{'0' * 64}."),
    ],
)
def test_a_root_that_does_not_hold_is_told_in_one_line(outcome: Outcome, migrated: str, root: str, told: str) -> None:
    code, _, err = outcome("verify-history", "--against", root, database=migrated)

    assert (code, err) == (1, f"{told}\n")
