"""Accounts of a demonstration: one for each role, with passwords made on the spot."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.actor import Role
from app.models import Installation, User
from app.services.access.accounts import add_membership, add_user
from app.services.access.secrets import hash_password


@dataclass(frozen=True)
class DemoAccount:
    login: str
    name: str
    role: Role
    organisation: str
    password: str = ""


ACCOUNTS = (
    DemoAccount("kehoach", "Người lập kế hoạch (minh họa)", Role.PLANNER, "ubnd-tp"),
    DemoAccount("xaydung", "Chuyên viên Sở Xây dựng (minh họa)", Role.AGENCY, "so-xay-dung"),
    DemoAccount("giaothong", "Chuyên viên Ban QLDA (minh họa)", Role.AGENCY, "ban-qlda-giao-thong-nong-nghiep"),
    DemoAccount("hdnd", "Thư ký Hội đồng nhân dân (minh họa)", Role.SUPERVISOR, "hdnd-tp"),
    DemoAccount("tuyengiao", "Chuyên viên Ban Tuyên giáo (minh họa)", Role.MONITOR, "ban-tuyen-giao-dan-van-thanh-uy"),
    DemoAccount("quantri", "Quản trị (minh họa)", Role.ADMIN, "ubnd-tp"),
)


def make_demo_accounts(session: Session, today: date) -> list[DemoAccount]:
    """Give the demonstration's accounts new passwords and return them; none where it is no demonstration."""
    if not session.scalar(select(Installation.demo)):
        return []
    return [_renewed(session, account, today) for account in ACCOUNTS]


def _renewed(session: Session, account: DemoAccount, today: date) -> DemoAccount:
    user = session.scalars(select(User).where(User.login == account.login)).one_or_none()
    if user is None:
        user = add_user(session, account.login, account.name, demo=True)
        add_membership(session, user, account.organisation, account.role, today)
    password = secrets.token_urlsafe(9)
    # Made at random here, so the rules for chosen ones need not be asked.
    user.password_hash = hash_password(password)
    return DemoAccount(account.login, account.name, account.role, account.organisation, password)
