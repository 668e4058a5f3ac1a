"""What two administrators destroy is nowhere any more, and the history still verifies."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.db.base import Base, Record
from app.db.engine import at, make_engine, writing
from app.db.memory.keeping import because
from app.db.memory.kinds import ForgettingError
from app.db.memory.twins import twin_of
from app.domain.access.actor import Actor, Office, Role
from app.domain.errors import ConflictError, DomainError, InvalidInputError, NotFoundError, NotPermittedError
from app.domain.history.checks import Break, Fault
from app.domain.history.redactions import FILE, REDACTABLE
from app.domain.results.targets import Comparator
from app.domain.text import fold, sort_key
from app.files.store import FolderStore
from app.models import (
    AssignmentBatch,
    Comment,
    CommentVersion,
    Document,
    IdempotencyRecord,
    ProgressReport,
    Redaction,
    Reference,
    Target,
    Urging,
)
from app.queries.history.chains import Tally, breaks_of
from app.schemas.proof import NewRedaction
from app.services.history.redactions import approve_redaction, ask_redaction
from app.services.unit_of_work import UnitOfWork
from tests.conftest import NOW, TODAY
from tests.factories import Make
from tests.remembered import HOUR, all_words, unprotect

PERSON = "Bà Trần Thị Mười"
FIELDS = [(noun, field) for noun, fields in REDACTABLE.items() for field in fields if field != FILE]
Said = dict[str, Any]


def comment(make: Make, said: Said) -> Comment:
    by = {"milestone": make.milestone(), "organisation": make.organisation(), "author": make.user()}
    return Comment(code="TD-90", **by, **said)


def comment_version(make: Make, said: Said) -> CommentVersion:
    return CommentVersion(comment_id=added(make, comment(make, {"body": "Sau"})).id, replaced_at=NOW, **said)


def progress_report(make: Make, said: Said) -> ProgressReport:
    by = {"milestone": make.milestone(), "organisation": make.organisation(), "reported_by": make.user()}
    return ProgressReport(**by, effective_on=TODAY, recorded_at=NOW, unchanged=False, **said)


def redaction(make: Make, said: Said) -> Redaction:
    by = {"document": make.document(), "asked_by": make.user(), "asked_at": NOW}
    return Redaction(code="XN-90", noun="urging", record_id=1, field="note", **by, **said)


def reference(make: Make, said: Said) -> Reference:
    return Reference(**{"title": "Báo", "says": "Có nói", "publisher": "Báo", "project": make.project(), **said})


def urging(make: Make, said: Said) -> Urging:
    by = {"milestone": make.milestone(), "urged_by": make.user(), "urged_for": make.organisation()}
    return Urging(recorded_at=NOW, **by, **said)


def batch(make: Make, said: Said) -> AssignmentBatch:
    return AssignmentBatch(code="PC-90", made_by=make.user(), recorded_at=NOW, from_on=TODAY, **said)


def target(make: Make, said: Said) -> Target:
    return make.indicator(target=Target(comparator=Comparator.AT_LEAST, low=95, **said)).target


# What the factories do not make.
MAKERS: Mapping[str, Callable[[Make, Said], Any]] = {
    "assignment_batch": batch,
    "comment": comment,
    "comment_version": comment_version,
    "progress_report": progress_report,
    "redaction": redaction,
    "reference": reference,
    "target": target,
    "urging": urging,
}


def added(make: Make, row: Any) -> Any:
    make.session.add(row)
    make.session.flush()
    return row


def record_of(make: Make, noun: str, field: str, words: str = PERSON) -> Any:
    """Return a record of the table that says `words`, as it did before its last change, and why it was made."""
    said = {field: words}
    row = MAKERS[noun](make, said) if noun in MAKERS else getattr(make, noun)(**said)
    added(make, row)
    because(make.session, f"Theo lời {words}", row)
    make.session.commit()
    if isinstance(row, Record):
        row.updated_at = NOW + HOUR
        make.session.commit()
    because(make.session, None)
    return row


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path)


@pytest.fixture
def works(session: Session, make: Make) -> list[UnitOfWork]:
    return works_of(session, make)


def works_of(session: Session, make: Make) -> list[UnitOfWork]:
    """Return changes by two administrators."""
    organisation = make.organisation()
    people = [make.membership(Role.ADMIN, organisation=organisation).user for _ in range(2)]
    offices = frozenset({Office(Role.ADMIN, organisation.id)})
    return [UnitOfWork(session, Actor(user.id, user.name, offices), NOW + HOUR, TODAY) for user in people]


def wish(row: Any, field: str, document: Document) -> NewRedaction:
    record = str(getattr(row, "code", row.id))
    return NewRedaction(
        noun=row.__tablename__, record=record, field=field, document=document.code, reason="Bản án buộc xóa"
    )


def destroyed(works: list[UnitOfWork], store: FolderStore, row: Any, field: str, document: Document) -> None:
    """Ask, approve and commit."""
    session = works[0].session
    asked = ask_redaction(works[0], wish(row, field, document))
    session.commit()
    at(session, NOW + HOUR + HOUR)
    approve_redaction(works[1], asked.code, store)
    session.commit()


def table_of(row: Any) -> Table:
    return Base.metadata.tables[row.__tablename__]


def first_break(session: Session, row: Any) -> Break | None:
    return next(breaks_of(session.connection(), table_of(row), Tally()), None)


@pytest.mark.parametrize("text", FIELDS, ids=".".join)
def test_what_is_destroyed_is_nowhere_and_the_history_verifies(
    session: Session, make: Make, works: list[UnitOfWork], store: FolderStore, text: tuple[str, str]
) -> None:
    noun, field = text
    said = {"user_id": works[0].user_id, "key": "k", "request_digest": "0" * 64, "headers": {}, "created_at": NOW}
    session.add(IdempotencyRecord(**said, status=200, body=f'{{"{field}": "{PERSON}"}}'.encode()))
    row, document = record_of(make, noun, field), make.document()

    destroyed(works, store, row, field, document)

    words = (PERSON, fold(PERSON), sort_key(PERSON))
    assert [each for each in all_words(session.connection()) if any(word in each for word in words)] == []
    assert getattr(row, field) == f"[đã xóa theo {document.code}]"
    assert first_break(session, row) is None


def test_after_vacuum_it_is_not_in_the_file_either(new_database: Callable[[str, str], str], store: FolderStore) -> None:
    engine = make_engine(new_database("sqlite", "redacted"))
    with writing(engine)() as session:
        make = Make(at(session, NOW))
        row, document = record_of(make, "milestone", "title"), make.document()
        destroyed(works_of(session, make), store, row, "title", document)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()

    kept = b"".join(path.read_bytes() for path in Path(str(engine.url.database)).parent.iterdir())
    assert [word for word in (PERSON, fold(PERSON), sort_key(PERSON)) if word.encode() in kept] == []


def test_a_record_that_is_gone_is_destroyed_in_its_history(
    session: Session, make: Make, works: list[UnitOfWork], store: FolderStore
) -> None:
    row, document = record_of(make, "document", "title"), make.document()
    asked = ask_redaction(works[0], wish(row, "title", document))
    session.delete(row)
    session.commit()

    approve_redaction(works[1], asked.code, store)
    session.commit()

    assert [each for each in all_words(session.connection()) if PERSON in each] == []
    assert first_break(session, row) is None


def test_the_earlier_words_of_a_comment_are_asked_for_with_it(
    session: Session, make: Make, works: list[UnitOfWork]
) -> None:
    row = record_of(make, "comment", "body")
    session.add(CommentVersion(comment_id=row.id, body=PERSON, replaced_at=NOW))
    session.flush()

    ask_redaction(works[0], wish(row, "body", make.document()))

    asked = session.execute(select(Redaction.noun, Redaction.field).order_by(Redaction.id)).all()
    assert [tuple(each) for each in asked] == [("comment", "body"), ("comment_version", "body")]


def test_who_asks_may_not_approve(session: Session, make: Make, works: list[UnitOfWork], store: FolderStore) -> None:
    row = record_of(make, "comment", "body")
    asked = ask_redaction(works[0], wish(row, "body", make.document()))

    with pytest.raises(NotPermittedError):
        approve_redaction(works[0], asked.code, store)
    with pytest.raises(NotFoundError):
        approve_redaction(works[1], "XN-0", store)

    session.refresh(row)
    assert row.body == PERSON


def test_it_is_carried_out_once(make: Make, works: list[UnitOfWork], store: FolderStore) -> None:
    row, document = record_of(make, "comment", "body"), make.document()
    destroyed(works, store, row, "body", document)
    code = works[0].session.scalars(select(Redaction.code)).one()

    with pytest.raises(ConflictError):
        approve_redaction(works[1], code, store)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({"noun": "user_account", "field": "name"}, InvalidInputError, id="a table of today"),
        pytest.param({"field": "code"}, InvalidInputError, id="no free text"),
        pytest.param({"record": "TD-0"}, InvalidInputError, id="no such record"),
        pytest.param({"document": "VB-0"}, InvalidInputError, id="no such document"),
        pytest.param({"noun": "urging", "field": "note", "record": "9" * 30}, InvalidInputError, id="no such number"),
    ],
)
def test_what_cannot_be_destroyed_is_refused(
    make: Make, works: list[UnitOfWork], change: Said, refusal: type[DomainError]
) -> None:
    fitting = wish(record_of(make, "comment", "body"), "body", make.document())

    with pytest.raises(refusal):
        ask_redaction(works[0], fitting.model_copy(update=change))


def test_an_empty_text_and_one_that_is_asked_for_already_are_refused(make: Make, works: list[UnitOfWork]) -> None:
    document = make.document()
    row, empty = record_of(make, "comment", "body"), record_of(make, "obstacle", "proposal", "")
    ask_redaction(works[0], wish(row, "body", document))

    with pytest.raises(ConflictError, match="XN-1"):
        ask_redaction(works[1], wish(row, "body", document))
    with pytest.raises(InvalidInputError):
        ask_redaction(works[0], wish(empty, "proposal", document))


def test_nobody_but_an_administrator_asks(make: Make, works: list[UnitOfWork]) -> None:
    row, document = record_of(make, "comment", "body"), make.document()
    planner = replace(works[0].actor, offices=frozenset({Office(Role.PLANNER, 1)}))

    with pytest.raises(NotPermittedError):
        ask_redaction(replace(works[0], actor=planner), wish(row, "body", document))


def test_without_an_approval_the_database_refuses_to_destroy(
    session: Session, make: Make, works: list[UnitOfWork]
) -> None:
    row, document = record_of(make, "comment", "body"), make.document()
    ask_redaction(works[0], wish(row, "body", document))
    session.flush()
    twin = twin_of(table_of(row))

    with pytest.raises(DBAPIError, match="is only added to"), session.begin_nested():
        session.connection().execute(update(twin).where(twin.c.id == row.id).values(body="Không có gì"))


def strip(connection: Connection, twin: Table, record_id: int, words: str) -> None:
    """Destroy the body of a comment's first revision as a redaction would."""
    first = (twin.c.id == record_id) & (twin.c.revision == 1)
    seals = connection.execute(select(twin.c.seals).where(first)).scalar_one()
    stripped = {**seals, "body": [None, seals["body"][1]]}
    connection.execute(update(twin).where(first).values(body=words, seals=stripped))


def test_what_is_destroyed_without_an_approval_is_found(session: Session, make: Make, works: list[UnitOfWork]) -> None:
    row, document = record_of(make, "comment", "body"), make.document()
    ask_redaction(works[0], wish(row, "body", document))
    session.commit()
    unprotect(session.connection())

    strip(session.connection(), twin_of(table_of(row)), row.id, f"[đã xóa theo {document.code}]")

    assert first_break(session, row) == Break(Fault.DESTROYED, "comment", str(row.id), 1, "body")


def test_nothing_else_may_stand_in_the_place_of_what_was_destroyed(
    session: Session, make: Make, works: list[UnitOfWork], store: FolderStore
) -> None:
    row, document = record_of(make, "comment", "body"), make.document()
    destroyed(works, store, row, "body", document)

    # The triggers let this through: of this record they know that something was to go.
    strip(session.connection(), twin_of(table_of(row)), row.id, "Lời bịa")

    assert first_break(session, row) == Break(Fault.DESTROYED, "comment", str(row.id), 1, "body")


def test_an_order_covers_one_change_of_one_field_alone(
    session: Session, make: Make, works: list[UnitOfWork], store: FolderStore
) -> None:
    row, document = record_of(make, "status_change", "reason"), make.document()
    destroyed(works, store, row, "reason", document)

    row.reason = "Nói lại"

    with pytest.raises(ForgettingError):
        session.flush()


def kept_file(store: FolderStore, row: Document, content: bytes = b"Noi dung") -> str:
    row.sha256, row.file_name = store.keep([content], 100).sha256, "to-trinh.pdf"
    return row.sha256


def test_a_file_goes_and_its_digest_stays(
    session: Session, make: Make, works: list[UnitOfWork], store: FolderStore
) -> None:
    row, document = make.document(), make.document()
    sha256 = kept_file(store, row)
    session.commit()

    destroyed(works, store, row, FILE, document)

    assert (store.has(sha256), row.sha256, row.file_name) == (False, sha256, None)
    assert first_break(session, row) is None
    store.destroy(sha256)


def test_a_file_that_two_documents_share_goes_with_the_second(
    session: Session, make: Make, works: list[UnitOfWork], store: FolderStore
) -> None:
    one, other, document = make.document(), make.document(), make.document()
    sha256 = kept_file(store, one)
    kept_file(store, other)
    session.commit()

    destroyed(works, store, one, FILE, document)
    after_one = store.has(sha256)
    destroyed(works, store, other, FILE, document)

    assert (after_one, store.has(sha256)) == (True, False)
