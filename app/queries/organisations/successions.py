"""Successions, read from either side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from app.models import Organisation, Succession
from app.queries.organisations.assignments import organisation_ref
from app.queries.paging import Page, Sort, page_of, slice_of
from app.schemas.parameters import SuccessionParameters
from app.schemas.successions import SuccessionRead

_Before, _After = aliased(Organisation), aliased(Organisation)


@dataclass(frozen=True)
class Kin:
    """What an organisation took over, and what others took over from it."""

    taken: list[SuccessionRead]
    passed: list[SuccessionRead]


def succession_page(session: Session, wanted: SuccessionParameters, as_of: date) -> Page[SuccessionRead]:
    statement = _both_sides()
    if wanted.predecessor:
        statement = statement.where(_Before.code.in_(wanted.predecessor))
    if wanted.successor:
        statement = statement.where(func.coalesce(_After.code, "none").in_(wanted.successor))
    page = page_of(session, statement, Sort(_Before.code, Succession.id), slice_of(wanted))
    return page.mapped(lambda row: succession_read(row, as_of))


def kin_of(session: Session, code: str, as_of: date) -> Kin:
    """Return the successions that the organisation is a side of, in one statement."""
    statement = _both_sides().where(or_(_Before.code == code, _After.code == code)).order_by(Succession.id)
    rows = [succession_read(row, as_of) for row in session.scalars(statement)]
    passed = [row for row in rows if row.predecessor.code == code]
    return Kin(taken=[row for row in rows if row.predecessor.code != code], passed=passed)


def passed_on(session: Session, codes: Iterable[str], as_of: date) -> dict[str, list[SuccessionRead]]:
    """Return by predecessor to whom it passed on, those first of whom nothing is left to settle."""
    statement = _both_sides().where(_Before.code.in_(list(codes))).order_by(_After.id.is_(None), Succession.id)
    found: dict[str, list[SuccessionRead]] = {}
    for row in session.scalars(statement):
        found.setdefault(row.predecessor.code, []).append(succession_read(row, as_of))
    return found


def succession_read(row: Succession, as_of: date) -> SuccessionRead:
    """Return the succession, both sides of which must be loaded."""
    return SuccessionRead(
        predecessor=organisation_ref(row.predecessor, as_of),
        successor=organisation_ref(row.successor, as_of) if row.successor else None,
        kind=row.kind,
        effective_on=row.effective_on,
        scope=row.scope,
        legal_basis=row.legal_basis,
        source=row.source,
        confidence=row.confidence,
    )


def _both_sides() -> Select[Succession]:
    return (
        select(Succession)
        .join(_Before, Succession.predecessor)
        .outerjoin(_After, Succession.successor)
        .options(
            contains_eager(Succession.predecessor.of_type(_Before)),
            contains_eager(Succession.successor.of_type(_After)),
        )
    )
