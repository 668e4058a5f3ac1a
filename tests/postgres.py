"""A PostgreSQL server for the tests: the one TEST_DATABASE_URL names, else a fresh one from Debian's binaries."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c max_connections=300"


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the address of a server one may create databases on."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not binaries:
        pytest.fail("There is no PostgreSQL here: apt-get install postgresql, or set TEST_DATABASE_URL.")
    top = Path(tempfile.mkdtemp(prefix="trienkhai-pg-"))
    try:
        yield from _serve(binaries[-1], top)
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _serve(binaries: Path, top: Path) -> Iterator[str]:
    who = _unprivileged()
    if who:
        shutil.chown(top, who[2])
    locale = ("-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    _run(*who, binaries / "initdb", "-D", top / "data", "-U", "postgres", "-A", "trust", *locale)
    control = (*who, binaries / "pg_ctl", "-D", top / "data", "-s")
    _run(*control, "-w", "-l", top / "log", "-o", f"-k {top} {_FAST}", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={top}"
    finally:
        _run(*control, "-m", "immediate", "stop")


def _unprivileged() -> tuple[str, ...]:
    """Return what to put before a command, since initdb refuses root."""
    if os.geteuid() != 0:
        return ()
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return ("runuser", "-u", name, "--")
    pytest.fail("PostgreSQL does not run as root, and there is no other user.")


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], cwd="/", check=True, capture_output=True, text=True)
