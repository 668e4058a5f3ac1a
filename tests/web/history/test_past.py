"""Whatever people do, allowed or not: looking back to any moment shows what was shown at that moment.

A small model in memory follows what the answers said was done. It knows the rules' effects, and no database: what the
present shows has to agree with it after every step. What was then read is kept, and has to be read again from later.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.db.engine import at, make_engine, writing
from app.domain.access.actor import Role
from app.domain.access.sign_in import TokenScope
from app.domain.portfolio.statuses import MILESTONE_LIFECYCLE, MilestoneStatus
from app.main import create_app
from app.models import Installation
from app.services.access.sign_ins import add_token
from app.settings import Settings
from tests.conftest import DIALECTS, NOW
from tests.factories import Make

BEGIN = datetime.fromisoformat("2026-01-05T01:00:00+00:00")
AGENCIES = ("so-a", "so-b")
LISTS = (
    "programmes?limit=200",
    "projects?limit=200",
    "projects?limit=200&sort=-deadline&published=true",
    "projects?limit=200&lead=so-a",
    "milestones?limit=200",
    "milestones?limit=200&sort=deadline&timeliness=overdue&timeliness=due_soon",
    "organisations?limit=200",
    "extensions?limit=200",
    "obstacles?limit=200",
    "documents?limit=200",
    "search?q=moc",
)
STATUSES = [status.value for status in MilestoneStatus]


@dataclass
class Model:
    """What there is, by code, as far as the answers have said so. Deadlines are days, `leads` organisations."""

    projects: dict[str, dict[str, Any]] = field(default_factory=dict)
    milestones: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class World:
    """An application over a database of its own, with a clock that every step moves."""

    client: TestClient
    tokens: dict[str, str]
    model: Model
    random: Random
    now: datetime = BEGIN
    answered: dict[int, int] = field(default_factory=dict)

    def call(self, who: str, method: str, path: str, **said: Any) -> Response:
        headers = {"Authorization": f"Bearer {self.tokens[who]}", **said.pop("headers", {})}
        response = self.client.request(method, f"/api/v1/{path}", headers=headers, **said)
        assert response.status_code < 500, response.text
        return response

    def read(self, path: str, moment: datetime | None = None) -> Any:
        """Return what a planner reads, now or looking back."""
        joint = "&" if "?" in path else "?"
        looking = f"{joint}as_of={moment:%Y-%m-%dT%H:%M:%S.%fZ}" if moment else ""
        response = self.call("planner", "GET", f"{path}{looking}")
        return response.json() if response.status_code == 200 else response.status_code

    def everything(self, moment: datetime | None = None) -> str:
        """Return every list, and each record of the model with its history, as text that can be compared."""
        records = [f"projects/{code}" for code in self.model.projects]
        records += [f"projects/{code}/history" for code in self.model.projects]
        records += [f"milestones/{code}" for code in self.model.milestones]
        records += [f"extensions/{code}" for code in self.model.requests]
        found = {path: self.read(path, moment) for path in (*LISTS, *sorted(records))}
        return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)

    def change(self, who: str, method: str, path: str, body: dict[str, Any], of: str | None = None) -> bool:
        """Ask for a change, now and then over a stale version; return whether it was made."""
        headers = {}
        if of is not None:
            tag = self.call("planner", "GET", of).headers.get("ETag", '"v1"')
            headers["If-Match"] = '"v0"' if self.random.random() < 0.05 else tag
        response = self.call(who, method, path, json=body, headers=headers)
        self.answered[response.status_code] = self.answered.get(response.status_code, 0) + 1
        self.last = response
        return response.is_success

    def one(self, codes: dict[str, Any]) -> str:
        """Return one of the codes, now and then one that nobody has."""
        known = sorted(codes)
        return self.random.choice([*known, *known, *known, "khong-co"])


def anybody(world: World) -> str:
    return world.random.choice(["planner", "planner", "planner", "second", *AGENCIES, *AGENCIES])


def add_milestone(world: World, who: str = "") -> None:
    project, title = world.one(world.model.projects), f"Mốc {world.random.randrange(1000)}"
    due = (world.now + timedelta(days=world.random.randrange(-20, 60))).date().isoformat()
    if len(world.model.milestones) < 12 and world.change(
        who or anybody(world), "POST", f"projects/{project}/milestones", {"title": title, "deadline": {"date": due}}
    ):
        made = {"title": title, "status": "not_started", "deadline": due, "extended": 0, "share": None, "claimed": None}
        world.model.milestones[world.last.json()["code"]] = {**made, "before": None, "project": project}


def rename(world: World) -> None:
    nouns = world.random.choice(("projects", "milestones"))
    records: dict[str, dict[str, Any]] = getattr(world.model, nouns)
    code, title = world.one(records), world.random.choice([f"Tên {world.random.randrange(1000)}", ""])
    if world.change(anybody(world), "PATCH", f"{nouns}/{code}", {"title": title}, of=f"{nouns}/{code}"):
        records[code]["title"] = title


def publish(world: World) -> None:
    code, shown = world.one(world.model.projects), world.random.random() < 0.7
    if world.change(
        anybody(world), "POST", f"projects/{code}/publication", {"published": shown}, of=f"projects/{code}"
    ):
        world.model.projects[code]["published"] = shown


def give(world: World) -> None:
    code, agency = world.one(world.model.projects), world.random.choice([*AGENCIES, "khong-co"])
    basis = {"number": f"{world.random.randrange(99)}/QĐ", "issued_on": "2026-01-02", "issuer": "UBND", "title": "Giao"}
    wish = {"organisation": agency, "role": "lead", "basis": basis, "from_on": world.now.date().isoformat()}
    if world.change(anybody(world), "POST", f"projects/{code}/assignments", wish):
        world.model.projects[code]["lead"] = agency


def report(world: World) -> None:
    code, share = world.one(world.model.milestones), world.random.choice([0.25, 0.5, 0.75, 1.5])
    wish = {"share_done": share, "done": "Đã làm một phần"}
    if world.change(anybody(world), "POST", f"milestones/{code}/reports", wish, of=f"milestones/{code}"):
        row = world.model.milestones[code]
        row["share"] = share
        row["status"] = "in_progress" if row["status"] == "not_started" else row["status"]


def move(world: World) -> None:
    code, to = world.one(world.model.milestones), world.random.choice(STATUSES)
    paper = {"number": "1/BC", "issued_on": world.now.date().isoformat(), "issuer": "Sở", "title": "Sản phẩm"}
    wish: dict[str, Any] = {"to": to, "reason": world.random.choice(["", "Có lý do", "Có lý do"])}
    if world.random.random() < 0.8:
        wish["product"] = {**paper, "classified": world.random.random() < 0.05}
    before = deepcopy(world.model.milestones.get(code))
    if world.change(anybody(world), "POST", f"milestones/{code}/moves", wish, of=f"milestones/{code}"):
        assert before is not None
        previous = MilestoneStatus(before["before"]) if before["before"] else None
        assert MILESTONE_LIFECYCLE.allows(MilestoneStatus(before["status"]), MilestoneStatus(to), previous)
        row = world.model.milestones[code]
        row.update(status=to, before=before["status"] if to == "suspended" else None)
        row["share"] = 1.0 if to == "completed" and before["status"] != "suspended" else row["share"]


def tie(world: World) -> None:
    """Say what must be done before a milestone: ties come and go."""
    code, known = world.one(world.model.milestones), sorted(world.model.milestones)
    # Mostly milestones before it, as more would go round in a circle.
    known = [other for other in known if other < code or world.random.random() < 0.05]
    before = world.random.sample(known, min(len(known), world.random.randrange(3)))
    world.change("planner", "PATCH", f"milestones/{code}", {"predecessors": before}, of=f"milestones/{code}")


def ask_for_more_time(world: World) -> None:
    code = world.one(world.model.milestones)
    row = world.model.milestones.get(code)
    day = date.fromisoformat(row["deadline"]) if row else BEGIN.date()
    wanted = (day + timedelta(days=world.random.randrange(-3, 40))).isoformat()
    if world.change(anybody(world), "POST", f"milestones/{code}/extensions", {"deadline": wanted, "reason": "Chậm"}):
        world.model.requests[world.last.json()["code"]] = {"of": code, "wanted": wanted, "status": "asked"}


def decide(world: World) -> None:
    code, granted = world.one(world.model.requests), world.random.random() < 0.6
    wish = {"granted": granted, "reason": world.random.choice(["", "Đã xét"])}
    if world.change("second", "POST", f"extensions/{code}/decision", wish, of=f"extensions/{code}"):
        request = world.model.requests[code]
        request["status"] = "granted" if granted else "refused"
        row = world.model.milestones[request["of"]]
        if granted:
            row.update(deadline=request["wanted"], extended=row["extended"] + 1)


def name_obstacle(world: World) -> None:
    code = world.one(world.model.milestones)
    wish = {"cause": "site_clearance", "description": f"Vướng {world.random.randrange(100)}"}
    world.change(anybody(world), "POST", f"milestones/{code}/obstacles", wish)


ACTIONS: tuple[Callable[[World], None], ...] = (
    *(add_milestone, rename, publish, give, report, report),
    *(tie, tie, tie, tie, tie, move, move, move, ask_for_more_time, ask_for_more_time, decide, decide, name_obstacle),
)


def agrees(world: World) -> None:
    """Check that the present shows what the model says, record by record."""
    for code, wanted in world.model.milestones.items():
        row = world.read(f"milestones/{code}")
        shown = (row["title"], row["status"], row["deadline"]["date"], row["times_extended"], row["share_done"])
        assert shown == tuple(wanted[name] for name in ("title", "status", "deadline", "extended", "share")), code
    for code, wanted in world.model.projects.items():
        row = world.read(f"projects/{code}")
        lead = row["lead"]["code"] if row["lead"] else None
        assert (row["title"], row["published"], lead) == (wanted["title"], wanted["published"], wanted["lead"]), code
    for code, wanted in world.model.requests.items():
        assert world.read(f"extensions/{code}")["status"] == wanted["status"]


@pytest.fixture(params=DIALECTS)
def world(request: pytest.FixtureRequest, new_database: Callable[[str, str], str], tmp_path: Any) -> Iterator[World]:
    settings = Settings(database_url=new_database(request.param, "past"), files_dir=tmp_path)
    engine = make_engine(settings.database_url)
    model = Model()
    with writing(engine).begin() as session:
        make = Make(at(session, BEGIN - timedelta(days=1)))
        session.add(Installation(id=1, demo=False, seed_digest="", change_number=0, loaded_at=BEGIN))
        offices = {code: make.organisation(code=code, short_name=code) for code in ("ubnd", *AGENCIES)}
        for number in range(2):
            project = make.project(published=number == 0, title=f"Dự án {number}")
            model.projects[project.code] = {"title": project.title, "published": project.published, "lead": "so-a"}
            make.assignment(project=project, organisation=offices["so-a"], from_on=BEGIN.date() - timedelta(days=9))
        people = {"planner": (Role.PLANNER, "ubnd"), "second": (Role.PLANNER, "ubnd")}
        people |= {code: (Role.AGENCY, code) for code in AGENCIES}
        tokens = {}
        for who, (role, code) in people.items():
            member = make.membership(role, organisation=offices[code])
            tokens[who] = add_token(session, member.user_id, who, TokenScope.WRITE, (BEGIN, 365))
    engine.dispose()
    found = World(TestClient(create_app(settings)), tokens, model, Random(20260105))  # noqa: S311 (a test's own chance)
    found.client.app.state.clock = lambda: found.now  # type: ignore[attr-defined]
    with found.client:
        for _ in range(6):
            add_milestone(found, "planner")
        yield found


def test_looking_back_shows_what_was_shown_then(world: World, long: bool) -> None:  # noqa: FBT001 (a fixture)
    steps, every = (2500, 25) if long else (120, 15)
    shown: dict[datetime, tuple[str, Model]] = {}
    for step in range(steps):
        world.now += timedelta(minutes=world.random.randrange(1, 240 if long else 3000))
        assert world.now < NOW.replace(year=2027)
        world.random.choice(ACTIONS)(world)
        if step % every == 0:
            agrees(world)
            shown[world.now] = (world.everything(), deepcopy(world.model))

    later, world.model = world.model, Model()
    for moment, (then, model) in shown.items():
        world.model = model
        assert world.everything(moment) == then, moment
    world.model = later
    agrees(world)
    assert {200, 201, 403, 404, 409, 412, 422} <= set(world.answered), world.answered
