"""Sessions: who sees what, who waits for whom, and that nothing is lost or half kept, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.db.engine import at, make_engine, reading, writing
from app.domain.errors import CollisionError
from app.models import Document
from tests.conftest import DIALECTS, NOW

LATER = NOW + timedelta(days=1)
THREADS = 8


@pytest.fixture(scope="module", params=DIALECTS)
def database(request: pytest.FixtureRequest, new_database: Callable[[str, str], str]) -> Iterator[Engine]:
    """A database of its own, since these tests commit."""
    engine = make_engine(new_database(request.param, "sessions"))
    yield engine
    engine.dispose()


@pytest.fixture
def kept(database: Engine) -> Iterator[Engine]:
    """The database with one document whose size is 0."""
    with writing(database).begin() as session:
        at(session, NOW).add(document("VB-1"))
    yield database
    with writing(database).begin() as session:
        session.connection().execute(delete(Document))


def document(code: str) -> Document:
    return Document(code=code, title="Kế hoạch", size_bytes=0, published=True, demo=False, search_text="ke hoach")


def codes(session: Session) -> list[str]:
    return list(session.scalars(select(Document.code).order_by(Document.code)))


def first_document(session: Session) -> Document:
    return session.scalars(select(Document).where(Document.code == "VB-1")).one()


def test_a_reader_keeps_its_view_while_a_writer_commits_beside_it(kept: Engine) -> None:
    with reading(kept)() as reader:
        before = codes(reader)
        with writing(kept).begin() as writer:
            at(writer, NOW).add(document("VB-2"))
        during = codes(reader)

    with reading(kept)() as next_reader:
        after = codes(next_reader)

    assert (before, during, after) == (["VB-1"], ["VB-1"], ["VB-1", "VB-2"])


def test_a_reader_does_not_wait_for_a_writer_and_sees_nothing_unfinished(kept: Engine) -> None:
    with writing(kept).begin() as writer:
        at(writer, NOW).add(document("VB-2"))
        writer.flush()
        with reading(kept)() as reader:
            seen = codes(reader)

    assert seen == ["VB-1"]


def test_a_failure_leaves_nothing_behind(kept: Engine) -> None:
    def fail_halfway() -> None:
        with writing(kept).begin() as writer:
            at(writer, NOW).add(document("VB-2"))
            writer.flush()
            first_document(writer).title = "Đổi dở dang"
            writer.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()

    with reading(kept)() as reader:
        assert codes(reader) == ["VB-1"]
        assert first_document(reader).title == "Kế hoạch"


def test_a_reading_session_cannot_write(kept: Engine) -> None:
    with reading(kept)() as reader, pytest.raises(DBAPIError, match=r"read-?only"):
        reader.execute(update(Document).values(title="Sửa lén"))


def test_a_connection_that_only_read_may_write_again(kept: Engine) -> None:
    for _ in range(3):
        with reading(kept)() as reader:
            codes(reader)
    with writing(kept).begin() as writer:
        at(writer, NOW).add(document("VB-2"))

    with reading(kept)() as reader:
        assert codes(reader) == ["VB-1", "VB-2"]


def test_no_update_is_lost_between_eight_writers(kept: Engine, *, long: bool) -> None:
    each = 100 if long else 10

    with ThreadPoolExecutor(THREADS) as pool:
        repeats = list(pool.map(lambda _: sum(add_one(kept) for _ in range(each)), range(THREADS)))

    with reading(kept)() as reader:
        row = first_document(reader)
        assert (row.size_bytes, row.version) == (THREADS * each, THREADS * each + 1)
    # SQLite queues its writers; on PostgreSQL the version shows who came second.
    assert kept.dialect.name == "postgresql" or sum(repeats) == 0


def add_one(engine: Engine) -> int:
    """Read, change and write once; return how often another writer was faster."""
    for repeats in range(1000):
        try:
            with writing(engine).begin() as session:
                row = first_document(at(session, NOW))
                row.size_bytes = (row.size_bytes or 0) + 1
        except CollisionError:
            continue
        return repeats
    pytest.fail("Another writer was always faster.")


def test_a_stale_record_is_not_written_over_a_newer_one(kept: Engine) -> None:
    with reading(kept)() as reader:
        stale = first_document(reader)
    with writing(kept).begin() as writer:
        first_document(at(writer, NOW)).title = "Bản mới"

    stale.title = "Đè lên"

    with pytest.raises(CollisionError), writing(kept).begin() as writer:
        at(writer, LATER).add(stale)

    with reading(kept)() as reader:
        assert first_document(reader).title == "Bản mới"


def test_rows_bear_the_time_their_writer_was_given(kept: Engine) -> None:
    with writing(kept).begin() as writer:
        first_document(at(writer, LATER)).title = "Kế hoạch sửa đổi"

    with reading(kept)() as reader:
        row = first_document(reader)
        assert (row.created_at, row.updated_at, row.version) == (NOW, LATER, 2)


def test_a_record_that_is_only_looked_at_keeps_its_time_and_version(kept: Engine) -> None:
    with writing(kept).begin() as writer:
        row = first_document(at(writer, LATER))
        row.title = str(row.title)

    with reading(kept)() as reader:
        row = first_document(reader)
        assert (row.updated_at, row.version) == (NOW, 1)


def test_two_records_may_not_bear_one_code(kept: Engine) -> None:
    with pytest.raises(CollisionError), writing(kept).begin() as writer:
        at(writer, NOW).add(document("VB-1"))

    with reading(kept)() as reader:
        assert reader.scalar(select(func.count()).select_from(Document)) == 1
