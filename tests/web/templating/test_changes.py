"""What changed, in words: the record and its fields as people call them, in either language."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.deadlines import DeadlinePrecision
from app.domain.history.nouns import ChangeKind, Noun
from app.schemas.history import ChangeRead, FieldChange
from app.schemas.portfolio import DeadlineRead
from app.web.templating.catalogues import translations
from app.web.templating.changes import ChangeWords
from app.web.templating.formats import Formats
from app.web.templating.languages import Language

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
JUNE = DeadlineRead(date=date(2026, 6, 30), precision=DeadlinePrecision.DAY)
FOURTH_QUARTER = DeadlineRead(date=date(2026, 12, 31), precision=DeadlinePrecision.QUARTER)


def words(language: Language = Language.VIETNAMESE) -> ChangeWords:
    return ChangeWords(Formats(language, translations(language).gettext))


def change(noun: Noun, kind: ChangeKind = ChangeKind.CHANGED, **fields: tuple[Any, Any]) -> ChangeRead:
    return ChangeRead(
        number=1,
        at=NOW,
        loaded_at=NOW,
        replayed=False,
        noun=noun,
        code="nq.1.01.M1" if noun is Noun.MILESTONE else None,
        link=None,
        project="nq.1.01",
        subject="nq.1.01.M1",
        is_milestone=True,
        revision=2,
        kind=kind,
        fields=[FieldChange(name=name, old=old, new=new) for name, (old, new) in fields.items()],
        actor=None,
        reason=None,
        digest="",
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"deadline": (JUNE, FOURTH_QUARTER)}, "hạn dời từ 30/06/2026 sang Quý IV/2026", id="moved"),
        pytest.param({"deadline": (None, JUNE)}, "chốt hạn 30/06/2026", id="set"),
        pytest.param(
            {"status": ("in_progress", "completed")},
            "Trạng thái: từ Đang thực hiện sang Đã hoàn thành",
            id="status",
        ),
        pytest.param({"share_done": (None, 0.4)}, "Tỷ lệ hoàn thành: 40%", id="share"),
        pytest.param({"planned_start": (date(2026, 1, 5), None)}, "Dự kiến bắt đầu: bỏ 05/01/2026", id="taken out"),
        pytest.param(
            {"status": ("in_progress", "long gone")}, "Trạng thái: từ Đang thực hiện sang long gone", id="old"
        ),
        pytest.param({"weight": (1, 2)}, "cập nhật", id="nothing that people have a name for"),
    ],
)
def test_a_change_is_said_in_words(fields: dict[str, tuple[Any, Any]], said: str) -> None:
    told = change(Noun.MILESTONE, ChangeKind.CHANGED, **fields)

    assert words().headline(told).replace("\u00a0", " ") == f"Mốc nq.1.01.M1: {said}"


def test_what_is_shown_to_the_public_is_said_as_that() -> None:
    shown, hidden = (change(Noun.PROJECT, published=(now, not now)) for now in (False, True))

    assert words(Language.ENGLISH).lines(shown) == ["shown to the public"]
    assert words(Language.ENGLISH).lines(hidden) == ["hidden from the public"]


def test_what_has_a_code_is_added_and_a_move_is_told_by_its_statuses() -> None:
    added = change(Noun.MILESTONE, ChangeKind.CREATED, title=(None, "Khảo sát"), status=(None, "not_started"))
    moved = change(
        Noun.STATUS_CHANGE,
        ChangeKind.CREATED,
        from_status=(None, "not_started"),
        to_status=(None, "in_progress"),
        reason=(None, ""),
    )

    assert words(Language.ENGLISH).headline(added) == "Milestone nq.1.01.M1: added"
    assert words(Language.ENGLISH).lines(added) == ["Title: Khảo sát", "Status: Not started"]
    assert words(Language.ENGLISH).headline(moved) == "Move nq.1.01.M1: Status: from Not started to In progress"


@pytest.mark.parametrize("noun", list(Noun))
def test_every_noun_is_named_in_either_language(noun: Noun) -> None:
    removed = change(noun, ChangeKind.REMOVED)

    assert words(Language.ENGLISH).headline(removed).endswith(" nq.1.01.M1: removed")
    assert words().headline(removed).endswith(" nq.1.01.M1: đã bỏ")


def test_a_headline_stays_short_and_a_line_whole() -> None:
    long = change(Noun.COMMENT, ChangeKind.CREATED, body=(None, "dài " * 100))

    assert len(words().headline(long)) < 150
    assert len(words().lines(long)[0]) > 400
