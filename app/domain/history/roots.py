"""One root over many digests: the Merkle tree of RFC 9162, section 2.1, read in one pass."""

import hashlib
from collections.abc import Iterable

_LEAF, _NODE = b"\x00", b"\x01"


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
