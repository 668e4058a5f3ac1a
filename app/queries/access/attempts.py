"""The log of attempts to sign in, newest first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import SignInAttempt
from app.queries.paging import Page, Sort, bounded_int, page_of, slice_of
from app.schemas.access import AttemptRead
from app.schemas.users import AttemptParameters

# Rows are only ever added, so the numbers are in the order of time.
_NEWEST = Sort(SignInAttempt.id, SignInAttempt.id, descending=True, read=bounded_int)


def attempt_page(session: Session, wanted: AttemptParameters) -> Page[AttemptRead]:
    """Return attempts; `login` lets through those that begin with it."""
    statement = select(SignInAttempt)
    if wanted.login:
        statement = statement.where(SignInAttempt.login.startswith(wanted.login.casefold(), autoescape=True))
    if wanted.outcome:
        statement = statement.where(SignInAttempt.outcome.in_(wanted.outcome))
    return page_of(session, statement, _NEWEST, slice_of(wanted)).mapped(AttemptRead.model_validate)
