"""Two people at the forms of one milestone: the second sees how it stood, how it stands, and what they typed."""

import re

from fastapi.testclient import TestClient

from app.models import Milestone
from tests.web.planning.conftest import Headers

People = dict[str, Headers]
PAPER = {"number": "3/BB", "issued_on": "2026-11-20", "issuer": "Sở A", "title": "Biên bản", "classified": "no"}
CELLS = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(version|was_\w+)" value="([^"]*)">', page))


def rows(page: str) -> list[list[str]]:
    """Return the words of the table of what changed, row by row."""
    table = page.partition("<caption>Changed while you were writing")[2].partition("</table>")[0]
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in CELLS.findall(row)]
        for row in table.split("<tr")[2:]
    ]


def report(writer: TestClient, milestone: Milestone, who: Headers, **more: str) -> int:
    sent = {"percent": "40", "done": "Đã đo đạc", **more}
    return writer.post(f"/moc/{milestone.code}/bao-cao?lang=en", data=sent, headers=who).status_code


def test_a_report_that_comes_second_is_shown_beside_the_first_and_may_be_sent_again(
    writer: TestClient, people: People, milestone: Milestone
) -> None:
    address, mine = f"/moc/{milestone.code}/bao-cao?lang=en", people["officer"]
    opened = writer.get(address, headers=mine)
    assert report(writer, milestone, people["planner"], version=hidden(opened.text)["version"]) == 303

    typed = {**hidden(opened.text), "percent": "55", "done": "Đã cắm mốc"}
    stale = writer.post(address, data=typed, headers=mine)
    again = writer.post(address, data={**typed, **hidden(stale.text)}, headers=mine)

    assert (stale.status_code, "Đã cắm mốc" in stale.text, 'value="55"' in stale.text) == (412, True, True)
    table = {row[0]: row[1:] for row in rows(stale.text)}
    assert table["State"] == ["Not started", "In progress"]
    assert table["Share done"] == ["not known", "40%"]
    assert table["Deadline"][0] == table["Deadline"][1] != ""
    assert table["Last report"][1].startswith("Đã đo đạc")
    assert again.status_code == 303


def test_a_move_that_comes_second_is_shown_beside_what_was_done_meanwhile(
    writer: TestClient, people: People, milestone: Milestone
) -> None:
    mine = people["officer"]
    first = writer.get(f"/moc/{milestone.code}/bao-cao", headers=mine)
    assert report(writer, milestone, mine, version=hidden(first.text)["version"]) == 303
    address = f"/moc/{milestone.code}/chuyen/awaiting_confirmation?lang=en"
    opened = writer.get(address, headers=mine)
    assert report(writer, milestone, people["planner"], percent="60", version=hidden(opened.text)["version"]) == 303

    stale = writer.post(address, data={**hidden(opened.text), **PAPER}, headers=mine)
    again = writer.post(address, data={**hidden(stale.text), **PAPER}, headers=mine)

    assert (stale.status_code, "3/BB" in stale.text) == (412, True)
    assert ["Share done", "40%", "60%"] in rows(stale.text)
    assert again.status_code == 303


def test_a_form_that_nobody_outran_says_nothing_of_the_kind(
    writer: TestClient, people: People, milestone: Milestone
) -> None:
    address, mine = f"/moc/{milestone.code}/bao-cao?lang=en", people["officer"]
    opened = writer.get(address, headers=mine)
    refused = writer.post(address, data={**hidden(opened.text), "percent": "140", "done": "x"}, headers=mine)

    assert (opened.status_code, refused.status_code) == (200, 422)
    assert "Changed while you were writing" not in opened.text + refused.text
