"""What the office's identity provider says of a person, and the offices that follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from shlex import quote

from app.domain.access.actor import Role
from app.domain.errors import DomainError
from app.domain.messages import msgid

# From leaving for the provider to coming back, a password and a second factor typed there included.
JOURNEY_LASTS = timedelta(minutes=10)
LONGEST_IDENTITY = 500


@dataclass(frozen=True, order=True)
class ClaimedOffice:
    """A role in an organisation, named by its code."""

    role: Role
    organisation: str

    def __str__(self) -> str:
        return f"{self.role.value}@{self.organisation}"


OfficesByValue = Mapping[str, frozenset[ClaimedOffice]]


@dataclass(frozen=True)
class Person:
    """`identity` is the provider's issuer and its own name for the person; it alone tells people apart.

    `logins` are names for a new account, the best first; `values` is what the claim about groups holds.
    """

    identity: str
    logins: tuple[str, ...]
    name: str
    values: frozenset[str] = frozenset()


class ProviderSetUpError(DomainError):
    """What an operator has to mend: `why` is a whole sentence."""

    code = "provider-set-up"
    title = msgid("Signing in through the identity provider is not set up well; tell the administrator")

    def __init__(self, why: str, **params: object) -> None:
        super().__init__(detail=why, params=params)


class ProviderSilentError(DomainError):
    code = "provider-silent"
    title = msgid("The identity provider does not answer")

    def __init__(self) -> None:
        super().__init__(detail=msgid("Try again in a few minutes, or sign in with a password if you have one."))


class ProviderAnswerError(DomainError):
    """Says nothing of what was wrong: the log does, and whoever forged the answer need not know."""

    code = "provider-answer"
    title = msgid("The identity provider's answer cannot be trusted")

    def __init__(self) -> None:
        super().__init__(detail=msgid("Nobody was signed in. Try again; if it happens again, tell the administrator."))


class ProviderRefusedError(DomainError):
    code = "provider-refused"
    title = msgid("The identity provider did not let you in")

    def __init__(self) -> None:
        super().__init__(
            detail=msgid("Signing in was cancelled or refused there. Try again, or ask who looks after it.")
        )


class JourneyLapsedError(DomainError):
    """The browser did not leave from here, left too long ago, or has arrived already."""

    code = "sign-in-lapsed"
    title = msgid("This sign-in has lapsed")

    def __init__(self) -> None:
        super().__init__(
            detail=msgid("It took too long, was begun elsewhere or was finished already. Begin again on this page.")
        )


class NoOfficeError(DomainError):
    code = "no-office"
    title = msgid("You hold no office here")

    def __init__(self) -> None:
        super().__init__(
            detail=msgid(
                "The identity provider knows you, but none of your groups there gives an office here."
                " Ask the administrator for one."
            )
        )


class AccountClosedError(DomainError):
    code = "account-closed"
    title = msgid("This account is closed")

    def __init__(self) -> None:
        super().__init__(detail=msgid("An administrator has closed it, and can open it again."))


class LoginTakenError(DomainError):
    """The same name is no proof of being the same person: whoever decides knows both."""

    code = "login-taken"
    title = msgid("Another account has your login")

    def __init__(self, *, login: str, identity: str) -> None:
        super().__init__(
            detail=msgid(
                "There is an account %(login)s already that the identity provider is not known to stand for."
                " If it is yours, ask the administrator to tie it to you: trienkhai tie-user %(login)s %(subject)s"
            ),
            # The administrator will copy this into a shell.
            params={"login": quote(login), "subject": quote(identity.partition(" ")[2])},
        )


def identity_of(issuer: str, subject: str) -> str:
    """Return the one name of a person; a subject means something with its issuer alone. Raises ProviderAnswerError."""
    identity = f"{issuer} {subject}"
    # Compared to the letter: whoever may choose their name there must not come near another's by a space.
    if not subject or subject != subject.strip() or len(identity) > LONGEST_IDENTITY or not identity.isprintable():
        raise ProviderAnswerError
    return identity


def person_of(issuer: str, claims: Mapping[str, object], groups_claim: str) -> Person:
    """Return who the claims speak of. Raises ProviderAnswerError when they name nobody."""
    said = {name: value for name, value in claims.items() if isinstance(value, str) and value.strip()}
    identity = identity_of(issuer, said.get("sub", ""))
    logins = tuple(said[name].strip() for name in ("preferred_username", "email", "sub") if name in said)
    return Person(identity, logins, said.get("name", logins[0]).strip(), _values(claims.get(groups_claim)))


def _values(claimed: object) -> frozenset[str]:
    """Return the values of a claim that holds one text or several; what is no text gives nothing."""
    several = claimed if isinstance(claimed, (list, tuple)) else [claimed]
    return frozenset(value for value in several if isinstance(value, str))


def offices_by_value(memberships: Mapping[str, str]) -> OfficesByValue:
    """Read what each value of the claim gives, such as "planner@q-ninh-kieu". Raises ProviderSetUpError."""
    return {value: frozenset(map(_office, words.replace(",", " ").split())) for value, words in memberships.items()}


def _office(word: str) -> ClaimedOffice:
    role, _, organisation = word.partition("@")
    if role not in set(Role) or not organisation:
        why = msgid(
            "TRIENKHAI_OIDC_MEMBERSHIPS says “%(word)s”; write role@organisation, with one of the roles %(roles)s."
        )
        raise ProviderSetUpError(why, word=word, roles=", ".join(Role))
    return ClaimedOffice(Role(role), organisation)


def offices_of(person: Person, given_by: OfficesByValue) -> frozenset[ClaimedOffice]:
    """Return what the person's groups give; groups nobody has mapped give nothing."""
    return frozenset[ClaimedOffice]().union(*(given_by.get(value, ()) for value in person.values))


def changes(
    claimed: frozenset[ClaimedOffice], from_provider: Iterable[ClaimedOffice], by_hand: Iterable[ClaimedOffice]
) -> tuple[frozenset[ClaimedOffice], frozenset[ClaimedOffice]]:
    """Return what ends and what begins. What an administrator gave by hand stays, and is not given twice."""
    provided = frozenset(from_provider)
    return provided - claimed, claimed - provided - frozenset(by_hand)
