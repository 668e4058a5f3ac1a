"""Contents kept under their own SHA-256, once and for good: a folder behind three calls, so that others can follow."""

import hashlib
import logging
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from app.domain.errors import EmptyFileError, FileStoreError, FileTooLargeError, NotFoundError
from app.domain.messages import msgid

log = logging.getLogger("trienkhai")

PIECE = 2**16
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_READ_ONLY, _FOLDER = 0o440, 0o750
_INCOMING = "incoming"


@dataclass(frozen=True)
class Kept:
    """What the store knows of a content; `size` counts bytes."""

    sha256: str
    size: int


class Store(Protocol):
    """Keeps contents; never changes one, and forgets one only where the law orders it."""

    def keep(self, pieces: Iterable[bytes], limit: int) -> Kept:
        """Keep what `pieces` add up to, at most `limit` bytes.

        Raises FileTooLargeError or EmptyFileError, and then keeps nothing; FileStoreError when it cannot.
        """

    def open(self, sha256: str) -> BinaryIO:
        """Return the content for reading. Raises NotFoundError."""

    def has(self, sha256: str) -> bool: ...

    def destroy(self, sha256: str) -> None:
        """Forget the content; one that is not there is forgotten already."""


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what is left of `file` in pieces that fit into memory."""
    while piece := file.read(PIECE):
        yield piece


class FolderStore:
    """`root/ab/cd/abcd…` for each content; `root/incoming` for what is still arriving. Needs hard links."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, pieces: Iterable[bytes], limit: int) -> Kept:
        with _as_refusal(), tempfile.NamedTemporaryFile(dir=self._incoming()) as file:
            kept = _copied(pieces, file, limit)
            file.flush()
            os.fchmod(file.fileno(), _READ_ONLY)
            os.fsync(file.fileno())
            self._place(Path(file.name), kept)
        return kept

    def open(self, sha256: str) -> BinaryIO:
        with _as_refusal():
            try:
                return self._path(sha256).open("rb")
            except FileNotFoundError as error:
                raise _unknown(sha256) from error

    def has(self, sha256: str) -> bool:
        return _SHA256.fullmatch(sha256) is not None and self._path(sha256).is_file()

    def destroy(self, sha256: str) -> None:
        with _as_refusal():
            self._path(sha256).unlink(missing_ok=True)

    def sweep(self, older_than: datetime) -> int:
        """Remove what stopped arriving before `older_than`, after a crash; return how many there were."""
        with _as_refusal():
            left = [path for path in (self.root / _INCOMING).glob("*") if _touched(path) < older_than.timestamp()]
            for path in left:
                path.unlink(missing_ok=True)
        return len(left)

    def _path(self, sha256: str) -> Path:
        # Whoever asks may ask for anything, also for "../../etc/passwd".
        if not _SHA256.fullmatch(sha256):
            raise _unknown(sha256)
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _incoming(self) -> Path:
        """Return the folder of temporary files, on the disk of the kept ones."""
        folder = self.root / _INCOMING
        folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
        return folder

    def _place(self, arrived: Path, kept: Kept) -> None:
        """Give the content its final name; whoever comes second finds it there."""
        path = self._path(kept.sha256)
        path.parent.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
        try:
            # Unlike a rename, a link never replaces what is there.
            os.link(arrived, path)
        except FileExistsError:
            if path.stat().st_size != kept.size:
                log.exception("%s is damaged: %s bytes were expected", path, kept.size)
                raise FileStoreError from None
        for folder in (path.parent, path.parent.parent, self.root):
            _sync(folder)


def _copied(pieces: Iterable[bytes], file: IO[bytes], limit: int) -> Kept:
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise FileTooLargeError(limit=limit)
        digest.update(piece)
        file.write(piece)
    if not size:
        raise EmptyFileError
    return Kept(digest.hexdigest(), size)


def _sync(folder: Path) -> None:
    """Make the names in `folder` survive a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _touched(path: Path) -> float:
    """Return when `path` was last written to; late enough to be left alone when it has just gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _unknown(sha256: str) -> NotFoundError:
    return NotFoundError(kind=msgid("file"), code=sha256)


@contextmanager
def _as_refusal() -> Iterator[None]:
    """Turn what the disk refuses into what the reader is told; the reason goes to the log."""
    try:
        yield
    except OSError as error:
        log.exception("The store of files failed")
        raise FileStoreError from error
