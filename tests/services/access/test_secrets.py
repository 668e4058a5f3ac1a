"""How secrets are kept: as Argon2id hashes of what people choose, as digests of what is drawn at random."""

from typing import Literal

import argon2
import pytest

from app.domain.access.sign_in import LONGEST_PASSWORD, SHORTEST_PASSWORD, digest, password_faults
from app.services.access import secrets
from app.services.access.secrets import hash_password, matches, needs_rehash, new_secret

PASSWORD = "tám con trâu qua sông"  # noqa: S105 (opens nothing)


def test_a_password_is_kept_by_argon2id_with_a_salt_of_its_own() -> None:
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)

    # RFC 9106's second recommendation: 64 MiB, three passes, four lanes.
    assert {kept.rpartition("m=")[0] + kept.split("$")[3] for kept in (first, second)} == {
        "$argon2id$v=19$m=65536,t=3,p=4"
    }
    assert first != second


def test_only_the_password_itself_matches() -> None:
    kept = hash_password(PASSWORD)

    assert [matches(kept, typed) for typed in (PASSWORD, PASSWORD + " ", "", PASSWORD.upper())] == [
        True,
        False,
        False,
        False,
    ]


def test_without_a_hash_nothing_matches_and_one_is_computed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    class Counting(argon2.PasswordHasher):
        def verify(self, kept: str | bytes, password: str | bytes) -> Literal[True]:
            hashed.append(str(kept))
            return super().verify(kept, password)

    monkeypatch.setattr(secrets, "_HASHER", Counting())

    assert not matches(None, PASSWORD)
    assert [argon2.extract_parameters(kept).memory_cost for kept in hashed] == [65536]


def test_a_hash_that_is_no_hash_matches_nothing() -> None:
    assert not matches(hash_password(PASSWORD)[:-4], PASSWORD)


def test_a_weaker_hash_of_earlier_days_is_made_anew() -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    assert matches(weak, PASSWORD)
    assert (needs_rehash(weak), needs_rehash(hash_password(PASSWORD))) == (True, False)


def test_secrets_drawn_at_random_hold_256_bits_and_never_repeat() -> None:
    drawn = {new_secret() for _ in range(1000)}

    assert len(drawn) == 1000
    assert min(map(len, drawn)) >= 43
    assert len({digest(secret) for secret in drawn}) == 1000


@pytest.mark.parametrize(
    ("password", "common", "accepted"),
    [
        ("x" * (SHORTEST_PASSWORD - 1), False, False),
        ("x" * SHORTEST_PASSWORD, False, True),
        ("x" * LONGEST_PASSWORD, False, True),
        ("x" * (LONGEST_PASSWORD + 1), False, False),
        ("x" * SHORTEST_PASSWORD, True, False),
        ("Của NGUOI1 và tôi", False, False),
    ],
)
def test_a_chosen_password_is_long_uncommon_and_not_the_login(password: str, *, common: bool, accepted: bool) -> None:
    assert (password_faults(password, "nguoi1", common=common) == ()) is accepted
