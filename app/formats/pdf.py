"""A document as a PDF for everybody (PDF/UA-1): tagged, in Vietnamese, its letters those of Times New Roman."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.formats.composing import composed
from app.formats.composition import Columns, Composition, Grid, Line, Piece, Rule
from app.formats.documents import Document, Run
from app.formats.layouts import Role
from app.formats.texts import carried
from app.formats.typeface import FONTS, drawable

MEDIA_TYPE = "application/pdf"
_TEMPLATE = Path(__file__).with_suffix(".typ")
_TYPESETTER = Path(__file__).with_name("typesetting.py")
# No Vietnamese word is so long, and a digest has 64: it may break, or it would run out of its line or its cell.
_ENDLESS, _ENDLESS_IN_CELL = re.compile(r"[^\s\u200b]{70,}"), re.compile(r"[^\s\u200b]{25,}")
_PIECE = re.compile(".{8}(?=.)")
_MAY_BREAK = "\u200b"


def write_pdf(document: Document, made_at: datetime) -> bytes:
    """Return the PDF; the same document made at the same moment gives the same bytes."""
    told = {
        "template": str(_TEMPLATE),
        "fonts": str(FONTS),
        "made_at": made_at.astimezone(UTC).isoformat(),
        "composition": json.dumps(_told(composed(document))),
    }
    typesetter = [sys.executable, "-I", str(_TYPESETTER)]
    done = subprocess.run(typesetter, input=json.dumps(told).encode(), capture_output=True, check=False)  # noqa: S603 (our own program)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return done.stdout


def _told(composition: Composition) -> dict[str, Any]:
    marks = composition.marks
    return {
        "title": _drawn(composition.title),
        "author": _drawn(composition.author),
        "page": vars(composition.layout.page),
        "styles": {role: vars(style) for role, style in composition.layout.styles.items()},
        "pages": [
            {
                "landscape": pages.landscape,
                "restart": pages.restart,
                "pieces": [_piece(piece) for piece in pages.pieces],
            }
            for pages in composition.pages
        ],
        "foot": [_piece(line) for line in composition.foot],
        "first_foot": [_piece(line) for line in composition.first_foot],
        "qr": [*marks.qr] if marks and marks.qr else None,
        "qr_says": _drawn(carried(marks.qr_says)) if marks else "",
    }


def _piece(piece: Piece) -> dict[str, Any]:
    match piece:
        case Line():
            runs = [{**vars(run), "text": _drawn(run.text)} for run in piece.runs]
            return {"is": "line", "role": piece.role, "depth": piece.depth, "keep": piece.keep, "runs": runs}
        case Rule():
            return {"is": "rule", "length": piece.length}
        case Columns():
            rows = [[[_piece(part) for part in column] for column in row] for row in piece.rows]
            return {"is": "columns", "widths": piece.widths, "rows": rows}
        case Grid():
            return _grid(piece)


def _grid(grid: Grid) -> dict[str, Any]:
    term, number, rest = grid.caption
    return {
        "is": "grid",
        "caption": _piece(Line(Role.CAPTION, (Run(f"{term} {number}{rest}"),))),
        "notes": [_piece(note) for note in grid.notes],
        "head": _cells(grid.head),
        "aligns": grid.aligns,
        "widths": grid.widths,
        "rows": [_cells(row) for row in grid.rows],
        "total": _cells(grid.total) if grid.total else None,
    }


def _cells(row: Sequence[str]) -> list[str]:
    return [_drawn(cell, _ENDLESS_IN_CELL) for cell in row]


def _drawn(text: str, endless: re.Pattern[str] = _ENDLESS) -> str:
    """Return the text with what the typeface can draw, its endless words in pieces."""
    return endless.sub(lambda word: _PIECE.sub(rf"\g<0>{_MAY_BREAK}", word[0]), drawable(text))
