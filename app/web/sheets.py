"""Sends tables as an Excel file, in pieces."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from tempfile import SpooledTemporaryFile

from fastapi import Response
from fastapi.responses import StreamingResponse

from app.files.store import pieces
from app.formats.excel import MEDIA_TYPE, write_workbook
from app.formats.tables import Table

_IN_MEMORY = 1_000_000


def sheet_response(tables: Mapping[str, Table], name: str, now: datetime) -> Response:
    """Answer with a sheet for each table; rows are read at once, while the session they come from is open."""
    # Closed by whoever sends it: in memory while it is small, on disk otherwise.
    file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
    write_workbook(file, tables, now)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return StreamingResponse(_sent(file), media_type=MEDIA_TYPE, headers=headers)


def _sent(file: "SpooledTemporaryFile[bytes]") -> Iterator[bytes]:
    with file:
        file.seek(0)
        yield from pieces(file)
