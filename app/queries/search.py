"""Search over everything that has words: exact accents first, then kind, then the Vietnamese order."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.resolution.clause import ClauseKind
from app.domain.text import fold, nfc
from app.models import Clause, Indicator, Milestone, Organisation, Programme, Project, Resolution
from app.queries.paging import Page, Sort, page_of, slice_of
from app.queries.searching import matches
from app.schemas.parameters import SearchParameters
from app.schemas.search import HitKind, HitRead

# Headings, sentences and bullets hold the words; what contains them would only repeat the hit.
_QUOTABLE = (ClauseKind.SENTENCE, ClauseKind.BULLET, ClauseKind.TITLE)
_KINDS = tuple(HitKind)
Owner = tuple[ColumnElement[str], ColumnElement[str]]
_NO_OWNER: Owner = (cast(null(), String), cast(null(), String))


def search_page(session: Session, wanted: SearchParameters) -> Page[HitRead]:
    """Return hits for words that must all occur; a query without a letter finds nothing."""
    hits = union_all(*_branches(wanted.q)).subquery().c
    found = (hits.kind, hits.code, hits.title, hits.within, hits.within_title)
    statement = select(*found).where(literal(bool(fold(wanted.q))))
    return page_of(session, statement, Sort(hits.rank, hits.id), slice_of(wanted), _hit)


def _branches(wanted: str) -> list[Select[str, int, str, str, str | None, str | None, str]]:
    by_number = func.substr("00000" + cast(Clause.position, String), func.length(cast(Clause.position, String)))
    project = _owner(Project.code, Project.title, Project.id == Milestone.project_id)
    resolution = _owner(Resolution.code, Resolution.title, Resolution.id == Clause.resolution_id)
    return [
        _branch(HitKind.PROGRAMME, (Programme.id, Programme.code, Programme.title), Programme.code, wanted).where(
            matches(Programme.search_text, wanted)
        ),
        _branch(HitKind.PROJECT, (Project.id, Project.code, Project.title), Project.sort_key, wanted).where(
            matches(Project.search_text, wanted)
        ),
        _branch(HitKind.INDICATOR, (Indicator.id, Indicator.code, Indicator.title), Indicator.code, wanted).where(
            matches(Indicator.search_text, wanted)
        ),
        _branch(
            HitKind.ORGANISATION, (Organisation.id, Organisation.code, Organisation.name), Organisation.sort_key, wanted
        ).where(matches(Organisation.search_text, wanted)),
        _branch(
            HitKind.MILESTONE, (Milestone.id, Milestone.code, Milestone.title), Milestone.sort_key, wanted, project
        ).where(matches(Milestone.search_text, wanted)),
        _branch(HitKind.CLAUSE, (Clause.id, Clause.path, Clause.text), by_number, wanted, resolution).where(
            matches(Clause.search_text, wanted), Clause.kind.in_(_QUOTABLE)
        ),
    ]


def _branch(
    kind: HitKind,
    columns: tuple[InstrumentedAttribute[int], InstrumentedAttribute[str], InstrumentedAttribute[str]],
    order: ColumnElement[str] | InstrumentedAttribute[str],
    wanted: str,
    within: Owner = _NO_OWNER,
) -> Select[str, int, str, str, str | None, str | None, str]:
    identity, code, title = columns
    exactness = case((_stands_in(title, wanted), "0"), else_="1")
    return select(
        literal(kind.value).label("kind"),
        identity.label("id"),
        code.label("code"),
        title.label("title"),
        within[0].label("within"),
        within[1].label("within_title"),
        (exactness + literal(str(_KINDS.index(kind))) + order).label("rank"),
    )


def _owner(code: InstrumentedAttribute[str], title: InstrumentedAttribute[str], holds: ColumnElement[bool]) -> Owner:
    """Return what a hit belongs to: code and title."""
    return select(code).where(holds).scalar_subquery(), select(title).where(holds).scalar_subquery()


def _stands_in(title: InstrumentedAttribute[str], wanted: str) -> ColumnElement[bool]:
    """Return whether the words stand in the title with their accents; neither database folds case beyond ASCII."""
    words = nfc(wanted).strip()
    forms = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    return or_(*(title.contains(form, autoescape=True) for form in sorted(forms)))


def _hit(row: Sequence[Any]) -> HitRead:
    kind, code, title, within, within_title = row
    return HitRead(kind=HitKind(kind), code=code, title=title, within=within, within_title=within_title)
