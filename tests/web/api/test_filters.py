"""Filters agree with what items say of themselves, and orders with what they sort by, on both databases."""

import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from app.domain.portfolio.statuses import MilestoneStatus, ProjectKind, ProjectStage, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.domain.text import sort_key
from tests.conftest import TODAY
from tests.web.api.reading import Item, codes, every, get

OPEN = {"not_started", "in_progress", "awaiting_confirmation"}


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("programme=15-nq-tu.3", 29),
        ("programme=3", 29),
        ("programme=none", 21),
        ("programme=1&programme=2", 28),
        ("kind=landscape", 6),
        ("ward=cu-hung-loi&kind=construction", 1),
        ("q=duong+nguyen+hien", 1),
        ("q=" + quote("MẬU THÂN"), 1),
        ("q=bung+xang", 2),
        ("q=100%25", 0),
        ("q=_", 0),
        ("lead=none", 138),
        ("demo=true", 0),
        ("lacking=false", 0),
        ("due_from=2023-01-01", 0),
    ],
)
def test_the_bare_seed_has_so_many_projects(seeded_client: TestClient, query: str, total: int) -> None:
    assert get(seeded_client, f"projects?{query}")["total"] == total


@pytest.mark.parametrize(
    ("noun", "field", "values"),
    [
        ("projects", "kind", ProjectKind),
        ("projects", "stage", ProjectStage),
        ("projects", "status", ProjectStatus),
        ("projects", "timeliness", Timeliness),
        ("milestones", "status", MilestoneStatus),
        ("milestones", "timeliness", Timeliness),
    ],
)
def test_a_filter_lets_through_what_items_say_of_themselves(
    demonstration_client: TestClient, noun: str, field: str, values: type[ProjectKind]
) -> None:
    everything = every(demonstration_client, noun)

    for value in values:
        said = [item["code"] for item in everything if item[field] == value]
        assert (value, codes(demonstration_client, noun, f"{field}={value}")) == (value, said)


@pytest.mark.parametrize("noun", ["projects", "milestones"])
def test_the_story_shows_every_timeliness_a_filter_is_tried_on(demonstration_client: TestClient, noun: str) -> None:
    assert {item["timeliness"] for item in every(demonstration_client, noun)} >= {
        "overdue", "due_soon", "on_track", "not_yet_due", "no_deadline", "completed_on_time", "completed_late",
    }  # fmt: skip


def test_a_programme_is_named_by_code_or_number_and_none_is_none(demonstration_client: TestClient) -> None:
    everything = every(demonstration_client, "projects")
    programmes = every(demonstration_client, "programmes")

    for programme in programmes:
        said = [item["code"] for item in everything if item["programme"] and item["programme"] == _ref(programme)]
        by_code = codes(demonstration_client, "projects", f"programme={programme['code']}")
        by_number = codes(demonstration_client, "projects", f"programme={programme['number']}")
        assert by_code == by_number == said
        assert len(said) == programme["projects"]
    assert codes(demonstration_client, "projects", "programme=none") == [
        item["code"] for item in everything if item["programme"] is None
    ]
    assert len(programmes) == 9


def _ref(programme: Item) -> Item:
    return {name: programme[name] for name in ("code", "number", "title")}


def test_who_leads_is_who_items_say_leads(demonstration_client: TestClient) -> None:
    everything = every(demonstration_client, "projects")
    leaders = {item["lead"]["code"] for item in everything if item["lead"]}

    for code in leaders:
        said = [item["code"] for item in everything if item["lead"] and item["lead"]["code"] == code]
        assert codes(demonstration_client, "projects", f"lead={code}") == said
    assert codes(demonstration_client, "projects", "lead=none") == [
        item["code"] for item in everything if item["lead"] is None
    ]
    assert len(leaders) > 3
    assert codes(demonstration_client, "projects", "lead=no-such") == []


def test_who_coordinates_is_who_was_assigned_to(demonstration_client: TestClient) -> None:
    projects = set(codes(demonstration_client, "projects"))
    assignments = [
        assignment
        for assignment in every(demonstration_client, "assignments", "role=coordinate")
        if assignment["subject"] in projects and _holds(assignment)
    ]
    helpers = {assignment["organisation"]["code"] for assignment in assignments}

    for code in helpers:
        said = {assignment["subject"] for assignment in assignments if assignment["organisation"]["code"] == code}
        assert set(codes(demonstration_client, "projects", f"coordinate={code}")) == said
    assert helpers


def _holds(assignment: Item) -> bool:
    to_on = assignment["to_on"]
    return bool(assignment["from_on"] <= str(TODAY) and (to_on is None or to_on > str(TODAY)))


def test_a_ward_old_or_new_finds_what_the_seed_places_in_it(seeded_client: TestClient, seed_dir: Path) -> None:
    seeds = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (seed_dir / "programmes").glob("*.toml")]
    placed = {
        (ward, f"15-nq-tu.{project['code']}")
        for seed in seeds
        for project in seed["project"]
        for ward in project.get("wards", [])
    }
    wards = {ward for ward, _ in placed}

    found = {(ward, code) for ward in wards for code in codes(seeded_client, "projects", f"ward={ward}")}

    assert found == placed
    assert {ward.startswith("cu-") for ward in wards} == {True, False}


def test_due_dates_bound_milestones_by_their_own_deadline(demonstration_client: TestClient) -> None:
    first, last = "2025-01-01", "2026-12-31"

    said = [
        item["code"] for item in every(demonstration_client, "milestones") if first <= _due(item, missing="") <= last
    ]

    assert said
    assert codes(demonstration_client, "milestones", f"due_from={first}&due_to={last}") == said


@pytest.mark.parametrize(("first", "last"), [("2026-11-23", "2026-12-31"), ("0001-01-01", "2025-12-31")])
def test_due_dates_bound_projects_by_their_own_deadline_or_an_open_milestones(
    demonstration_client: TestClient, first: str, last: str
) -> None:
    projects, milestones = (every(demonstration_client, noun) for noun in ("projects", "milestones"))
    through = {
        item["project"]["code"]
        for item in milestones
        if item["status"] in OPEN and first <= _due(item, missing="") <= last
    }
    said = [item["code"] for item in projects if item["code"] in through or first <= _due(item, missing="") <= last]

    assert 0 < len(said) < len(projects)
    assert codes(demonstration_client, "projects", f"due_from={first}&due_to={last}") == said


def _due(item: Item, missing: str) -> str:
    return str(item["deadline"]["date"]) if item["deadline"] else missing


@pytest.mark.parametrize("noun", ["projects", "milestones", "assignments", "measurements", "documents"])
def test_what_is_illustrative_can_be_left_out(demonstration_client: TestClient, noun: str) -> None:
    everything = every(demonstration_client, noun)

    for value in (True, False):
        said = [item for item in everything if item["demo"] is value]
        assert every(demonstration_client, noun, f"demo={str(value).lower()}") == said
    assert any(item["demo"] for item in everything)


def test_lacking_is_having_something_missing(demonstration_client: TestClient) -> None:
    everything = every(demonstration_client, "projects")
    complete = [item["code"] for item in everything if not item["missing"]]
    lacking = [item["code"] for item in everything if item["missing"]]

    assert complete
    assert codes(demonstration_client, "projects", "lacking=false") == complete
    assert codes(demonstration_client, "projects", "lacking=true") == lacking


@pytest.mark.parametrize("noun", ["projects", "milestones", "indicators", "documents", "programmes"])
def test_codes_sort_both_ways(demonstration_client: TestClient, noun: str) -> None:
    up, down = (codes(demonstration_client, noun, f"sort={sort}") for sort in ("code", "-code"))

    assert len(up) > 1
    assert up == sorted(up)
    assert down == up[::-1]


@pytest.mark.parametrize(("noun", "field"), [("projects", "title"), ("milestones", "title"), ("organisations", "name")])
def test_words_sort_as_vietnamese_does_both_ways(demonstration_client: TestClient, noun: str, field: str) -> None:
    up, down = (
        [sort_key(item[field]) for item in every(demonstration_client, noun, f"sort={sort}")]
        for sort in (field, f"-{field}")
    )

    assert len(set(up)) > 1
    assert up == sorted(up)
    assert down == up[::-1]


def test_milestones_sort_by_deadline_with_the_undecided_last_either_way(demonstration_client: TestClient) -> None:
    for sort, backwards in (("deadline", False), ("-deadline", True)):
        deadlines = [_due(item, missing="") for item in every(demonstration_client, "milestones", f"sort={sort}")]
        dated = [deadline for deadline in deadlines if deadline]

        assert 0 < len(dated) < len(deadlines)
        assert deadlines == sorted(dated, reverse=backwards) + [""] * (len(deadlines) - len(dated))


@pytest.mark.parametrize(("noun", "field"), [("assignments", "from_on"), ("measurements", "as_of")])
def test_days_sort_both_ways(demonstration_client: TestClient, noun: str, field: str) -> None:
    up, down = (
        [item[field] for item in every(demonstration_client, noun, f"sort={sort}")] for sort in (field, f"-{field}")
    )

    assert len(set(up)) > 1
    assert (up, down) == (sorted(up), sorted(up, reverse=True))


def test_filters_that_name_several_things_all_hold(demonstration_client: TestClient) -> None:
    said = [
        item["code"]
        for item in every(demonstration_client, "projects")
        if item["kind"] in {"construction", "planning"} and item["timeliness"] == "overdue"
    ]

    assert said
    query = "kind=construction&kind=planning&timeliness=overdue"
    assert codes(demonstration_client, "projects", query) == said
