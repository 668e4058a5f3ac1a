"""The money of the portfolio over REST, as a page and as a file."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from fastapi.testclient import TestClient

from app.models import Project
from tests.factories import Make


def road(make: Make) -> Project:
    """A published project with a total, both plans and half a year of payments."""
    row = make.project(published=True)
    make.investment_total(project=row, amount=8_971_238_000_000)
    make.capital_plan(project=row, amount=80_000_000_000)
    make.capital_plan(project=row, years=(2026, 2030), amount=400_000_000_000)
    make.disbursement(project=row, as_of=date(2026, 6, 30), amount=20_000_000_000)
    make.session.flush()
    return row


def test_projects_and_programmes_are_read_with_their_sums(client: TestClient, make: Make) -> None:
    row, other = road(make), make.project(published=True)
    make.session.flush()

    (first,) = client.get("/api/v1/money?recorded=true").json()["items"]
    rest = client.get("/api/v1/money?recorded=false&budget_year=2027").json()["items"]
    whole = client.get("/api/v1/money/programmes").json()

    assert (first["project"]["code"], first["total"], first["without_total"]) == (row.code, 8_971_238_000_000, 0)
    assert (first["yearly_rate"]["share"], first["medium_term_rate"]["share"]) == (0.25, 0.05)
    assert [item["project"]["code"] for item in rest] == [other.code]
    assert (rest[0]["total"], rest[0]["yearly_rate"]["lacking"]) == (None, "no_plan")
    assert (whole["all"]["projects"], whole["all"]["without_total"]) == (2, 1)
    assert whole["all"]["yearly_rate"] == first["yearly_rate"]


def test_the_page_says_what_is_undecided(client: TestClient, make: Make) -> None:
    road(make)
    make.project(published=True)
    make.session.flush()

    page = client.get("/von?lang=en").text

    assert "8.971.238" in page
    assert ("not decided" in page, "no plan yet" in page, "25%" in page) == (True, True, True)
    assert client.get("/von?budget_year=abc").status_code == 400
    assert client.get("/von?budget_year=2024&recorded=true").status_code == 200


def test_the_file_holds_whole_dong(client: TestClient, make: Make) -> None:
    row = road(make)

    answer, vietnamese = client.get("/von.xlsx?lang=en"), client.get("/von.xlsx?budget_year=2025")

    with ZipFile(BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else sheet
    assert (vietnamese.status_code, b"PK" in vietnamese.content) == (200, True)
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert ("8971238000000" in sheet, row.code in texts) == (True, True)
