"""Finding quoted words in the stored text, on behalf of somebody who can correct them."""

from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from app.domain.errors import FieldError, InvalidInputError, QuotationError
from app.domain.messages import Message, msgid
from app.domain.resolution.quotations import locate
from app.models import Clause, Quotation, Resolution
from app.schemas.planning import QuotationWish


def quotations_of(session: Session, resolution: Resolution, wishes: Iterable[QuotationWish]) -> list[Quotation]:
    """Return the quotations, yet without an owner. Raises InvalidInputError that names the place of each fault."""
    found = [_quotation(session, resolution, wish, position) for position, wish in enumerate(wishes, 1)]
    faults = [each for each in found if isinstance(each, FieldError)]
    if faults:
        raise InvalidInputError(*faults)
    return [each for each in found if isinstance(each, Quotation)]


def _quotation(session: Session, resolution: Resolution, wish: QuotationWish, position: int) -> Quotation | FieldError:
    place = f"/quotations/{position - 1}"
    clause = _sentence(session, resolution, wish.clause)
    if clause is None:
        unknown = Message(
            msgid("There is no sentence %(clause)s in the resolution; quote a sentence or a bullet."),
            {"clause": wish.clause},
        )
        return FieldError(unknown, pointer=f"{place}/clause")
    try:
        span = locate(wish.words, clause.text, wish.occurrence)
    except QuotationError as error:
        return FieldError(error.message, pointer=f"{place}/words")
    return Quotation(
        clause=clause,
        words=wish.words,
        start=span.start,
        end=span.end,
        position=position,
        completion_test=wish.completion_test,
    )


def _sentence(session: Session, resolution: Resolution, path: str) -> Clause | None:
    """Return what can be quoted at the path: a clause with words and none below it."""
    below = aliased(Clause)
    return session.scalar(
        select(Clause).where(
            Clause.resolution_id == resolution.id,
            Clause.path == path,
            Clause.text != "",
            ~exists().where(below.parent_id == Clause.id),
        )
    )
