"""What holds of the code as such: directions, sizes, seams. A reader may rely on it, since nothing else passes."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import StrictUndefined

from app.settings import ROOT
from app.web.templating import Language
from app.web.templating.pages import environment_of

APP = sorted((ROOT / "app").rglob("*.py"))
VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
AROUND = [*sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").glob("*.py")), ROOT / "manage.py"]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
CLOCK = {"now", "today", "utcnow", "localtime", "gmtime"}
CLOCK_KEEPERS = {"app/web/clock.py", "app/cli.py"}
COMMITTERS = {"app/cli.py", "app/db/migrations.py", "app/web/writing.py"}
LONGEST_FUNCTION = 40
LONGEST_FILE = 400
UNWATCHED = {".git", ".venv", ".hypothesis", "var", "vendor", "__pycache__"}
TEXTUAL = {"", ".py", ".toml", ".md", ".txt", ".html", ".css", ".js", ".yaml", ".yml", ".lock", ".ini", ".po", ".json"}
MACHINE = re.compile(r"(?<!\w)/(?:home|Users)/\w+|(?<!\w)/(?:root|work)/\w+|[A-Z]:\\\\")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


def called(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of the file with the last word of what is called."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id, node


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""


def watched() -> Iterator[Path]:
    """Yield the text files of the project: neither what is made nor what others wrote."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in UNWATCHED and not name.endswith(("_cache", ".egg-info"))]
        yield from (Path(folder, name) for name in files if Path(name).suffix in TEXTUAL)


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"

    result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


def test_a_migration_outlives_the_application() -> None:
    wrong = [f"{name_of(path)}: {name}" for path in VERSIONS for name in imported(path) if name.split(".")[0] == "app"]

    assert VERSIONS
    assert wrong == []


def test_only_the_outermost_layer_commits() -> None:
    committing = {name_of(path) for path in APP for name, _ in called(path) if name == "commit"}

    assert committing <= COMMITTERS


def test_only_the_command_line_and_the_web_layer_read_the_clock() -> None:
    reading = {name_of(path) for path in APP for name, _ in called(path) if name in CLOCK}
    importing = {name_of(path) for path in APP for name in imported(path) if name == "time"}

    assert reading == CLOCK_KEEPERS
    assert importing == set()


def test_no_function_is_too_long_to_be_read_at_a_glance() -> None:
    long = [
        f"{name_of(path)}: {function.name}"
        for path in [*APP, *AROUND]
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]

    assert long == []


def test_no_file_tells_more_than_one_story() -> None:
    long = [name_of(path) for path in APP if len(text_of(path).splitlines()) > LONGEST_FILE]

    assert long == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in [*APP, *VERSIONS, *AROUND] if not ast.get_docstring(tree_of(path))]

    assert silent == []


def test_nothing_is_left_to_be_done() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")

    assert [name_of(path) for path in watched() if marks.search(text_of(path))] == []


def test_a_dependency_that_yields_is_closed_before_the_answer_leaves() -> None:
    yielding = {
        function.name
        for path in APP
        if "web" in path.parts
        for function in functions(path)
        if any(isinstance(node, ast.Yield) for node in ast.walk(function))
    }
    asked = [
        (node.args[0].id, *(ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "scope"))
        for path in APP
        for name, node in called(path)
        if name == "Depends" and isinstance(node.args[0], ast.Name)
    ]
    found = sorted(each for each in asked if each[0] in yielding)

    assert {each[0] for each in found} == {"_anyone", "_posted", "_listing", "_single", "_answering", "_comparing"}
    assert [each for each in found if each[1:] != ("'function'",)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_host_and_hashes_everything(lock: Path) -> None:
    lines = text_of(lock).splitlines()
    pinned = [number for number, line in enumerate(lines) if "==" in line and not line.startswith("#")]

    assert [line for line in lines if "://" in line] == []
    assert pinned
    assert [lines[number] for number in pinned if "--hash=sha256:" not in lines[number + 1]] == []


def test_nothing_names_the_machine_it_was_written_on() -> None:
    here = Path(__file__)
    naming = [name_of(path) for path in watched() if path != here and MACHINE.search(text_of(path))]

    assert naming == []


@pytest.mark.parametrize("language", Language)
def test_every_template_compiles_and_takes_no_unknown_name(language: Language) -> None:
    environment = environment_of(language)
    names = environment.list_templates()

    compiled = [environment.get_template(name).name for name in names]

    assert compiled == names
    assert "layouts/base.html" in names
    assert environment.undefined is StrictUndefined
