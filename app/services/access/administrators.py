"""The office never locks itself out: somebody who can sign in stays its administrator."""

from sqlalchemy import or_, select

from app.domain.access.actor import Role
from app.domain.errors import ConflictError
from app.domain.messages import msgid
from app.models import Membership, User
from app.services.unit_of_work import UnitOfWork


def require_administrator_left(work: UnitOfWork, *, without_user: int = 0, without_membership: int = 0) -> None:
    """Raise ConflictError when nobody else would be an administrator today."""
    holds = (Membership.from_on <= work.today) & or_(Membership.to_on.is_(None), Membership.to_on > work.today)
    # Locked, so that two administrators who close each other's accounts wait for one another.
    wanted = (
        select(Membership.id, Membership.user_id)
        .join(Membership.user)
        .where(Membership.role == Role.ADMIN, holds, User.active)
        .order_by(Membership.id)
        .with_for_update()
    )
    held = work.session.execute(wanted).all()
    if not any(row.id != without_membership and row.user_id != without_user for row in held):
        raise ConflictError(
            detail=msgid("This is the last administrator. Make somebody else an administrator first, then repeat it.")
        )
