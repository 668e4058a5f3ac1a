"""Roles and kinds by the names that the seed, the database and the API share."""

from app.domain.organisations.roles import AssignmentRole, OrganisationKind


def test_an_assignment_has_one_of_six_roles() -> None:
    assert list(AssignmentRole) == ["lead", "coordinate", "monitor", "decide", "invest", "supervise"]


def test_an_organisation_is_of_one_of_nine_kinds() -> None:
    bodies = ["party", "people_council", "people_committee", "department", "ward", "board", "front_union"]

    assert list(OrganisationKind) == [*bodies, "group", "other"]
