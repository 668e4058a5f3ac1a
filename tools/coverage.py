"""Writes seed/coverage.txt: what became of every segment of the parts that set tasks."""

from app.services.seeding.account import account_of
from app.services.seeding.files import read_seed
from app.settings import ROOT

HEADER = """\
# What became of every segment of the parts that set tasks: > quoted by (offsets into the clause), ~ set aside because.
# Written by `python tools/coverage.py`; read the difference in review.
"""


def main() -> None:
    lines = account_of(read_seed(ROOT / "seed"))
    (ROOT / "seed" / "coverage.txt").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
