"""The living resolution says beside its words what the lists say of the same work."""

import re

from fastapi.testclient import TestClient

ROAD = "15-nq-tu.3.01"


def test_a_note_tells_of_overdue_milestones_under_a_deadline_in_time(demonstration_client: TestClient) -> None:
    road = demonstration_client.get(f"/api/v1/projects/{ROAD}").json()
    page = demonstration_client.get("/nghi-quyet/15-nq-tu?lang=en").text

    note = re.search(rf'<li class="note"[^>]*data-work="{ROAD}">(.*?)</li>', page, re.DOTALL)

    assert (road["timeliness"], road["milestones"]["overdue"]) == ("on_track", 1)
    assert note
    assert "1 milestone overdue" in note[1]
