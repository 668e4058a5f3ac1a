"""The office's identity provider for tests: Canaille on loopback, with people and groups that tests change."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
from fastapi import FastAPI
from pytest_iam import Server
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web.clock import present
from tests.web.office import Office

OURS = "http://testserver"
COOKIE_SECRET = "không ai đoán được một câu dài thế này"  # noqa: S105 (signs nothing but tests' cookies)
MEMBERSHIPS = {
    "quy-hoach": "planner@co-quan-planner",
    "giam-sat": "supervisor@co-quan-supervisor, agency@co-quan-agency",
}


@dataclass
class IdentityProvider:
    """`server` is the provider itself, `client` what it knows of this application."""

    server: Server
    client: Any

    @property
    def issuer(self) -> str:
        return self.server.url.rstrip("/")

    def settings(self, office: Office, **more: Any) -> Settings:
        said = {
            "oidc_issuer": self.issuer,
            "oidc_client_id": self.client.client_id,
            "oidc_client_secret": self.client.client_secret,
            "oidc_cookie_secret": COOKIE_SECRET,
            "oidc_memberships": MEMBERSHIPS,
            "oidc_scope": "openid profile email groups",
            "public_url": OURS,
        }
        return Settings(**{"database_url": office.url, **said, **more})

    def app(self, office: Office, **more: Any) -> FastAPI:
        """Return the application with this provider; its clock is the world's, as the provider's is."""
        office.clock.now = present()
        return create_app(self.settings(office, public_reading=False, **more), now=office.clock)

    @contextlib.contextmanager
    def browser(self, office: Office, **more: Any) -> Iterator[TestClient]:
        with office.client(self.app(office, **more)) as browser:
            yield browser

    def person(self, login: str, name: str = "Nguyễn Thị Hường", groups: tuple[str, ...] = ("quy-hoach",)) -> Any:
        """Return a person who is signed in there from now on, with consent given."""
        with self.server.app.app_context():
            person = self.server.models.User(
                user_name=login,
                family_name=name,
                formatted_name=name,
                display_name=login,
                emails=[f"{login}@example.vn"],
            )
            self.server.backend.save(person)
        self.put_into(person, *groups)
        self.server.consent(person, self.client)
        self.server.login(person)
        return person

    def put_into(self, person: Any, *groups: str) -> None:
        """Let the person be in these groups and in no others."""
        with self.server.app.app_context():
            backend, group_of = self.server.backend, self.server.models.Group
            for group in backend.query(group_of):
                backend.delete(group)
            for name in groups:
                backend.save(group_of(display_name=name, members=[person]))
            backend.reload(person)

    def returned(self, address: str) -> str:
        """Follow a browser through the provider, where the person is signed in; return the address it is sent to."""
        self._forget_codes()
        answer = httpx2.get(address, follow_redirects=False)
        assert answer.status_code in {302, 303}, answer.text
        return answer.headers["location"].removeprefix(OURS)

    def _forget_codes(self) -> None:
        # Canaille's store in memory finds a code by "this code or this client": another one left over would be taken.
        with self.server.app.app_context():
            for code in self.server.backend.query(self.server.models.AuthorizationCode):
                self.server.backend.delete(code)

    def round_trip(self, browser: TestClient, **query: str) -> httpx2.Response:
        """Press the button, be sent there, and come back."""
        leaving = browser.get("/dang-nhap/oidc", params=query)
        assert leaving.status_code == 303, leaving.text
        return browser.get(self.returned(leaving.headers["location"]))


def said_in(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def registered(server: Server) -> IdentityProvider:
    """Return the provider with this application made known to it."""
    with server.app.app_context():
        client = server.models.Client(
            client_id="trienkhai",
            client_secret="chỉ hai bên biết".encode().hex(),
            client_name="Triển Khai",
            client_uri=OURS,
            redirect_uris=[f"{OURS}/dang-nhap/oidc/ve"],
            scope=["openid", "profile", "email", "groups"],
            response_types=["code"],
            grant_types=["authorization_code"],
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 (a way, not a secret)
        )
        server.backend.save(client)
        server.backend.update(client, audience=[client])
        server.backend.save(client)
    return IdentityProvider(server, client)


def is_signed_in(browser: TestClient) -> bool:
    return browser.get("/tai-khoan").status_code == 200


def refusal_on(answer: httpx2.Response) -> tuple[int, bool]:
    """Return the status, and whether the page says what happened and shows a way back."""
    told = re.search(r'class="error-summary".*?<p>[^<]{20,}</p>', answer.text, re.DOTALL)
    return answer.status_code, bool(told) and 'href="/dang-nhap/oidc"' in answer.text


def leave(browser: TestClient, **query: str) -> str:
    """Press the button; return the provider's address."""
    answer = browser.get("/dang-nhap/oidc", params=query)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def with_query(address: str, **changed: str) -> str:
    return f"{address.partition('?')[0]}?{urlencode({**said_in(address), **changed})}"
