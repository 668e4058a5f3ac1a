"""The office never locks itself out: somebody who can sign in stays its administrator."""

from sqlalchemy import select

from app.domain.access.actor import Role
from app.domain.errors import ConflictError
from app.domain.messages import msgid
from app.models import Membership, User
from app.queries.spans import is_held
from app.services.unit_of_work import UnitOfWork


def require_administrator_left(work: UnitOfWork, *, without_user: int = 0, without_membership: int = 0) -> None:
    """Raise ConflictError when nobody else would be an administrator today."""
    still = is_held(work.today)
    # Locked, so that two administrators who close each other's accounts wait for one another.
    wanted = (
        select(Membership.id, Membership.user_id)
        .join(Membership.user)
        .where(Membership.role == Role.ADMIN, still, User.active)
        .order_by(Membership.id)
        .with_for_update()
    )
    held = work.session.execute(wanted).all()
    if not any(row.id != without_membership and row.user_id != without_user for row in held):
        raise ConflictError(
            detail=msgid("This is the last administrator. Make somebody else an administrator first, then repeat it.")
        )
