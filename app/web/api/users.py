"""Accounts and what they hold, for administrators."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from app.domain.access.policy import Action, require
from app.queries.access.users import user_detail, user_page
from app.schemas.access import AccountChange, NewAccount, NewMembership
from app.schemas.paging import PageRead
from app.schemas.users import UserDetail, UserParameters, UserRead
from app.services.access.accounts import change_account, end_office, give_office, open_account
from app.services.unit_of_work import UnitOfWork
from app.web.api.changing import CHANGE, fresh, made, versioned
from app.web.api.shared import COLLECTION, NO_PARAMETERS_TODAY, RECORD, Listing, Single
from app.web.deps import TODAY_ONLY, Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/users", tags=["users"], route_class=Writing)
Login = Annotated[str, Path(description="Login of the account.", examples=["nguyen.van.a"])]
MembershipId = Annotated[int, Path(description="Id of the membership.", examples=[7], ge=1, le=2**31 - 1)]


@router.get("", responses=COLLECTION, dependencies=TODAY_ONLY)
def list_users(answering: Listing, wanted: Annotated[UserParameters, Query()]) -> PageRead[UserRead]:
    """List accounts with what each holds today; for administrators."""
    require(answering.view.actor, Action.ACCOUNTS_VIEW)
    return answering.page(user_page(answering.view.session, wanted, answering.view.as_of))


@router.get("/{login}", responses=RECORD, dependencies=NO_PARAMETERS_TODAY)
def read_user(answering: Single, login: Login) -> UserDetail:
    """Read one account with all it held, holds and will hold; for administrators."""
    require(answering.view.actor, Action.ACCOUNTS_VIEW)
    return answering.record(user_detail(answering.view.session, login, answering.view.as_of))


@router.post("", status_code=201, responses=CHANGE)
def create_user(work: Work, response: Response, wish: NewAccount) -> UserDetail:
    """Open an account without a password: an administrator's page makes the one-time link that sets one."""
    login = open_account(work, wish).login
    made(response, f"/api/v1/users/{quote(login)}")
    return _answer(work, response, login)


@router.patch("/{login}", responses=CHANGE)
def edit_user(work: Edit, response: Response, login: Login, change: AccountChange) -> UserDetail:
    """Rename, close or open an account (JSON merge patch); `If-Match` names the version that was read."""
    change_account(work, login, change)
    return _answer(work, response, login)


@router.post("/{login}/memberships", status_code=201, responses=CHANGE)
def create_membership(work: Work, response: Response, login: Login, wish: NewMembership) -> UserDetail:
    """Give the person a role in an organisation, from a day on."""
    give_office(work, login, wish)
    made(response, f"/api/v1/users/{quote(login)}")
    return _answer(work, response, login)


@router.delete("/{login}/memberships/{membership_id}", responses=CHANGE)
def delete_membership(work: Work, response: Response, login: Login, membership_id: MembershipId) -> UserDetail:
    """Let a membership end today; one that has not begun is taken back."""
    end_office(work, login, membership_id)
    return _answer(work, response, login)


def _answer(work: UnitOfWork, response: Response, login: str) -> UserDetail:
    user = user_detail(fresh(work).session, login, work.today)
    versioned(response, user.version)
    return user
