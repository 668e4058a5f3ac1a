"""The root, against the recursive definition of RFC 9162 and against attempts to pass one list for another."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from app.domain.history.roots import root_of

digests = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=40)


def by_definition(leaves: list[bytes]) -> bytes:
    """Return MTH as section 2.1.1 writes it: split at the largest power of two below the length."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + by_definition(leaves[:half]) + by_definition(leaves[half:])).digest()


@given(digests)
def test_the_root_is_the_one_of_the_definition(given_digests: list[str]) -> None:
    assert root_of(iter(given_digests)) == by_definition([bytes.fromhex(each) for each in given_digests]).hex()


@given(digests, digests)
def test_other_digests_or_another_order_give_another_root(one: list[str], other: list[str]) -> None:
    assert (root_of(one) == root_of(other)) == (one == other)


@given(digests.filter(bool), st.data())
def test_a_single_digest_taken_out_or_doubled_shows(given_digests: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(given_digests) - 1))

    assert root_of(given_digests[:place] + given_digests[place + 1 :]) != root_of(given_digests)
    assert root_of([*given_digests, given_digests[-1]]) != root_of(given_digests)
