"""The typeface of papers: Tinos, whose letters are as wide as those of Times New Roman, which the decree asks for."""

import struct
from functools import cache
from pathlib import Path

FONTS = next((Path(__file__).parent / "fonts").glob("tinos-*"))
MM_PER_POINT = 25.4 / 72
_REGULAR, _BOLD = FONTS / "Tinos_400Regular.ttf", FONTS / "Tinos_700Bold.ttf"
_SUBSTITUTE = "□"
_CMAP_FORMAT = 4


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how many millimetres a line of text takes at a size in points."""
    advances = _advances(_BOLD if bold else _REGULAR)
    missing = advances[ord(_SUBSTITUTE)]
    return sum(advances.get(ord(character), missing) for character in text) * size * MM_PER_POINT


def drawable(text: str) -> str:
    """Return the text with a box for every character that the typeface does not have."""
    known = _drawn()
    return text if known.issuperset(text) else "".join(c if c in known else _SUBSTITUTE for c in text)


@cache
def _drawn() -> frozenset[str]:
    common = frozenset.intersection(*(frozenset(_advances(face)) for face in FONTS.glob("*.ttf")))
    return frozenset(map(chr, common)) | {"\n"}


@cache
def _advances(face: Path) -> dict[int, float]:
    """Read code point → width in ems from the font's own tables (OpenType: head, hhea, hmtx, cmap format 4)."""
    font = face.read_bytes()
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4s3I", font, 12 + 16 * number) for number in range(count))
    start = {tag.decode(): offset for tag, _, offset, _ in records}
    per_em = struct.unpack_from(">H", font, start["head"] + 18)[0]
    measured = struct.unpack_from(">H", font, start["hhea"] + 34)[0]
    widths = struct.unpack_from(">" + "Hh" * measured, font, start["hmtx"])[::2]
    glyphs = _glyphs(font, start["cmap"])
    return {code: widths[min(glyph, measured - 1)] / per_em for code, glyph in glyphs.items()}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Read code point → number of the glyph."""
    tables = struct.unpack_from(">H", font, cmap + 2)[0]
    starts = (cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * number)[0] for number in range(tables))
    start = next(at for at in starts if struct.unpack_from(">H", font, at)[0] == _CMAP_FORMAT)
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    lasts, firsts, deltas, ranges = (
        struct.unpack_from(f">{count}H", font, start + 14 + 2 * count * part + 2 * bool(part)) for part in range(4)
    )
    found = {}
    for number, (first, last, delta, away) in enumerate(zip(firsts, lasts, deltas, ranges, strict=True)):
        # Where a segment's glyphs stand is counted from the place that says so.
        glyphs = start + 16 + 6 * count + 2 * number + away - 2 * first
        for code in range(first, last + 1):
            glyph = struct.unpack_from(">H", font, glyphs + 2 * code)[0] if away else code
            if glyph := (glyph + delta) % 65_536 if glyph else 0:
                found[code] = glyph
    return found
