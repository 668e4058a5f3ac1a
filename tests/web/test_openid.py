"""Somebody in the provider's place, or a provider gone wrong: nothing of what it answers is believed unproved."""

import json
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import Key, OctKey, RSAKey

from app.domain.access.provider import (
    Person,
    ProviderAnswerError,
    ProviderSetUpError,
    ProviderSilentError,
)
from app.domain.errors import DomainError
from app.main import create_app
from app.settings import Settings
from app.web import openid
from app.web.openid import OpenIdProvider
from tests.conftest import NOW
from tests.web.identity_provider import COOKIE_SECRET, said_in

DISCOVERY = "/.well-known/openid-configuration"
SECRET = "chỉ hai bên biết, và đủ dài để ký".encode().hex()
OURS, THEIRS = (RSAKey.generate_key(2048, auto_kid=True) for _ in range(2))


@dataclass
class Impostor:
    """`answers` are status and body by path; what is not there is not found."""

    issuer: str = ""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def say(self, path: str, body: object, status: int = 200) -> None:
        self.answers[path] = (status, body if isinstance(body, bytes) else json.dumps(body).encode())

    def settings(self, **more: Any) -> Settings:
        said = {
            "database_url": "sqlite://",
            "public_url": "http://testserver",
            "oidc_issuer": self.issuer,
            "oidc_client_id": "trienkhai",
            "oidc_client_secret": SECRET,
            "oidc_cookie_secret": COOKIE_SECRET,
            "oidc_memberships": {"quy-hoach": "planner@q-ninh-kieu"},
        }
        return Settings(**{**said, **more})

    def behave(self) -> None:
        """Be what a provider should be."""
        paths = {"authorization_endpoint": "/there", "token_endpoint": "/token", "jwks_uri": "/keys"}
        self.say(DISCOVERY, {"issuer": self.issuer, **{name: self.issuer + path for name, path in paths.items()}})
        self.say("/keys", {"keys": [OURS.as_dict(private=False)]})


@pytest.fixture
def impostor() -> Iterator[Impostor]:
    impostor = Impostor()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = impostor.answers.get(self.path, (404, b""))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        impostor.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        impostor.behave()
        yield impostor
        server.shutdown()
        thread.join()


def claims(impostor: Impostor, asked: str, /, **changed: object) -> dict[str, object]:
    moment = int(NOW.timestamp())
    said = {"iss": impostor.issuer, "aud": "trienkhai", "sub": "a1", "iat": moment, "exp": moment + 300}
    said |= {"nonce": asked, "groups": ["quy-hoach"], "name": "Nguyễn Thị Hường", **changed}
    return {name: value for name, value in said.items() if value is not None}


def signed(said: dict[str, object], key: Key = OURS, alg: str = "RS256") -> str:
    return jwt.encode({"alg": alg, "kid": OURS.kid}, said, key, algorithms=[alg])


def arrive(impostor: Impostor, token: object, provider: OpenIdProvider, there: str, sealed: str) -> Person:
    impostor.say("/token", token)
    return provider.arrive(provider.opened(sealed, NOW), {"state": said_in(there)["state"], "code": "1"}, NOW)


def outcome(
    impostor: Impostor, token: object = None, signature: tuple[Key, str] = (OURS, "RS256"), **changed: object
) -> Any:
    """Return who is believed in, or the refusal's class; `token` is what the token endpoint says instead."""
    try:
        provider = OpenIdProvider(impostor.settings())
        there, sealed = provider.depart("/", NOW)
        said = claims(impostor, said_in(there)["nonce"], **changed)
        answer = token or {"access_token": "x", "token_type": "Bearer", "id_token": signed(said, *signature)}
        return arrive(impostor, answer, provider, there, sealed)
    except DomainError as refusal:
        return type(refusal)


def test_an_honest_answer_is_believed(impostor: Impostor) -> None:
    assert outcome(impostor) == Person(f"{impostor.issuer} a1", ("a1",), "Nguyễn Thị Hường", frozenset({"quy-hoach"}))


PAST, FUTURE = (int((NOW + timedelta(minutes=minutes)).timestamp()) for minutes in (-2, 2))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://ac-y.example"},
        {"iss": None},
        {"aud": "ung-dung-khac"},
        {"aud": ["trienkhai", "ung-dung-khac"]},
        {"aud": None},
        {"azp": "ung-dung-khac"},
        {"nonce": "khac"},
        {"nonce": None},
        {"exp": PAST},
        {"exp": "mai"},
        {"iat": FUTURE},
        {"nbf": FUTURE},
        {"sub": None},
        {"sub": 7},
        {"sub": "a\x00b"},
        {"at_hash": "khac"},
    ],
    ids=str,
)
def test_a_token_for_others_or_of_another_time_is_not_believed(impostor: Impostor, changed: dict[str, Any]) -> None:
    assert outcome(impostor, **changed) is ProviderAnswerError


@pytest.mark.parametrize(
    ("key", "alg"),
    [
        pytest.param(THEIRS, "RS256", id="another key"),
        pytest.param(OctKey.import_key(SECRET), "HS256", id="the secret that both have"),
        pytest.param(OctKey.import_key("x" * 32), "none", id="no signature"),
    ],
)
@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_token_that_the_provider_s_key_has_not_signed_is_not_believed(impostor: Impostor, key: Key, alg: str) -> None:
    assert outcome(impostor, signature=(key, alg)) is ProviderAnswerError


@pytest.mark.parametrize(
    "token",
    [
        *(b"<html>", b"\xff", b"null", [1], {"error": "server_error"}, {"error": ["x"]}, {"access_token": "x"}),
        *({"id_token": token} for token in (7, "a.b.c", "\u00e9")),
    ],
    ids=str,
)
def test_a_token_endpoint_may_say_anything(impostor: Impostor, token: object) -> None:
    assert outcome(impostor, token) is ProviderAnswerError


@pytest.mark.parametrize("keys", [{}, [], {"keys": 3}, {"keys": [{"kty": "?"}]}, {"keys": []}, b"\x00"], ids=str)
def test_keys_may_be_anything(impostor: Impostor, keys: object) -> None:
    impostor.say("/keys", keys)

    assert outcome(impostor) is ProviderAnswerError


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        pytest.param(b"<html>", 200, ProviderAnswerError, id="a page"),
        pytest.param(b"", 404, ProviderAnswerError, id="nothing there"),
        pytest.param(b"", 503, ProviderSilentError, id="out of order"),
        pytest.param([], 200, ProviderAnswerError, id="a list"),
        pytest.param({"issuer": "https://ac-y.example"}, 200, ProviderSetUpError, id="another issuer"),
        pytest.param(b"[" * 100_000, 200, ProviderAnswerError, id="without end"),
    ],
)
def test_a_discovery_that_cannot_be_used_is_refused(
    impostor: Impostor, body: object, status: int, expected: type[DomainError]
) -> None:
    impostor.say(DISCOVERY, body, status)

    assert outcome(impostor) is expected


def test_a_discovery_without_endpoints_is_refused(impostor: Impostor) -> None:
    impostor.say(DISCOVERY, {"issuer": impostor.issuer, "authorization_endpoint": "javascript:alert(1)"})

    assert outcome(impostor) is ProviderAnswerError


@pytest.mark.parametrize(("subject", "expected"), [("a1", {"quy-hoach"}), ("khac", None)])
def test_groups_may_be_told_apart_from_the_token_if_about_the_same_person(
    impostor: Impostor, subject: str, expected: set[str] | None
) -> None:
    discovery = json.loads(impostor.answers[DISCOVERY][1])
    impostor.say(DISCOVERY, {**discovery, "userinfo_endpoint": f"{impostor.issuer}/who"})
    impostor.say("/who", {"sub": subject, "groups": ["quy-hoach"], "name": "Tên khác"})

    found = outcome(impostor, groups=None)

    if expected is None:
        assert found is ProviderAnswerError
    else:
        assert (found.values, found.name) == (expected, "Nguyễn Thị Hường")


def test_a_provider_that_never_answers_is_not_waited_for_long(
    impostor: Impostor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert openid.SECONDS_TO_ANSWER <= 10
    monkeypatch.setattr(openid, "SECONDS_TO_ANSWER", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        impostor.issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"

        assert outcome(impostor) is ProviderSilentError


def test_a_provider_that_is_not_there_is_said_to_be_silent(impostor: Impostor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        impostor.issuer = f"http://127.0.0.1:{gone.getsockname()[1]}"

    assert outcome(impostor) is ProviderSilentError


def test_settings_without_the_extra_are_refused_by_its_name(
    impostor: Impostor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "app.web.openid", None)

    with pytest.raises(ProviderSetUpError, match="oidc"):
        create_app(impostor.settings())
    create_app(Settings(database_url="sqlite://")).state.engine.dispose()


def test_a_mapping_that_cannot_be_read_is_refused_at_start(impostor: Impostor) -> None:
    with pytest.raises(ProviderSetUpError, match="chief@q-ninh-kieu"):
        create_app(impostor.settings(oidc_memberships={"quy-hoach": "chief@q-ninh-kieu"}))


def test_a_provider_with_one_key_need_not_number_it(impostor: Impostor) -> None:
    bare = {name: value for name, value in OURS.as_dict(private=False).items() if name != "kid"}
    impostor.say("/keys", {"keys": [bare]})

    assert isinstance(outcome(impostor), Person)
