"""A root comes back from paper as it was written down, or is refused."""

import pytest

from app.domain.history.roots import Root, RootUnreadableError, read_root

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.mark.parametrize(
    "written", [f"1234-{DIGEST}", f" 1234-{DIGEST}\n", f"1234 - {DIGEST[:4]} {DIGEST[4:]}", f"1234-{DIGEST.upper()}"]
)
def test_a_root_is_read_in_groups_or_not(written: str) -> None:
    assert read_root(written) == Root(1234, DIGEST)


def test_a_root_is_written_as_it_is_read() -> None:
    root = Root(7, DIGEST)

    assert read_root(str(root)) == root
    assert ("".join(root.groups), len(root.groups), set(map(len, root.groups))) == (DIGEST, 16, {4})


@pytest.mark.parametrize(
    "written",
    ["", "1234", DIGEST, f"-{DIGEST}", f"01-{DIGEST}", f"-1-{DIGEST}", f"1-{DIGEST[1:]}", f"1-{DIGEST}0", f"١-{DIGEST}",
     f"1-{'g' * 64}", f"{'9' * 19}-{DIGEST}"],
)  # fmt: skip
def test_what_is_no_root_is_refused(written: str) -> None:
    with pytest.raises(RootUnreadableError):
        read_root(written)
