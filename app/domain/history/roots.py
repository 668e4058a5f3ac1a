"""One root over many digests: the Merkle tree of RFC 9162, section 2.1, read in one pass."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.errors import DomainError
from app.domain.messages import msgid

_LEAF, _NODE = b"\x00", b"\x01"
_WRITTEN = re.compile(r"(0|[1-9][0-9]{0,17})-([0-9a-f]{64})", re.ASCII)
_GROUP = 4


class RootUnreadableError(DomainError):
    code = "root-unreadable"
    title = msgid("This is no root of a history")

    def __init__(self) -> None:
        super().__init__(
            detail=msgid("A root is a number, a hyphen and 64 digits from 0 to 9 and a to f. Look at it again.")
        )


@dataclass(frozen=True)
class Root:
    """What stands for the first `size` revisions of a history."""

    size: int
    digest: str

    def __str__(self) -> str:
        return f"{self.size}-{self.digest}"

    @property
    def groups(self) -> list[str]:
        """Return the digits four by four, for reading aloud."""
        return [self.digest[at : at + _GROUP] for at in range(0, len(self.digest), _GROUP)]


def read_root(text: str) -> Root:
    """Return the root that somebody wrote down, in groups or not. Raises RootUnreadableError."""
    written = _WRITTEN.fullmatch("".join(text.split()).lower())
    if written is None:
        raise RootUnreadableError
    return Root(int(written[1]), written[2])


def root_of(digests: Iterable[str]) -> str:
    """Return the root over digests in their order, in 64 hexadecimal digits; memory grows with their logarithm.

    Leaves and nodes are hashed apart, so that no node can be passed off as a leaf.
    """
    peaks: list[tuple[int, bytes]] = []
    for digest in digests:
        peaks.append((1, _hash(_LEAF, bytes.fromhex(digest))))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            _join_last(peaks)
    while len(peaks) > 1:
        _join_last(peaks)
    return (peaks[0][1] if peaks else hashlib.sha256().digest()).hex()


def _join_last(peaks: list[tuple[int, bytes]]) -> None:
    right_size, right = peaks.pop()
    left_size, left = peaks.pop()
    peaks.append((left_size + right_size, _hash(_NODE, left + right)))


def _hash(kind: bytes, content: bytes) -> bytes:
    return hashlib.sha256(kind + content).digest()
