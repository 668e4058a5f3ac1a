"""Of every free text somebody has decided whether it may be destroyed."""

from app.db.base import Base
from app.db.memory.twins import has_twin, is_sealed
from app.domain.history.redactions import DERIVED, FILE, REDACTABLE, tombstones_by_column
from app.web.templating.names import FIELDS, NOUNS

# Names that others copy, the resolution's own text, and what came with the seed.
STAYING = {
    ("clause", "text"),
    ("clause", "title"),
    ("coverage_mark", "reason"),
    ("coverage_mark", "words"),
    ("holiday", "source"),
    ("indicator", "title"),
    ("organisation", "name"),
    ("programme", "title"),
    ("project", "title"),
    ("quotation", "completion_test"),
    ("quotation", "words"),
    ("resolution", "issuer"),
    ("resolution", "text"),
    ("resolution", "title"),
    ("template", "title"),
    ("template_step", "lead"),
    ("template_step", "product"),
    ("template_step", "title"),
    ("ward", "note"),
}


def test_every_free_text_may_be_destroyed_or_stays_for_a_reason() -> None:
    texts = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        if has_twin(table)
        for column in table.columns
        if is_sealed(column) and column.name not in DERIVED
    }
    chosen = {(noun, field) for noun, fields in REDACTABLE.items() for field in fields if field != FILE}

    assert chosen | STAYING == texts
    assert chosen & STAYING == set()


def test_every_choice_has_a_name_for_people() -> None:
    assert set(REDACTABLE) <= set(NOUNS)
    assert {field for fields in REDACTABLE.values() for field in fields} <= set(FIELDS)


def test_what_is_made_of_a_text_goes_with_it_and_a_file_takes_none() -> None:
    found = tombstones_by_column([("title", "VB-1"), ("title", "VB-2"), ("file", "VB-3")])

    both = {"[đã xóa theo VB-1]", "[đã xóa theo VB-2]"}
    assert found == dict.fromkeys(("title", *DERIVED), both)
