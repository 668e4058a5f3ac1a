"""The files browsers fetch, addressed with the hash of their content, so that they may be kept for ever."""

import hashlib
from pathlib import Path

STATIC_DIR = Path(__file__).resolve().parent.parent / "static"
STATIC_PATH = "/static"


def static_urls() -> dict[str, str]:
    """Return the address of every static file by its path below the folder."""
    files = sorted(path for path in STATIC_DIR.rglob("*") if path.is_file())
    return {path.relative_to(STATIC_DIR).as_posix(): _url(path) for path in files}


def _url(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    return f"{STATIC_PATH}/{path.relative_to(STATIC_DIR).as_posix()}?v={digest}"
