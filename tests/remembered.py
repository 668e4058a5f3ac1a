"""A small past in which every table that is remembered has a record, and what its owner could do to it."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.orm import Session

from app.db.base import Base, Record
from app.db.engine import at
from app.db.memory.kinds import Memory, memory_of
from app.db.memory.twins import has_twin, twin_of
from app.domain.access.actor import Role
from app.models import (
    Comment,
    CommentVersion,
    CoverageMark,
    ProgressReport,
    Redaction,
    Reference,
    TemplateStep,
    Urging,
)
from tests.conftest import NOW, TODAY
from tests.factories import Make

REMEMBERED = sorted((table for table in Base.metadata.tables.values() if has_twin(table)), key=lambda each: each.name)
HOUR = timedelta(hours=1)


def remember_everything(session: Session) -> None:
    """Make a record in every table that is remembered, then change all that may change, and take some away."""
    make = Make(at(session, NOW))
    session.info["revised_by"] = make.user().id
    _portfolio(make)
    _work(make)
    leaving = make.document(title="Sẽ bỏ")
    session.commit()
    at(session, NOW + HOUR)
    for mapper in Base.registry.mappers:
        if memory_of(Base.metadata.tables[mapper.class_.__tablename__]) is Memory.REVISED and issubclass(
            mapper.class_, Record
        ):
            for row in session.scalars(select(mapper.class_)).unique():
                row.updated_at = NOW + HOUR
    session.commit()
    at(session, NOW + HOUR + HOUR)
    session.delete(leaving)
    session.commit()


def _portfolio(make: Make) -> None:
    project, first = make.project(product="Một con đường", place="Tân An"), make.milestone(product="Tờ trình")
    make.milestone(project=first.project, predecessors=[first], share_done=0.5, deadline_on=date(2026, 12, 31))
    make.session.refresh(project, ["wards", "references"])
    project.wards = [make.ward(note="Phường mới")]
    project.references = [Reference(title="Báo", publisher="Báo Cần Thơ", says="Có nói")]
    template = make.template(steps=[{"days": 3}, {"days": 4, "product": "Biên bản"}])
    first_step, second_step = make.session.scalars(
        select(TemplateStep).where(TemplateStep.template_id == template.id).order_by(TemplateStep.number)
    )
    make.session.refresh(second_step, ["predecessors"])
    second_step.predecessors = [first_step]
    clause = make.clause()
    make.session.add(
        CoverageMark(clause=clause, words="Làm", start=0, end=3, reason="Định hướng", decided_by="Ban soạn")
    )
    make.measurement(note="Ghi chú", document=make.document())
    make.holiday()
    make.membership(Role.ADMIN)
    make.organisation(legal_basis="Nghị quyết", note="Ghi chú")
    make.council_session(source="Báo")
    make.investment_total(document=make.document(), note="Chưa kể lãi vay", source="Báo")
    make.capital_plan(document=make.document(), note="Điều chỉnh", source="Báo")
    make.disbursement(note="Kể cả tạm ứng", source="Báo cáo")
    make.succession(scope="Toàn bộ", legal_basis="Nghị quyết", source="Báo")
    make.ward_succession(scope="Toàn bộ", legal_basis="Nghị quyết", source="Báo")


def _work(make: Make) -> None:
    milestone, organisation, user = make.milestone(), make.organisation(), make.user()
    make.assignment()
    make.assignment_change()
    make.extension()
    make.obstacle(clearing="Đã dời")
    make.explanation(answer="Vì mưa")
    make.follow_up(recommendation=make.recommendation(report="Báo cáo giám sát"), words="Gửi đi")
    make.forecast()
    document = make.document()
    make.status_change(documents=[document], reason="Có mặt bằng")
    by = {"milestone": milestone, "organisation": organisation}
    comment = Comment(**by, code="TD-1", author=user, body="Nói lại")
    report = ProgressReport(
        **by, reported_by=user, effective_on=TODAY, recorded_at=NOW, share_done=0.3, done="Đo đạc", unchanged=False
    )
    report.documents = [document]
    urging = Urging(milestone=milestone, urged_by=user, urged_for=organisation, note="Làm nhanh", recorded_at=NOW)
    make.session.add_all((comment, report, urging))
    make.session.flush()
    make.session.add(CommentVersion(comment_id=comment.id, body="Nói lần đầu", replaced_at=NOW))
    asked = {"noun": "urging", "record_id": urging.id, "field": "note", "reason": "Lộ tên", "document": document}
    make.session.add(Redaction(**asked, code="XN-1", asked_by=user, asked_at=NOW))
    make.session.flush()


def unprotect(connection: Connection) -> None:
    """Take the triggers off everything that is kept, as the owner of a database can; to be rolled back."""
    kept = ["change", *(twin_of(table).name for table in REMEMBERED)]
    if connection.dialect.name == "postgresql":
        for name in kept:
            connection.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
        return
    triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))


def all_words(connection: Connection) -> Iterator[str]:
    """Yield every row of every table as text."""
    for table in inspect(connection).get_table_names():
        for row in connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608 (our own names)
            yield f"{table} {' '.join(map(_text, row))}"


def _text(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
