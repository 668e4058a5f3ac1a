"""Atom feeds: valid by RFC 4287 whatever stands in the records, stable, and for those who may see what they tell."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from app.models import Milestone, Organisation, Project
from app.web.templating.feeds import id_of
from tests.conftest import DIALECTS
from tests.factories import Make
from tests.web.office import NewDatabase, Office, cleared, opened

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "Đường <b>&amp; \x0b\ufffe ]]> cầu"
FEED, AGENCY_FEED = "/du-an/nq.1.01/thay-doi.atom", "/co-quan/co-quan-agency/thay-doi.atom"
EVERYBODY = ("planner", "agency", "second", "supervisor", "admin", "nobody")
SEES_HIDDEN = {"planner", "agency"}
NUMBERS = count(1)


@pytest.fixture(scope="module", params=DIALECTS)
def office(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Office]:
    office = cleared(opened(new_database(request.param, "feeds")))
    with office.changing() as session:
        make = Make(session, NUMBERS)
        programme = make.programme(code="nq.1")
        agency = session.scalars(select(Organisation).where(Organisation.code == "co-quan-agency")).one()
        for code, published in (("nq.1.01", True), ("nq.1.02", False)):
            project = make.project(programme=programme, code=code, title=f"{HOSTILE} {code}", published=published)
            make.milestone(project=project, code=f"{code}.M1", title=HOSTILE, deadline_on=date(2026, 6, 30))
            make.assignment(project=project, organisation=agency)
    yield office
    office.engine.dispose()


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 (our own answer)


def texts(node: ET.Element, name: str) -> list[str]:
    return [found.text or "" for found in node.findall(f"{ATOM}{name}")]


def faults(feed: ET.Element) -> Iterator[str]:
    """Yield what RFC 4287 asks for, or forbids, and the feed does not keep."""
    nodes = [feed, *feed.findall(f"{ATOM}entry")]
    for node in nodes:
        for name in ("id", "title", "updated"):
            if len(texts(node, name)) != 1 or not texts(node, name)[0]:
                yield f"{node.tag} needs one {name}"
        moment = datetime.fromisoformat(texts(node, "updated")[0])
        if moment.tzinfo is None:
            yield f"{node.tag}: {moment} has no zone"
        alternates = [link.attrib for link in node.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        if len(alternates) != 1 or not alternates[0]["href"].startswith("http"):
            yield f"{node.tag} needs one absolute alternate"
    if not feed.findall(f"{ATOM}author/{ATOM}name"):
        yield "the feed needs an author"
    ids = [texts(node, "id")[0] for node in nodes]
    if len(set(ids)) != len(ids) or not all(each.startswith("urn:uuid:") for each in ids):
        yield "ids are to be unique addresses"


@pytest.mark.parametrize("address", [FEED, AGENCY_FEED, f"{FEED}?lang=en"])
def test_a_feed_is_valid(office: Office, address: str) -> None:
    with office.client() as client:
        answer = client.get(address)
    feed = parsed(answer.text)
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml")
    assert (feed.tag, list(faults(feed))) == (f"{ATOM}feed", [])
    assert own == [f"http://testserver{address}"]
    assert 3 <= len(feed.findall(f"{ATOM}entry")) <= 50


def test_a_feed_says_in_words_what_changed_newest_first(office: Office) -> None:
    office.clock.pass_by(minutes=1)
    with office.changing() as session:
        session.info["reason"] = "Chờ <mặt bằng>"
        step = session.scalars(select(Milestone).where(Milestone.code == "nq.1.01.M1")).one()
        step.deadline_on = date(2026, 12, 31)
    with office.client() as client:
        feeds = [parsed(client.get(f"{FEED}?lang={language}").text) for language in ("vi", "en")]
    vietnamese, english = (feed.findall(f"{ATOM}entry")[0] for feed in feeds)

    assert texts(vietnamese, "title") == ["Mốc nq.1.01.M1: hạn dời từ 30/06/2026 sang 31/12/2026"]
    assert texts(english, "title") == ["Milestone nq.1.01.M1: deadline moved from 30/06/2026 to 31/12/2026"]
    assert texts(vietnamese, "content") == [
        "<p>Chờ &lt;mặt bằng&gt;</p><ul><li>hạn dời từ 30/06/2026 sang 31/12/2026</li></ul>"
    ]
    assert texts(vietnamese, "id") == texts(english, "id")
    assert vietnamese.find(f"{ATOM}link").get("href") == "http://testserver/moc/nq.1.01.M1"  # type: ignore[union-attr]


def test_whoever_has_a_feed_is_told_so_and_gets_the_same_ids_again(office: Office) -> None:
    with office.client() as client:
        first = client.get(FEED)
        again = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    with office.changing() as session:
        project = session.scalars(select(Project).where(Project.code == "nq.1.01")).one()
        Make(session, NUMBERS).milestone(project=project)
    with office.client() as client:
        later = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})

    kept = [texts(entry, "id") for entry in parsed(first.text).findall(f"{ATOM}entry")]
    assert (again.status_code, again.text, later.status_code) == (304, "", 200)
    assert [texts(entry, "id") for entry in parsed(later.text).findall(f"{ATOM}entry")][-len(kept) :] == kept


def test_a_feed_tells_nobody_what_its_page_would_not(office: Office) -> None:
    hidden = FEED.replace(".01", ".02")
    with office.client() as client:
        answers = {who: client.get(hidden, headers=headers_of(office, who)).status_code for who in EVERYBODY}
        told = {who: "nq.1.02" in client.get(AGENCY_FEED, headers=headers_of(office, who)).text for who in EVERYBODY}
        missing = [client.get(f"/{folder}/khong-co/thay-doi.atom").status_code for folder in ("du-an", "co-quan")]

    assert answers == {who: 200 if who in SEES_HIDDEN else 404 for who in EVERYBODY}
    assert told == {who: who in SEES_HIDDEN for who in EVERYBODY}
    assert missing == [404, 404]


def headers_of(office: Office, who: str) -> dict[str, str]:
    return {} if who == "nobody" else office.token(who)


@pytest.mark.parametrize(("page", "feed"), [("/du-an/nq.1.01", FEED), ("/co-quan/co-quan-agency", AGENCY_FEED)])
def test_a_page_tells_readers_and_people_of_its_feed(office: Office, page: str, feed: str) -> None:
    with office.client() as client:
        html = client.get(page).text

    assert f'<link rel="alternate" type="application/atom+xml" title="Thay đổi" href="{feed}">' in html
    assert f'<a href="{feed}" type="application/atom+xml">' in html


def test_an_identifier_is_of_one_digest_and_use() -> None:
    assert id_of("ab") == id_of("ab")
    assert len({id_of("ab"), id_of("ac"), id_of("ab", "feed")}) == 3
