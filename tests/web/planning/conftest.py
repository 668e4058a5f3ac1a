"""People who are signed in, and work for them."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.domain.access.sign_in import TokenScope, digest
from app.models import Milestone, Organisation
from tests.conftest import TODAY
from tests.factories import Make

Headers = dict[str, str]
SignIn = Callable[[Role], Headers]


@pytest.fixture
def sign_in(make: Make) -> SignIn:
    """Return a function of a role that answers the headers of somebody who holds it."""

    def headers(role: Role) -> Headers:
        user = make.membership(role=role).user
        secret = f"bi-mat-{user.id}"
        make.token(user=user, secret_digest=digest(secret), scope=TokenScope.WRITE)
        return {"Authorization": f"Bearer {secret}"}

    return headers


@pytest.fixture
def planner(sign_in: SignIn) -> Headers:
    return sign_in(Role.PLANNER)


@pytest.fixture
def lead(make: Make) -> Organisation:
    return make.organisation(code="so-a", short_name="Sở A")


@pytest.fixture
def milestone(make: Make, lead: Organisation) -> Milestone:
    project = make.project(published=True)
    make.assignment(project=project, organisation=lead)
    row = make.milestone(project=project, title="Khảo sát", deadline_on=TODAY.replace(day=1))
    make.session.flush()
    return row


@pytest.fixture
def people(make: Make, session: Session, lead: Organisation) -> dict[str, Headers]:
    """The headers of an officer of the office that leads, and of one person of every other role."""
    headers = {}
    for who, role in (("officer", Role.AGENCY), *((role.value, role) for role in Role)):
        user = make.membership(role, organisation=lead if who == "officer" else make.organisation()).user
        make.token(user=user, secret_digest=digest(f"khoa-{who}"), scope=TokenScope.WRITE)
        headers[who] = {"Authorization": f"Bearer khoa-{who}"}
    session.flush()
    return headers
