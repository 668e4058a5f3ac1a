"""What filters offer: the programmes, organisations and wards there are."""

from dataclasses import dataclass

from sqlalchemy import select
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
    wards = session.execute(select(Ward.code, Ward.name).order_by(Ward.code))
    return ProjectChoices(
        programmes=programme_choices(session),
        organisations=organisation_choices(session),
        wards=[Choice(*row) for row in wards],
    )


def programme_choices(session: Session) -> list[Choice]:
    rows = session.execute(select(Programme.code, Programme.number, Programme.title).order_by(Programme.code))
    return [Choice(code, f"{number}. {title}") for code, number, title in rows]


def organisation_choices(session: Session) -> list[Choice]:
    """Return all organisations, those that have ended too."""
    rows = session.execute(select(Organisation.code, Organisation.name).order_by(Organisation.sort_key))
    return [Choice(*row) for row in rows]
