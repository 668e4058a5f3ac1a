"""Recommendations over REST, as the supervising side and those they are put to meet them."""

import html
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.organisations.roles import OrganisationKind
from app.domain.work.recommendations import (
    CLOSED_STATES,
    PRESSING,
    RecommendationState,
    Standing,
    Step,
)
from app.models import Milestone, Organisation
from app.queries.work.recommendations import recommendation_counts, recommendation_page
from app.schemas.recommendations import RecommendationParameters
from tests.conftest import TODAY
from tests.factories import Make
from tests.web.planning.conftest import Headers
from tests.web.planning.test_pages import statements_of

ALL = "/api/v1/recommendations"
WISH: dict[str, Any] = {
    "content": "Đẩy nhanh bồi thường.",
    "product": "Báo cáo kết quả",
    "basis": "Kết luận giám sát",
    "deadline_on": str(TODAY + timedelta(days=30)),
}


@dataclass(frozen=True)
class Story:
    """One recommendation about a milestone, put to whoever leads it."""

    client: TestClient
    people: dict[str, Headers]
    document: str
    code: str

    @property
    def address(self) -> str:
        return f"{ALL}/{self.code}"

    def read(self, who: str = "supervisor") -> Response:
        return self.client.get(self.address, headers=self.people[who])

    def step(self, who: str, step: Step, **said: Any) -> Response:
        tag = self.read().headers["ETag"]
        wish = {"step": step.value, **said}
        return self.client.post(f"{self.address}/follow-ups", json=wish, headers={**self.people[who], "If-Match": tag})

    def take(self, who: str, step: Step, **said: Any) -> dict[str, Any]:
        answer = self.step(who, step, words="Nêu rõ.", document=self.document, **said)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def story(writer: TestClient, people: dict[str, Headers], milestone: Milestone, session: Session, make: Make) -> Story:
    lead = session.scalars(select(Organisation.code).where(Organisation.code == "so-a")).one()
    document = make.document(title="Công văn").code
    session.commit()
    wish = {**WISH, "addressee": lead, "subject": milestone.code}
    made = writer.post(ALL, json=wish, headers=people["supervisor"])
    assert made.status_code == 201, made.text
    return Story(writer, people, document, made.json()["code"])


def steps_of(answer: Response) -> set[str]:
    return {each["step"] for each in answer.json()["allowed_steps"]}


def test_a_recommendation_is_sent_pressed_answered_and_closed(story: Story) -> None:
    draft = story.read().json()
    sent = story.take("supervisor", Step.ISSUED)
    asked = story.take("supervisor", Step.EXPLANATION_ASKED, explain_within=30)
    answered = story.take("officer", Step.ANSWERED)
    pressed = [story.take("supervisor", step)["pressed"] for step in PRESSING]
    short = story.take("supervisor", Step.FOUND_SHORT)
    again = story.take("officer", Step.ANSWERED)
    closed = story.take("supervisor", Step.CLOSED_DONE)

    states = [each["state"] for each in (draft, sent, asked, answered, short, again, closed)]
    assert states == ["draft", "unfinished", "unfinished", "unfinished", "falls_short", "falls_short", "done"]
    assert (sent["issued_on"], sent["age"], closed["closed_on"]) == (str(TODAY), 0, str(TODAY))
    assert (asked["explain_by"], answered["explain_by"]) == (str(TODAY + timedelta(days=30)), None)
    assert pressed == list(PRESSING)
    assert [each["answer_awaited"] for each in (draft, sent, answered, short, again)] == [
        False, True, False, True, False,
    ]  # fmt: skip
    assert len(closed["follow_ups"]) == 6 + len(PRESSING)
    assert closed["allowed_steps"] == []


def test_only_the_supervising_side_closes_and_only_the_addressee_answers(story: Story) -> None:
    story.take("supervisor", Step.ISSUED)

    offered = {who: steps_of(story.read(who)) for who in ("officer", "agency", "planner", "supervisor", "monitor")}
    refused = {
        (who, step): story.step(who, step, words="x", document=story.document).status_code
        for who, step in product(("officer", "agency", "planner", "monitor", "admin"), (Step.CLOSED_DONE, Step.URGED))
    }

    assert offered["officer"] == {"answered"}
    assert offered["agency"] == offered["planner"] == offered["monitor"] == set()
    assert {"closed_done", "closed_not_done", "urged"} < offered["supervisor"]
    assert "answered" not in offered["supervisor"]
    assert set(refused.values()) == {403}
    assert story.step("agency", Step.ANSWERED, words="x").status_code == 403


def test_a_step_is_refused_by_field_and_by_order(story: Story) -> None:
    early = story.step("supervisor", Step.URGED, document=story.document)
    story.take("supervisor", Step.ISSUED)
    bare = story.step("supervisor", Step.CLOSED_NOT_DONE)
    unknown = story.step("supervisor", Step.URGED, document="VB-999")
    ahead = story.step("supervisor", Step.URGED, document=story.document, taken_on=str(TODAY + timedelta(days=1)))
    before = story.step("supervisor", Step.URGED, document=story.document, taken_on=str(TODAY - timedelta(days=1)))
    limited = story.step("supervisor", Step.URGED, document=story.document, explain_within=15)
    twice = [story.step("supervisor", Step.ISSUED).status_code for _ in range(2)]

    def fields(answer: Response) -> list[str]:
        return [each["pointer"] for each in answer.json()["errors"]]

    assert (early.status_code, twice) == (409, [409, 409])
    assert fields(bare) == ["/words", "/document"]
    assert (fields(unknown), fields(ahead), fields(before)) == (["/document"], ["/taken_on"], ["/taken_on"])
    assert fields(limited) == ["/explain_within"]


def test_a_draft_is_changed_until_it_is_sent(story: Story) -> None:
    tag = story.read().headers["ETag"]
    headers = {**story.people["supervisor"], "If-Match": tag}
    changed = story.client.patch(story.address, json={"content": "Nói lại.", "priority": True}, headers=headers)
    stale = story.client.patch(story.address, json={"content": "Nói nữa."}, headers=headers)
    blind = story.client.patch(story.address, json={"content": "x"}, headers=story.people["supervisor"])
    other = story.client.patch(
        story.address, json={"content": "x"}, headers={**story.people["planner"], "If-Match": changed.headers["ETag"]}
    )
    story.take("supervisor", Step.ISSUED)
    tag = story.read().headers["ETag"]
    late = story.client.patch(story.address, json={"content": "x"}, headers={**headers, "If-Match": tag})

    assert (changed.json()["content"], changed.json()["priority"]) == ("Nói lại.", True)
    assert [each.status_code for each in (stale, blind, other, late)] == [412, 428, 403, 409]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"addressee": "khong-co"}, "/addressee"),
        ({"subject": "khong-co"}, "/subject"),
        ({"document": "VB-0"}, "/document"),
        ({"council_session": "KH-0"}, "/council_session"),
        ({"deadline_on": None}, "/deadline_on"),
        ({"content": ""}, "/content"),
    ],
)
def test_what_cannot_be_recommended_is_said_by_field(
    writer: TestClient, people: dict[str, Headers], said: dict[str, Any], field: str
) -> None:
    answer = writer.post(ALL, json={**WISH, "addressee": "so-a", **said}, headers=people["supervisor"])

    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [field])


def test_what_is_put_to_a_party_body_is_a_proposal_without_a_clock(
    writer: TestClient, people: dict[str, Headers], session: Session, make: Make
) -> None:
    party = make.organisation(kind=OrganisationKind.PARTY).code
    session.commit()
    wish = {**WISH, "addressee": party}
    dated = writer.post(ALL, json=wish, headers=people["supervisor"])
    made = writer.post(ALL, json={**wish, "deadline_on": None}, headers=people["supervisor"]).json()
    story = Story(writer, people, "", made["code"])
    sent = story.step("supervisor", Step.ISSUED).json()

    assert [each["pointer"] for each in dated.json()["errors"]] == ["/deadline_on"]
    assert (sent["is_proposal"], sent["days_left"], sent["days_late"]) == (True, None, 0)
    assert not {each["step"] for each in sent["allowed_steps"]} & {*PRESSING, "explanation_asked"}


def test_what_hangs_on_a_hidden_project_is_hidden_with_it(
    story: Story, writer: TestClient, milestone: Milestone
) -> None:
    project = milestone.code.rpartition(".")[0]
    story.take("supervisor", Step.ISSUED)
    address = f"{ALL}?project={project}"
    seen = {who: writer.get(address, headers=story.people[who]).json()["total"] for who in ("agency", "supervisor")}
    writer.post(f"/du-an/{project}/cong-bo", data={"published": "false"}, headers=story.people["planner"])
    hidden = {
        who: (writer.get(address, headers=story.people[who]).json()["total"], story.read(who).status_code)
        for who in ("officer", "planner", "agency", "supervisor")
    }

    assert seen == {"agency": 1, "supervisor": 1}
    assert hidden == {"officer": (1, 200), "planner": (1, 200), "agency": (0, 404), "supervisor": (0, 404)}
    assert writer.get(ALL).status_code == 401


def many(make: Make) -> None:
    """Make some of every state, with and without a deadline, before, on and after today."""
    lead, party = make.organisation(), make.organisation(kind=OrganisationKind.PARTY)
    for state, shift in product(RecommendationState, (-1, 0, 1, None)):
        on = None if shift is None else TODAY + timedelta(days=shift)
        closed = date(2026, 7, 1) if state in CLOSED_STATES else None
        addressee = party if on is None else lead
        make.recommendation(state=state, deadline_on=on, closed_on=closed, addressee=addressee)


def test_what_sql_says_of_their_standing_the_rule_says_too(session: Session, make: Make) -> None:
    many(make)
    every = recommendation_page(session, RecommendationParameters(), TODAY).rows

    for standing in Standing:
        wanted = RecommendationParameters(state=[standing])
        found = {each.code for each in recommendation_page(session, wanted, TODAY).rows}
        assert found == {each.code for each in every if each.standing is standing}
    late = recommendation_page(session, RecommendationParameters(overdue=True), TODAY).rows
    assert {each.code for each in late} == {
        each.code for each in every if each.days_late and each.state not in {*CLOSED_STATES, RecommendationState.DRAFT}
    }
    assert every[: len(late)] == late


def test_the_counts_add_up_and_lead_to_their_rows(session: Session, make: Make) -> None:
    many(make)
    counts = recommendation_counts(session, TODAY)

    def total(**said: Any) -> int:
        return recommendation_page(session, RecommendationParameters(**said), TODAY).total

    assert sum(counts.by_standing.values()) == counts.total == sum(each.total for each in counts.addressees)
    assert counts.by_standing == {each: total(state=[each]) for each in counts.by_standing}
    assert (counts.past_deadline, counts.drafts) == (total(overdue=True), total(state=[Standing.DRAFT]))
    for row in counts.addressees:
        by_row = {each: total(state=[each], addressee=[row.addressee.code]) for each in row.by_standing}
        assert (by_row, sum(by_row.values())) == (row.by_standing, row.total)


def test_they_are_found_by_words_without_accents(session: Session, make: Make) -> None:
    make.recommendation(code="KN-77", content="Sớm giải phóng mặt bằng")
    make.recommendation()

    found = recommendation_page(session, RecommendationParameters(q="giai phong"), TODAY)

    assert [each.code for each in found.rows] == ["KN-77"]


def test_the_list_pages_by_keyset(session: Session, make: Make) -> None:
    many(make)
    codes: list[str] = []
    cursor = None
    while True:
        page = recommendation_page(session, RecommendationParameters(limit=5, cursor=cursor), TODAY)
        codes += [each.code for each in page.rows]
        cursor = page.next
        if cursor is None:
            break

    assert Counter(codes) == Counter(dict.fromkeys(codes, 1))
    assert len(codes) == 4 * len(RecommendationState)


PAGES = "/giam-sat/kien-nghi"
COUNT = re.compile(r'<a(?: class="[^"]*")? href="(/giam-sat/kien-nghi\?[^"]*)"><b>(\d+)</b>')
FORM = {
    "content": "Đẩy nhanh bồi thường.",
    "addressee": "so-a",
    "deadline_on": str(TODAY + timedelta(days=3)),
    "product": "Báo cáo",
    "basis": "Kết luận",
}
PAPER = {"number": "12/TB-HĐND", "issued_on": "2026-06-01", "issuer": "HĐND", "title": "Đôn đốc", "classified": "no"}


def test_one_is_made_edited_sent_answered_and_closed_in_pages(
    writer: TestClient, people: dict[str, Headers], milestone: Milestone
) -> None:
    mine, theirs = people["supervisor"], people["officer"]
    bare = writer.post(f"{PAGES}/moi", data={**FORM, "product": ""}, headers=mine)
    made = writer.post(f"{PAGES}/moi", data={**FORM, "subject": milestone.code}, headers=mine)
    page = made.headers["location"]
    edited = writer.post(f"{page}/sua", data={**FORM, "version": "1", "priority": "true"}, headers=mine)
    sent = writer.post(page, data={"version": "2", "step": "issued"}, headers=mine)
    inbox = writer.get("/", headers=theirs).text
    form = writer.get(f"{page}?lang=en", headers=theirs).text
    silent = writer.post(page, data={"version": "3", "step": "answered"}, headers=theirs)
    answered = writer.post(page, data={"version": "3", "step": "answered", "words": "Đã làm.", **PAPER}, headers=theirs)
    kept = writer.get(f"{ALL}/{page.rpartition('/')[2]}", headers=mine).json()["follow_ups"][-1]["document"]["code"]
    unproven = writer.post(page, data={"version": "4", "step": "closed_done"}, headers=mine)
    closed = writer.post(page, data={"version": "4", "step": "closed_done", "document": kept}, headers=mine)
    told = writer.get(f"{page}?lang=en", headers=people["monitor"]).text

    assert (bare.status_code, FORM["content"] in bare.text, made.status_code) == (422, True, 303)
    assert [each.status_code for each in (edited, sent, silent, answered, unproven, closed)] == [
        303, 303, 422, 303, 422, 303,
    ]  # fmt: skip
    assert (page in inbox, page in writer.get("/", headers=theirs).text) == (True, False)
    assert ("3 days left" in form, 'name="words"' in form, "closed_done" in form) == (True, True, False)
    assert ("Closed as carried out" in told, "12/TB-HĐND" in told, 'name="step"' in told) == (True, True, False)


def test_the_pages_open_for_those_they_are_for(
    writer: TestClient, people: dict[str, Headers], milestone: Milestone, make: Make, lead: Organisation
) -> None:
    row = make.recommendation(milestone_id=milestone.id, addressee=lead)
    draft = make.recommendation(state=RecommendationState.DRAFT, addressee=lead)
    make.session.commit()
    addresses = (PAGES, f"{PAGES}/{row.code}", f"{PAGES}/moi", f"{PAGES}/{draft.code}/sua", f"{PAGES}/{row.code}/sua")

    seen = {
        who: [writer.get(address, headers=people[who]).status_code for address in addresses]
        for who in ("supervisor", "planner", "officer")
    }

    assert seen["supervisor"] == [200, 200, 200, 200, 409]
    assert seen["planner"] == seen["officer"] == [200, 200, 403, 403, 403]
    assert [writer.get(address).status_code for address in addresses] == [303] * 5
    project = milestone.code.rpartition(".")[0]
    for address in (f"/du-an/{project}", f"/moc/{milestone.code}"):
        assert row.code in writer.get(address, headers=people["agency"]).text
        assert row.code not in writer.get(address).text


def test_the_dashboard_links_each_count_to_its_rows(writer: TestClient, people: dict[str, Headers], make: Make) -> None:
    many(make)
    make.session.commit()
    page = writer.get(PAGES, headers=people["monitor"]).text

    links = {html.unescape(link): int(count) for link, count in COUNT.findall(page)}

    assert len(links) > 10
    for link, count in links.items():
        rows = writer.get(link.replace(PAGES, ALL), headers=people["monitor"]).json()
        assert (link, rows["total"]) == (link, count)


def test_the_list_costs_the_same_however_long_it_is(
    engine: Engine, writer: TestClient, people: dict[str, Headers], make: Make
) -> None:
    many(make)
    make.session.commit()
    writer.get(PAGES, headers=people["monitor"])  # the first use of a token is written down
    one, all_of_them = (statements_of(writer, engine, f"{PAGES}?limit={limit}", people["monitor"]) for limit in (1, 50))

    assert one == all_of_them
