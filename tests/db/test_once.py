"""What a session reads once: it keeps it until it writes."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db.engine import reading
from app.db.once import once
from tests.factories import Make


def test_a_session_asks_once_for_each_name(engine: Engine) -> None:
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return name

    with reading(engine)() as session:
        kept = [once(session, name, lambda _: ask(name)) for name in "aab"]  # noqa: B023 (asked at once)

    assert (kept, asked) == (["a", "a", "b"], ["a", "b"])


def test_what_was_read_before_a_change_is_read_again(session: Session, make: Make) -> None:
    before = once(session, "count", lambda _: 1)

    make.organisation()

    assert (before, once(session, "count", lambda _: 2)) == (1, 2)
