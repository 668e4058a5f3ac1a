"""One small resource that is written to, for what all writing routes share: an organisation's short name."""

from typing import Annotated

from fastapi import APIRouter, Response
from fastapi.datastructures import UploadFile
from fastapi.param_functions import File
from pydantic import StringConstraints
from sqlalchemy import select

from app.domain.access.policy import Action
from app.domain.organisations.roles import OrganisationKind
from app.domain.text import fold, sort_key
from app.models import Organisation
from app.schemas.access import Wish
from app.services.access.secrets import new_secret
from app.services.unit_of_work import UnitOfWork
from app.web.deps import Edit, Work
from app.web.writing import Writing

router = APIRouter(prefix="/api/v1/names", route_class=Writing)


class Name(Wish):
    name: Annotated[str, StringConstraints(max_length=200)]


@router.post("", status_code=201)
def add(work: Work, wish: Name, response: Response) -> dict[str, str]:
    work.require(Action.ORGANISATION_EDIT)
    code = _add(work, wish.name)
    response.headers["Location"] = f"/api/v1/names/{code}"
    return {"code": code}


@router.put("/{code}")
def change(work: Edit, code: str, wish: Name) -> dict[str, int]:
    work.require(Action.ORGANISATION_EDIT)
    row = work.session.scalars(select(Organisation).where(Organisation.code == code)).one()
    work.expect(row)
    row.short_name = wish.name
    work.session.flush()
    return {"version": row.version}


@router.post("/files")
def upload(work: Work, file: Annotated[UploadFile, File()]) -> dict[str, str]:
    work.require(Action.ORGANISATION_EDIT)
    return {"code": _add(work, f"{file.filename} {len(file.file.read())}")}


def _add(work: UnitOfWork, name: str) -> str:
    row = Organisation(
        code=f"ten-{new_secret().lower()}",
        name=name,
        short_name=name,
        kind=OrganisationKind.OTHER,
        search_text=fold(name),
        sort_key=sort_key(name),
    )
    work.session.add(row)
    work.session.flush()
    return row.code
