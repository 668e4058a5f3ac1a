"""Measurements from a table: pasted or uploaded, looked at row by row, then entered all at once."""

import codecs
from dataclasses import replace

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from app.domain.access.policy import Action, require
from app.domain.errors import DomainError, FieldError, InvalidInputError
from app.domain.files import FileKind
from app.domain.messages import Message, msgid
from app.domain.results.importing import RowAction
from app.files.kinds import kind_of
from app.formats.received import MOST_ROWS, Row, TableError, read_sheet, read_text, write_text
from app.services.results.importing import Plan, apply_import, plan_import
from app.services.unit_of_work import UnitOfWork
from app.web.deps import FOR_CHANGES, Work
from app.web.pages.forms import EMPTY, Filled, Posted, refused
from app.web.pages.merging import text
from app.web.pages.shared import Entering, Showing
from app.web.writing import Writing

router = APIRouter(prefix="/chi-tieu/nhap-so-lieu", route_class=Writing, dependencies=FOR_CHANGES)
_TEMPLATE = "indicators/import.html"
_LARGEST = 2**20


@router.get("")
def ask(showing: Showing) -> Response:
    require(showing.view.actor, Action.MEASUREMENT_EDIT)
    return showing.page(_TEMPLATE, **_context(EMPTY))


@router.post("")
def look_or_enter(entering: Entering, work: Work, form: Posted) -> Response:
    """Show what each row would do; with the mark of what was shown, do it."""
    work.require(Action.MEASUREMENT_EDIT)
    try:
        rows = _rows(form)
        mark = text(form, "mark")
        if not mark:
            return entering.page(_TEMPLATE, **_context(EMPTY, plan_import(work, rows), rows))
        apply_import(work, rows, mark)
    except DomainError as error:
        # What failed while it was written cannot be asked any more.
        looking = replace(work, session=entering.view.session)
        return entering.refuse(_TEMPLATE, error, **_again(looking, form, error))
    return RedirectResponse("/chi-tieu", 303)


def _again(work: UnitOfWork, form: FormData, error: DomainError) -> dict[str, object]:
    """Return the page with what was sent, and with the plan as it is now where there is one."""
    filled = refused(form, error)
    if not text(form, "mark"):
        return _context(filled)
    try:
        rows = _rows(form)
        return _context(Filled(refusal=error.message), plan_import(work, rows), rows)
    except DomainError:
        return _context(filled)


def _context(filled: Filled, plan: Plan | None = None, rows: list[Row] | None = None) -> dict[str, object]:
    return {
        "filled": filled,
        "plan": plan,
        "table": write_text(rows or []),
        "actions": list(RowAction),
        "most_rows": MOST_ROWS,
    }


def _rows(form: FormData) -> list[Row]:
    """Return the table that was sent: the file where there is one, else what was pasted. Raises InvalidInputError."""
    sent = form.get("file")
    is_file = isinstance(sent, UploadFile) and bool(sent.filename)
    try:
        return _read(sent) if is_file and isinstance(sent, UploadFile) else read_text(text(form, "table"))
    except TableError as error:
        raise InvalidInputError(FieldError(error.message, pointer="/file" if is_file else "/table")) from error


def _read(sent: UploadFile) -> list[Row]:
    content = sent.file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise TableError(Message(msgid("The file is larger than 1 MB. Send fewer rows at a time.")))
    kind = kind_of(sent.filename or "", sent.file, {FileKind.XLSX, FileKind.CSV, FileKind.TXT})
    if kind is FileKind.XLSX:
        return read_sheet(sent.file)
    # Excel saves "Unicode text" in UTF-16.
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return read_text(content.decode("utf-16" if is_wide else "utf-8-sig"))
