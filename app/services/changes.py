"""What every change leaves behind: its number, and the answer that a repeated request gets."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.db.engine import insert_unless_there
from app.models import IdempotencyRecord, Installation

Answer = tuple[int, dict[str, str], bytes]


def count_change(session: Session) -> None:
    """Take the next change number, last in the transaction: the row's lock orders all changes."""
    session.flush()
    session.execute(update(Installation).values(change_number=Installation.change_number + 1))


def claim(session: Session, user_id: int, key: str, request_digest: str, kept: tuple[datetime, timedelta]) -> bool:
    """Return whether the key is new; waits while the same key is at work elsewhere. What is too old is forgotten."""
    now, lasts = kept
    session.execute(delete(IdempotencyRecord).where(IdempotencyRecord.created_at < now - lasts))
    return insert_unless_there(
        session,
        IdempotencyRecord,
        user_id=user_id,
        key=key,
        request_digest=request_digest,
        status=None,
        headers={},
        body=b"",
        created_at=now,
    )


def answer_of(session: Session, user_id: int, key: str) -> IdempotencyRecord:
    wanted = select(IdempotencyRecord).where(IdempotencyRecord.user_id == user_id, IdempotencyRecord.key == key)
    return session.scalars(wanted).one()


def keep_answer(session: Session, user_id: int, key: str, answer: Answer) -> None:
    status, headers, body = answer
    kept = update(IdempotencyRecord).where(IdempotencyRecord.user_id == user_id, IdempotencyRecord.key == key)
    session.execute(kept.values(status=status, headers=headers, body=body))
