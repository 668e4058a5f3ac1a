"""Rules of signing in: passwords, throttling, and how long secrets last."""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.errors import DomainError, FieldError
from app.domain.messages import Message, msgid

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
SESSION_LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=5)
WINDOW = timedelta(minutes=15)
# An office shares one address, so an address may fail more often than one login.
WRONG_BY_LOGIN, WRONG_BY_ADDRESS = 8, 60


class SignInWay(StrEnum):
    PASSWORD = "password"  # noqa: S105 (a way, not a secret)
    PROVIDER = "provider"


class TokenScope(StrEnum):
    READ = "read"
    WRITE = "write"


class LinkPurpose(StrEnum):
    INVITE = "invite"
    RESET = "reset"


class AttemptOutcome(StrEnum):
    SIGNED_IN = "signed_in"
    REFUSED = "refused"
    THROTTLED = "throttled"


class SignInRefusedError(DomainError):
    """Says the same for a wrong password, an unknown login and a closed account."""

    code = "sign-in-refused"
    title = msgid("Signing in failed")

    def __init__(self) -> None:
        super().__init__(detail=msgid("The login or the password is wrong. After several tries one has to wait."))


class TooManyAttemptsError(DomainError):
    code = "too-many-attempts"
    title = msgid("Too many attempts")

    def __init__(self, *, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(
            detail=msgid("There were too many failed attempts. Try again in %(minutes)s minutes."),
            params={"minutes": minutes},
        )


class LinkSpentError(DomainError):
    code = "link-spent"
    title = msgid("This link no longer works")

    def __init__(self) -> None:
        super().__init__(detail=msgid("It was used already, or is too old. Ask an administrator for a new one."))


def digest(secret: str) -> str:
    """Return what is kept of a secret that is random enough not to be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def password_faults(password: str, login: str, *, common: bool) -> tuple[FieldError, ...]:
    """Return what is wrong with a new password; `common` says that it stands in a list of breached ones."""
    if len(password) < SHORTEST_PASSWORD:
        return (_fault(msgid("Take at least %(number)s characters; a short sentence is good."), SHORTEST_PASSWORD),)
    if len(password) > LONGEST_PASSWORD:
        return (_fault(msgid("Take at most %(number)s characters."), LONGEST_PASSWORD),)
    if common or login.casefold() in password.casefold():
        return (_fault(msgid("This password is easy to guess: it is known from breaches or holds your login.")),)
    return ()


def _fault(pattern: str, number: int | None = None) -> FieldError:
    params = {} if number is None else {"number": number}
    return FieldError(Message(pattern, params), pointer="/new_password")


def wait_of(wrong_by_login: int, wrong_by_address: int, oldest: datetime | None, now: datetime) -> int:
    """Return how many minutes to wait after the wrong attempts of the last quarter of an hour; 0 when none."""
    if wrong_by_login < WRONG_BY_LOGIN and wrong_by_address < WRONG_BY_ADDRESS:
        return 0
    left = (oldest or now) + WINDOW - now
    return max(1, -(-int(left.total_seconds()) // 60))
