"""Writes seed/coverage.txt, the account of the seed that reviewers read and the tests hold it to."""

from app.services.seeding.account import account_of
from app.services.seeding.files import read_seed
from app.settings import ROOT

SEED = ROOT / "seed"

if __name__ == "__main__":
    (SEED / "coverage.txt").write_text(account_of(read_seed(SEED)), encoding="utf-8")
