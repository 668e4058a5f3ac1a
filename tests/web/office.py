"""An office at work on a database of its own: people with passwords and tokens, and a clock that tests set."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from app.db.engine import at, make_engine, writing
from app.domain.access.actor import Role
from app.domain.access.sign_in import LinkPurpose, SignInWay, TokenScope, digest
from app.main import create_app
from app.models import ApiToken, IdempotencyRecord, Installation, OneTimeLink, SignIn, SignInAttempt, User
from app.services.access.secrets import hash_password, new_secret
from app.services.access.sign_ins import Client, add_token, begin
from app.settings import Settings
from tests.conftest import NOW
from tests.factories import Make

PASSWORD = "tám con trâu qua sông"  # noqa: S105 (opens nothing but a test's database)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Office:
    """`people` are ids by login; a login is the name of its owner's role. All have the one password."""

    engine: Engine
    url: str
    people: dict[str, int]
    hashed: str
    clock: Clock = field(default_factory=Clock)
    apps: dict[tuple[bool, bool], FastAPI] = field(default_factory=dict)

    def app(self, *, public_reading: bool = True, production: bool = False) -> FastAPI:
        """Return the office's application with these settings, which is not to be changed."""
        kind = (public_reading, production)
        if kind not in self.apps:
            self.apps[kind] = self.new_app(public_reading=public_reading, production=production)
        return self.apps[kind]

    def new_app(self, *, public_reading: bool = True, production: bool = False) -> FastAPI:
        settings = Settings(database_url=self.url, public_reading=public_reading, production=production)
        return create_app(settings, now=self.clock)

    @contextmanager
    def client(
        self, app: FastAPI | None = None, *, base: str = "http://testserver", address: str = "10.0.0.1"
    ) -> Iterator[TestClient]:
        with TestClient(app or self.app(), base_url=base, client=(address, 50000), follow_redirects=False) as client:
            yield client

    def token(self, login: str, scope: TokenScope = TokenScope.WRITE, days: int = 1) -> dict[str, str]:
        """Return the header by which a new token of the person is sent."""
        with self.changing() as session:
            secret = add_token(session, self.people[login], "máy", scope, (self.clock.now, days))
        return {"Authorization": f"Bearer {secret}"}

    @contextmanager
    def signed_in(self, login: str, app: FastAPI | None = None) -> Iterator[TestClient]:
        """Return a browser in which the person has signed in, which costs no password's hashing."""
        with self.changing() as session:
            user = session.get_one(User, self.people[login])
            secret = begin(session, user, SignInWay.PASSWORD, Client("testclient", "10.0.0.1"), self.clock.now)
        with self.client(app) as client:
            client.cookies.set("trienkhai", secret)
            yield client

    def link(self, login: str, purpose: LinkPurpose = LinkPurpose.RESET) -> str:
        """Return the address of a new one-time link."""
        secret = new_secret()
        with self.changing() as session:
            row = Make(session).link(
                user=session.get_one(User, self.people[login]), purpose=purpose, secret_digest=digest(secret)
            )
            row.created_at, row.expires_at = self.clock.now, self.clock.now + timedelta(hours=24)
        return f"/mat-khau-moi/{secret}"

    def close_account(self, login: str) -> None:
        with self.changing() as session:
            session.execute(update(User).where(User.login == login).values(active=False))

    def attempts(self) -> list[str]:
        """Return how the attempts to sign in ended, in their order."""
        with self.changing() as session:
            return list(session.scalars(select(SignInAttempt.outcome).order_by(SignInAttempt.id)))

    @contextmanager
    def changing(self) -> Iterator[Session]:
        with writing(self.engine).begin() as session:
            yield at(session, self.clock.now)


def sign_in(client: TestClient, login: str, password: str = PASSWORD, **more: str) -> Response:
    """Post the form; `more` are parameters of the address."""
    return client.post("/dang-nhap", params=more, data={"login": login, "password": password})


def opened(url: str) -> Office:
    """Return an office with one person of each role, a second agency, and one without office."""
    engine = make_engine(url)
    hashed = hash_password(PASSWORD)
    with writing(engine).begin() as session:
        make = Make(at(session, NOW))
        session.add(Installation(id=1, demo=False, seed_digest="", change_number=0, loaded_at=NOW))
        people = {}
        for login in (*(role.value for role in Role), "second", "account"):
            user = make.user(login=login, name=login, password_hash=hashed)
            people[login] = user.id
            if login != "account":
                role = Role.AGENCY if login == "second" else Role(login)
                make.membership(role, user=user, organisation=make.organisation(code=f"co-quan-{login}"))
    return Office(engine, url, people, hashed)


def cleared(office: Office) -> Office:
    """Return the office as it was opened: nobody signed in, no attempt remembered, all accounts open."""
    with office.changing() as session:
        for table in (SignIn, SignInAttempt, IdempotencyRecord, ApiToken, OneTimeLink):
            session.execute(delete(table))
        session.execute(update(User).values(active=True, password_hash=office.hashed))
    office.clock.now = NOW
    return office


NewDatabase = Callable[[str, str], str]
