"""OpenID Connect: the code flow with PKCE, and what is believed of its answers. The one user of the extra `oidc`."""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from httpx2 import HTTPError, HTTPStatusError, InvalidURL, TransportError
from itsdangerous import BadData, URLSafeSerializer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from app.domain.access.provider import (
    JOURNEY_LASTS,
    JourneyLapsedError,
    OfficesByValue,
    Person,
    ProviderAnswerError,
    ProviderRefusedError,
    ProviderSetUpError,
    ProviderSilentError,
    offices_by_value,
    person_of,
)
from app.domain.errors import DomainError
from app.domain.messages import msgid
from app.settings import Settings
from app.web.provider import Journey

log = logging.getLogger("trienkhai")

SECONDS_TO_ANSWER = 5.0
METADATA_LASTS = timedelta(minutes=10)
CLOCKS_DIFFER = 60
# An address longer than this would make the cookie too large to be kept.
LONGEST_ADDRESS = 1500
# Signed with a key that only the provider has; never "none", and no secret that we share with it.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# What a person, or who looks after their account there, has decided (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6).
_DECIDED = {"access_denied", "login_required", "consent_required", "interaction_required", "account_selection_required"}


class OpenIdProvider:
    def __init__(self, settings: Settings) -> None:
        self.label = settings.oidc_label
        self.offices: OfficesByValue = offices_by_value(settings.oidc_memberships)
        self._settings = settings
        self._seal = URLSafeSerializer(settings.oidc_cookie_secret.get_secret_value(), salt="trienkhai-oidc")
        self._metadata: tuple[datetime, Mapping[str, Any]] | None = None

    def depart(self, to: str, now: datetime) -> tuple[str, str]:
        state, nonce, verifier = (token_urlsafe(32) for _ in range(3))
        journey = Journey(state, nonce, verifier, to if len(to) <= LONGEST_ADDRESS else "/")
        with _answers(), self._client() as client:
            endpoint = self._discovered(client, now)["authorization_endpoint"]
            address, _ = client.create_authorization_url(
                endpoint, state=journey.state, nonce=journey.nonce, code_verifier=journey.verifier
            )
        return str(address), self._sealed(journey, now)

    def _sealed(self, journey: Journey, now: datetime) -> str:
        return str(self._seal.dumps({**asdict(journey), "until": (now + JOURNEY_LASTS).timestamp()}))

    def opened(self, sealed: str, now: datetime) -> Journey:
        try:
            kept = self._seal.loads(sealed)
        except BadData as error:
            raise JourneyLapsedError from error
        if kept.pop("until") <= now.timestamp():
            raise JourneyLapsedError
        return Journey(**kept)

    def arrive(self, journey: Journey, said: Mapping[str, str], now: datetime) -> Person:
        if not compare_digest(said.get("state", "").encode(), journey.state.encode()):
            raise JourneyLapsedError
        if "error" in said:
            log.warning("The identity provider says: %.200r", said["error"])
            raise ProviderRefusedError if said["error"] in _DECIDED else ProviderAnswerError
        # Who sends a state may name the issuer too (RFC 9207).
        if not said.get("code") or said.get("iss", self._issuer) != self._issuer:
            raise ProviderAnswerError
        with _answers(), self._client() as client:
            claims = self._claims(client, said["code"], journey, now)
        return person_of(self._issuer, claims, self._settings.oidc_claim)

    def _claims(self, client: OAuth2Client, code: str, journey: Journey, now: datetime) -> dict[str, Any]:
        """Return what the ID token says, and what is told only to whoever asks for it."""
        metadata = self._discovered(client, now)
        client.token_endpoint_auth_method = _way_to_prove(metadata)
        token = client.fetch_token(
            metadata["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=journey.verifier
        )
        keys = KeySet.import_key_set({"keys": _object(client, metadata["jwks_uri"])["keys"]})
        claims = self._believed(token, keys, journey.nonce, now)
        if {self._settings.oidc_claim, "name"} <= claims.keys() or "userinfo_endpoint" not in metadata:
            return claims
        told = _object(client, metadata["userinfo_endpoint"], withhold_token=False)
        if told.get("sub") != claims["sub"]:
            raise ValueError("the user info is about somebody else")
        return {**told, **claims}

    def _believed(self, token: Mapping[str, Any], keys: KeySet, nonce: str, now: datetime) -> dict[str, Any]:
        """Return the ID token's claims once it is known to be theirs, for us, of now and of this journey."""
        ours = self._settings.oidc_client_id
        registry = JWSRegistry(algorithms=list(_ALGORITHMS), strict_check_header=False)
        signed = jwt.decode(token["id_token"], keys, registry=registry)
        options = {name: {"essential": True, "value": value} for name, value in (("iss", self._issuer), ("aud", ours))}
        expected = {"nonce": nonce, "client_id": ours, "access_token": token.get("access_token")}
        claims = CodeIDToken(signed.claims, signed.header, options, expected)
        claims.validate(now=int(now.timestamp()), leeway=CLOCKS_DIFFER)
        return dict(claims)

    def _discovered(self, client: OAuth2Client, now: datetime) -> Mapping[str, Any]:
        """Return what the provider says of itself; asked for anew every few minutes."""
        if self._metadata is None or self._metadata[0] + METADATA_LASTS <= now:
            metadata = _object(client, f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            self._require_usable(metadata)
            self._metadata = (now, metadata)
        return self._metadata[1]

    def _require_usable(self, metadata: Mapping[str, Any]) -> None:
        if metadata.get("issuer") != self._issuer:
            raise ProviderSetUpError(msgid("The provider at TRIENKHAI_OIDC_ISSUER calls itself by another address."))
        scheme = "https://" if self._issuer.startswith("https://") else "http"
        if not all(str(metadata.get(name)).startswith(scheme) for name in _ENDPOINTS):
            raise ValueError("the provider does not say where its endpoints are")

    @property
    def _issuer(self) -> str:
        return self._settings.oidc_issuer

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            client_id=self._settings.oidc_client_id,
            client_secret=self._settings.oidc_client_secret.get_secret_value(),
            scope=self._settings.oidc_scope,
            redirect_uri=f"{self._settings.public_url}/dang-nhap/oidc/ve",
            code_challenge_method="S256",
            timeout=SECONDS_TO_ANSWER,
        )


def _way_to_prove(metadata: Mapping[str, Any]) -> str:
    ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return "client_secret_post" if "client_secret_basic" not in ways else "client_secret_basic"


def _object(client: OAuth2Client, address: str, *, withhold_token: bool = True) -> dict[str, Any]:
    answer = client.request("GET", address, withhold_token=withhold_token)
    answer.raise_for_status()
    found = json.loads(answer.content)
    if not isinstance(found, dict):
        raise TypeError("the provider answers with something else than an object")
    return found


# What the libraries raise, and how they stumble when an answer is not of the shape they take for granted.
_FAULTS = (
    *(HTTPError, InvalidURL, AuthlibBaseError, JoseError),
    *(ValueError, TypeError, LookupError, AttributeError, RecursionError),
)


@contextmanager
def _answers() -> Iterator[None]:
    """Turn every way in which a provider, or somebody in its place, may answer badly into one of our refusals."""
    try:
        yield
    except _FAULTS as error:
        log.warning("The identity provider fails: %s: %.300r", type(error).__name__, str(error))
        raise _refusal(error) from error


def _refusal(error: Exception) -> DomainError:
    if isinstance(error, TransportError):
        return ProviderSilentError()
    if isinstance(error, HTTPStatusError):
        return ProviderSilentError() if error.response.is_server_error else ProviderAnswerError()
    said = str(error.error) if isinstance(error, AuthlibBaseError) else ""
    if said in {"invalid_client", "unauthorized_client"}:
        return ProviderSetUpError(msgid("The provider does not accept TRIENKHAI_OIDC_CLIENT_ID with its secret."))
    return JourneyLapsedError() if said == "invalid_grant" else ProviderAnswerError()
