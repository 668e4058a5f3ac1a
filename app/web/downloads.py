"""Headers under which a stored file leaves: named, typed by us, and never run by the browser."""

import unicodedata
from urllib.parse import quote

from app.domain.files import FileKind, ending_of, safe_name

# What a browser draws without running anything; all else is saved first.
_SHOWN = frozenset(kind.media_type for kind in (FileKind.PDF, FileKind.PNG, FileKind.JPEG, FileKind.WEBP, FileKind.TXT))
_D = str.maketrans({"đ": "d", "Đ": "D"})
_ASCII_STEM = "file"


def headers_of(name: str, media_type: str, sha256: str, *, inline: bool) -> dict[str, str]:
    """Return the headers for the content `sha256`. `inline` asks to show it, which only harmless types are."""
    shown = inline and media_type in _SHOWN
    is_text = media_type.startswith("text/")
    return {
        "Content-Type": f"{media_type}; charset=utf-8" if is_text else media_type,
        "Content-Disposition": _disposition("inline" if shown else "attachment", safe_name(name)),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{sha256}"',
    }


def _disposition(way: str, name: str) -> str:
    """Return the header of RFC 6266: the name in UTF-8 (RFC 8187), and in ASCII for who cannot read that."""
    return f"{way}; filename=\"{_ascii(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _ascii(name: str) -> str:
    spread = unicodedata.normalize("NFD", name.translate(_D)).encode("ascii", "ignore").decode()
    # Some browsers decode what looks like an escape (RFC 6266, appendix D).
    plain = safe_name(spread.replace("%", ""))
    ending = ending_of(name)
    return plain if "." in plain or not ending.isascii() or not ending else f"{_ASCII_STEM}.{ending}"
