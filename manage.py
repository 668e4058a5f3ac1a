#!/usr/bin/env python3
"""Project driver; needs only Python 3.11 and pip.

python3 manage.py run [--bare] [--host H] [--port P]    the product, with its seed, on 127.0.0.1:8000
python3 manage.py test [--long] [--without browser] …   everything that must hold (further words go to pytest)
python3 manage.py check                                 format, lint, types, import contracts
python3 manage.py lock                                  maintainers: renew the requirement locks (needs uv)
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

try:
    import ensurepip

    HAS_PIP_TO_PUT_INSIDE = hasattr(ensurepip, "version")
except ImportError:
    HAS_PIP_TO_PUT_INSIDE = False

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK, DEV_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
QUIET = ("--quiet", "--disable-pip-version-check", "--no-input")
LOCKING = ("--universal", "--all-extras", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url")


def call(*words: object) -> int:
    return subprocess.run([str(word) for word in words], cwd=ROOT, check=False).returncode


def must(*words: object) -> None:
    if code := call(*words):
        sys.exit(code)


def make_env() -> list[object]:
    """Make `.venv` anew and return the pip that fills it; Debian's Python may come without one to put inside."""
    shutil.rmtree(ENV, ignore_errors=True)
    venv.create(ENV, with_pip=HAS_PIP_TO_PUT_INSIDE)
    return [PYTHON, "-m", "pip"] if HAS_PIP_TO_PUT_INSIDE else [sys.executable, "-m", "pip", "--python", PYTHON]


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()


def ensure(lock: Path) -> None:
    """Bring `.venv` to what `lock` says; nothing happens when it already is."""
    stamp = ENV / f"{lock.stem}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest(lock):
        return
    print(f"Preparing .venv from {lock.name} (once, about a minute) …", flush=True)
    pip = make_env()
    must(*pip, "install", *QUIET, "--require-hashes", "-r", lock)
    must(*pip, "install", *QUIET, "--no-deps", "--no-build-isolation", "-e", ".")
    for held in {LOCK, lock}:  # the development lock holds all that the other asks for
        (ENV / f"{held.stem}.stamp").write_text(digest(held))


def install_missing(*, browser: bool) -> None:
    """Install what the tests need of Debian where that is possible; otherwise say the line to type."""
    has_server = "TEST_DATABASE_URL" in os.environ or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    has = {
        "chromium": not browser or shutil.which("chromium"),
        "postgresql": has_server,
        "libreoffice-writer": shutil.which("soffice"),
        "poppler-utils": shutil.which("pdftotext"),
    }
    missing = [package for package, found in has.items() if not found]
    if not missing:
        return
    line = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        sys.exit(f"The tests need {' and '.join(missing)}. Type:  sudo {' '.join(line)}")
    must("apt-get", "-qq", "update")
    must("env", "DEBIAN_FRONTEND=noninteractive", *line)


def check(_: list[str]) -> int:
    ensure(DEV_LOCK)
    steps = (("-m", "ruff", "format", "--check"), ("-m", "ruff", "check"), ("-m", "mypy"), (ENV / "bin/lint-imports",))
    return max(call(PYTHON, *step) for step in steps)


def test(words: list[str]) -> int:
    chosen = []
    if "--without" in words:
        at = words.index("--without")
        if words[at + 1 : at + 2] != ["browser"]:
            sys.exit("Only the browser can be left out: --without browser")
        words, chosen = words[:at] + words[at + 2 :], ["-m", "not browser"]
        print("Left out on request: the browser tests. This is not a full result.", flush=True)
    install_missing(browser=not chosen)
    return check([]) or call(PYTHON, "-m", "pytest", "-n", "2", *chosen, *words)


def lock(_: list[str]) -> int:
    signed = "--custom-compile-command=python3 manage.py lock"
    compile_ = ("uv", "pip", "compile", "--upgrade", "--no-annotate", signed, *LOCKING)
    must(*compile_, "--group", "build", "-o", LOCK, "pyproject.toml")
    return call(*compile_, "--group", "build", "--group", "dev", "-c", LOCK, "-o", DEV_LOCK, "pyproject.toml")


def run(words: list[str]) -> int:
    ensure(LOCK)
    # Replace this process, so that Ctrl-C reaches the server alone and it may finish its answers.
    os.execv(PYTHON, [str(PYTHON), "-m", "app", "run", *words])


def main(words: list[str]) -> int:
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    command = {"run": run, "test": test, "check": check, "lock": lock}.get(words[0] if words else "")
    if command is None:
        sys.exit(__doc__)
    return command(words[1:])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
