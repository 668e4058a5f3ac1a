"""For which of their organisations somebody acts."""

from app.models import Organisation
from app.services.unit_of_work import UnitOfWork


def acting_organisation(work: UnitOfWork, *preferred: frozenset[int]) -> Organisation:
    """Return one of the preferred organisations that the person holds an office in, else their first."""
    held = {office.organisation_id for office in work.actor.offices}
    chosen = next((held & some for some in preferred if held & some), held)
    return work.session.get_one(Organisation, min(chosen))
