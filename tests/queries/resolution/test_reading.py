"""Clauses become what a page reads: blocks, sentences, runs and the contents over them."""

from collections.abc import Iterable

from app.domain.resolution.clauses import parse_clauses
from app.domain.resolution.coverage import Passage, account_for
from app.domain.resolution.segments import segments
from app.models import Clause
from app.queries.resolution.reading import blocks_of, contents_of
from app.schemas.living import LivingBlock

TEXT = """NGHỊ QUYẾT
về một việc

I- MỤC TIÊU

Các chỉ tiêu như sau:

- Nước sạch đạt 100%.
- Hộ nghèo dưới 0,2%.

II- TỔ CHỨC THỰC HIỆN

1. Hội đồng nhân dân giám sát. Ủy ban nhân dân lập kế hoạch.

T/M THÀNH ỦY
BÍ THƯ

Lê Quang Mạnh"""


def clauses() -> list[Clause]:
    """Return the clauses of the text as rows that no database has seen."""
    read = parse_clauses(TEXT)
    ids = {clause.path: number for number, clause in enumerate(read)}
    return [
        Clause(
            id=ids[clause.path],
            parent_id=ids[clause.parent] if clause.parent else None,
            path=clause.path,
            kind=clause.kind,
            number=clause.number,
            title=clause.title,
            text=clause.text,
            spans=[[span.start, span.end] for span in clause.spans],
        )
        for clause in read
    ]


def blocks(*passages: Passage) -> dict[str, LivingBlock]:
    accounts = account_for(segments(c for c in parse_clauses(TEXT) if c.path.startswith("II.")), passages)
    return {block.path: block for block in blocks_of(TEXT, clauses(), passages, accounts)}


def quoted(path: str, words: str, by: str, *, orientation: bool = False) -> Passage:
    text = next(clause.text for clause in parse_clauses(TEXT) if clause.path == path)
    return Passage(path, text.index(words), text.index(words) + len(words), by, orientation)


def words(block: LivingBlock) -> list[list[str]]:
    return [[run.text for run in sentence.runs] for sentence in block.sentences]


def paths(found: Iterable[LivingBlock]) -> list[str]:
    return [block.path for block in found]


def test_blocks_stand_in_reading_order() -> None:
    assert paths(blocks().values()) == ["T", "I", "I.d1", "I.g1", "II", "II.1.d1", "CK"]


def test_bullets_that_follow_each_other_are_one_list() -> None:
    listed = blocks()["I.g1"]

    assert [sentence.path for sentence in listed.sentences] == ["I.g1", "I.g2"]


def test_a_number_that_opens_a_paragraph_is_printed_with_it() -> None:
    assert {path: block.marker for path, block in blocks().items()} == {
        "T": "",
        "I": "I-",
        "I.d1": "",
        "I.g1": "-",
        "II": "II-",
        "II.1.d1": "1.",
        "CK": "",
    }


def test_a_title_and_a_signature_keep_their_lines() -> None:
    read = blocks()

    assert words(read["T"]) == [["NGHỊ QUYẾT", "về một việc"]]
    assert words(read["CK"]) == [["T/M THÀNH ỦY", "BÍ THƯ", "Lê Quang Mạnh"]]


def test_sentences_of_a_paragraph_keep_their_own_paths() -> None:
    assert [sentence.path for sentence in blocks()["II.1.d1"].sentences] == ["II.1.d1.s1", "II.1.d1.s2"]


def test_a_quotation_inside_another_ends_by_itself() -> None:
    outer = quoted("II.1.d1.s2", "Ủy ban nhân dân lập kế hoạch", "T.01")
    inner = quoted("II.1.d1.s2", "lập kế hoạch", "T.02")

    block = blocks(outer, inner)["II.1.d1"]

    assert [(run.text, run.works, run.ending) for run in block.sentences[1].runs] == [
        ("Ủy ban nhân dân ", ["T.01"], []),
        ("lập kế hoạch", ["T.01", "T.02"], ["T.01", "T.02"]),
        (".", [], []),
    ]
    assert block.works == ["T.01", "T.02"]


def test_a_segment_that_nobody_has_taken_up_is_marked() -> None:
    marked = quoted("II.1.d1.s1", "Hội đồng nhân dân giám sát", "Nêu định hướng.", orientation=True)

    first, second = blocks(marked)["II.1.d1"].sentences

    assert [(run.orientation, run.uncovered) for run in first.runs] == [("Nêu định hướng.", False), (None, False)]
    assert [(run.text, run.uncovered) for run in second.runs] == [("Ủy ban nhân dân lập kế hoạch", True), (".", False)]


def test_the_contents_gather_what_is_quoted_below_a_heading() -> None:
    rows = clauses()
    read = blocks(quoted("II.1.d1.s2", "lập kế hoạch", "T.01"), quoted("I.g2", "Hộ nghèo", "CT.01"))

    contents = contents_of(rows, read.values(), {"II": "15-nq-tu.1"})

    assert [(item.path, item.level, item.title, item.works, item.programme) for item in contents] == [
        ("I", 1, "MỤC TIÊU", ["CT.01"], None),
        ("II", 1, "TỔ CHỨC THỰC HIỆN", ["T.01"], "15-nq-tu.1"),
    ]
