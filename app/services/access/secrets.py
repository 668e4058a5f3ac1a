"""Secrets: made here, shown once, kept only as digests or Argon2id hashes."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_HASHER = PasswordHasher()
# Hashed against when there is no account, so that an unknown login takes as long as a known one.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Return whether the password fits; takes the same time when there is no hash."""
    try:
        fits = _HASHER.verify(password_hash or _NOBODY, password)
    except VerificationError:
        return False
    return fits and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    return _HASHER.check_needs_rehash(password_hash)
