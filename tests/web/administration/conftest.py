"""An administrator at work, over the test's own transaction."""

import pytest

from app.domain.access.actor import Role
from tests.web.planning.conftest import Headers, SignIn, sign_in

__all__ = ["sign_in"]


@pytest.fixture
def admin(sign_in: SignIn) -> Headers:
    return sign_in(Role.ADMIN)
