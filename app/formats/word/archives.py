"""The Word file's own archive, without the clock in it."""

from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def repacked(archive: IO[bytes]) -> bytes:
    """Return the archive with its files in the order of their names' first writing and all of one date."""
    target = BytesIO()
    with ZipFile(archive) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            copy.writestr(entry, source.read(name))
    return target.getvalue()
