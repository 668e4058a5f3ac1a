"""The codes of projects and milestones: labels fixed at creation, numbered within what stands before them."""

import re
from collections.abc import Iterable

UNPLACED = "N"


def project_prefix(resolution: str, programme: int | None) -> str:
    """Return what stands before a project's number: 15-nq-tu.3. in programme 3, 15-nq-tu.N. outside of all."""
    return f"{resolution}.{UNPLACED if programme is None else programme}."


def project_code(prefix: str, number: int) -> str:
    return f"{prefix}{number:02}"


def milestone_code(project: str, number: int) -> str:
    return f"{project}.M{number:02}"


def last_number(prefix: str, codes: Iterable[str]) -> int:
    """Return the highest number given after `prefix`, 0 where none was; components count for what they split from."""
    after = re.compile(re.escape(prefix) + r"(\d+)(?:-\d+)?", re.ASCII)
    return max((int(found[1]) for found in map(after.fullmatch, codes) if found), default=0)
