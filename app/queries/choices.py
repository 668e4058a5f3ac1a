"""What filters offer: the programmes, organisations and wards there are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.models import Organisation, Programme, Ward


@dataclass(frozen=True)
class Choice:
    """`words` is what the reader sees, `code` what the address carries."""

    code: str
    words: str


@dataclass(frozen=True)
class ProjectChoices:
    programmes: list[Choice]
    organisations: list[Choice]
    wards: list[Choice]


def project_choices(session: Session) -> ProjectChoices:
    wards = session.execute(select(Ward.code, Ward.name, Ward.valid_from, Ward.valid_to).order_by(Ward.code))
    return ProjectChoices(
        programmes=programme_choices(session),
        organisations=organisation_choices(session),
        wards=_told_apart(wards.all()),
    )


def programme_choices(session: Session) -> list[Choice]:
    rows = session.execute(select(Programme.code, Programme.number, Programme.title).order_by(Programme.code))
    return [Choice(code, f"{number}. {title}") for code, number, title in rows]


def organisation_choices(session: Session) -> list[Choice]:
    """Return all organisations, those that have ended too."""
    columns = (Organisation.code, Organisation.name, Organisation.valid_from, Organisation.valid_to)
    return _told_apart(session.execute(select(*columns).order_by(Organisation.sort_key, Organisation.id)).all())


def _told_apart(rows: Sequence[Row[str, str, date | None, date | None]]) -> list[Choice]:
    """Return the rows as choices; of those with one name each says when it was: names return with other meaning."""
    times = Counter(name for _, name, _, _ in rows)
    return [Choice(code, _with_days(name, *days) if times[name] > 1 else name) for code, name, *days in rows]


def _with_days(name: str, valid_from: date | None, valid_to: date | None) -> str:
    first = f"{valid_from:%d/%m/%Y}" if valid_from else "…"
    last = f"{valid_to - timedelta(days=1):%d/%m/%Y}" if valid_to else "…"
    return f"{name} ({first} – {last})"
