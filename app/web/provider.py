"""The office's identity provider, as the pages see it; app/web/openid.py is the one there is, where its extra is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.access.provider import OfficesByValue, Person


@dataclass(frozen=True)
class Journey:
    """What is kept of somebody between their leaving and their return; `to` is the page they wanted."""

    state: str
    nonce: str
    verifier: str
    to: str


class Provider(Protocol):
    """`label` is what the button says, empty for the usual words."""

    label: str
    offices: OfficesByValue

    def depart(self, to: str, now: datetime) -> tuple[str, str]:
        """Return the provider's address to go to, and the sealed journey, for a cookie. Raises DomainError."""

    def opened(self, sealed: str, now: datetime) -> Journey:
        """Return the journey. Raises JourneyLapsedError when the seal is not ours, or too old."""

    def arrive(self, journey: Journey, said: Mapping[str, str], now: datetime) -> Person:
        """Return whom the provider has sent back, by the parameters `said`. Raises DomainError."""
