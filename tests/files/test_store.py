"""A content is kept whole or not at all, under its own digest, and never changes again."""

import hashlib
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest

from app.domain.errors import EmptyFileError, FileStoreError, FileTooLargeError, NotFoundError
from app.files.store import PIECE, FolderStore, Kept, Store, pieces

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
CONTENT = b"Bien ban nghiem thu"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PATH = f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}"


def files_in(root: Path) -> dict[str, int]:
    return {path.relative_to(root).as_posix(): path.stat().st_size for path in root.rglob("*") if path.is_file()}


def breaking_off() -> Iterator[bytes]:
    yield b"half of"
    raise ConnectionResetError("the sender is gone")


def crashing() -> Iterator[bytes]:
    yield b"half of"
    raise KeyError("a fault of ours")


def test_a_content_is_kept_under_its_digest(tmp_path: Path) -> None:
    store: Store = FolderStore(tmp_path / "files")

    kept = store.keep([CONTENT[:5], b"", CONTENT[5:]], limit=100)

    assert kept == Kept(SHA256, len(CONTENT))
    assert files_in(tmp_path / "files") == {PATH: len(CONTENT)}


def test_a_kept_content_is_read_back(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.keep([CONTENT], limit=100)

    with store.open(SHA256) as file:
        assert file.read() == CONTENT
    assert store.has(SHA256)


def test_nobody_may_write_to_a_kept_content_nor_run_it(tmp_path: Path) -> None:
    FolderStore(tmp_path).keep([CONTENT], limit=100)

    assert stat.S_IMODE((tmp_path / PATH).stat().st_mode) == 0o440


def test_the_same_content_is_kept_once_and_not_written_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.keep([CONTENT], limit=100)
    first = (tmp_path / PATH).stat()

    again = store.keep([CONTENT], limit=100)
    second = (tmp_path / PATH).stat()

    assert again == Kept(SHA256, len(CONTENT))
    assert (second.st_ino, second.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)


def test_a_damaged_original_is_reported_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_bytes(b"torn")

    with pytest.raises(FileStoreError):
        FolderStore(tmp_path).keep([CONTENT], limit=100)

    assert files_in(tmp_path) == {PATH: 4}


def test_eight_at_once_keep_one_content(tmp_path: Path) -> None:
    store, barrier = FolderStore(tmp_path), Barrier(8)

    def keep(_: int) -> Kept:
        barrier.wait()
        return store.keep([CONTENT] * 100, limit=10_000)

    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(keep, range(8)))

    assert len(kept) == 1
    assert list(files_in(tmp_path).values()) == [len(CONTENT) * 100]


def test_a_file_may_reach_the_limit(tmp_path: Path) -> None:
    assert FolderStore(tmp_path).keep([CONTENT], limit=len(CONTENT)).size == len(CONTENT)


def test_one_byte_more_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileTooLargeError):
        FolderStore(tmp_path).keep([CONTENT], limit=len(CONTENT) - 1)

    assert files_in(tmp_path) == {}


def test_a_stream_without_end_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 10
            yield b"0123456789"

    with pytest.raises(FileTooLargeError):
        FolderStore(tmp_path).keep(endless(), limit=100)

    assert read == 110


def test_an_empty_stream_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError):
        FolderStore(tmp_path).keep([b"", b""], limit=100)

    assert files_in(tmp_path) == {}


def test_a_stream_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)

    with pytest.raises(FileStoreError):
        store.keep(breaking_off(), limit=100)
    with pytest.raises(KeyError):
        store.keep(crashing(), limit=100)

    assert files_in(tmp_path) == {}


def test_a_store_that_cannot_write_says_so(tmp_path: Path) -> None:
    # A file where the folder should be stops the administrator as well.
    (tmp_path / "files").write_bytes(b"")
    store = FolderStore(tmp_path / "files")

    with pytest.raises(FileStoreError):
        store.keep([CONTENT], limit=100)
    with pytest.raises(FileStoreError):
        store.open(SHA256)


@pytest.mark.parametrize("sha256", [SHA256, "../../etc/passwd", "", SHA256.upper(), SHA256 + "\n", "٣" * 64])
def test_what_was_never_kept_is_not_found(tmp_path: Path, sha256: str) -> None:
    store = FolderStore(tmp_path)

    with pytest.raises(NotFoundError):
        store.open(sha256)

    assert not store.has(sha256)


def test_sweeping_removes_what_a_crash_left_and_nothing_else(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.keep([CONTENT], limit=100)
    for name, age in (("crashed", 25), ("arriving", 23)):
        path = tmp_path / "incoming" / name
        path.write_bytes(b"half")
        written = (NOW - timedelta(hours=age)).timestamp()
        os.utime(path, (written, written))

    removed = store.sweep(NOW - timedelta(hours=24))

    assert removed == 1
    assert files_in(tmp_path) == {PATH: len(CONTENT), "incoming/arriving": 4}


def test_sweeping_a_store_that_is_not_there_yet_finds_nothing(tmp_path: Path) -> None:
    assert FolderStore(tmp_path / "later").sweep(NOW) == 0


def test_a_file_comes_in_pieces_that_fit_into_memory() -> None:
    file = BytesIO(b"x" * (2 * PIECE + 1))

    assert [len(piece) for piece in pieces(file)] == [PIECE, PIECE, 1]
