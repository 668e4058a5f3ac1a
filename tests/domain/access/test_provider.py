"""What a provider's claims make of a person, and of the offices they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access.actor import Role
from app.domain.access.provider import (
    ClaimedOffice,
    LoginTakenError,
    Person,
    ProviderAnswerError,
    ProviderSetUpError,
    changes,
    offices_by_value,
    offices_of,
    person_of,
)

ISSUER = "https://dang-nhap.example"
PLANNER = ClaimedOffice(Role.PLANNER, "q-ninh-kieu")
ADMIN = ClaimedOffice(Role.ADMIN, "ubnd-tp")
OFFICES = st.frozensets(
    st.builds(ClaimedOffice, st.sampled_from(Role), st.sampled_from(["q-ninh-kieu", "ubnd-tp", "so-xay-dung"]))
)


def person(**claims: object) -> Person:
    return person_of(ISSUER, {"sub": "a1", **claims}, "groups")


def test_a_person_is_told_by_issuer_and_subject_and_named_by_the_claims() -> None:
    found = person(preferred_username="huong", email="huong@example.vn", name="Nguyễn Thị Hường", groups=["quy-hoach"])

    assert found == Person(
        "https://dang-nhap.example a1",
        ("huong", "huong@example.vn", "a1"),
        "Nguyễn Thị Hường",
        frozenset({"quy-hoach"}),
    )


def test_who_says_no_name_is_called_by_their_login() -> None:
    assert (person().name, person().logins, person().values) == ("a1", ("a1",), frozenset())


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        pytest.param("quy-hoach", {"quy-hoach"}, id="one text"),
        pytest.param(["quy-hoach", "ke-hoach"], {"quy-hoach", "ke-hoach"}, id="several"),
        pytest.param(["quy-hoach", 3, None, ["x"], {}], {"quy-hoach"}, id="what is no text"),
        pytest.param({"quy-hoach": True}, set(), id="an object"),
        pytest.param(None, set(), id="nothing"),
    ],
)
def test_groups_come_in_many_shapes(claimed: object, expected: set[str]) -> None:
    assert person(groups=claimed).values == expected


@pytest.mark.parametrize(
    "subject", [None, "", "  ", " a1", "a1\u00a0", 7, ["a1"], "a\x00b", "a\nb", "\ud800", "x" * 500]
)
def test_an_answer_that_names_nobody_is_refused(subject: object) -> None:
    with pytest.raises(ProviderAnswerError):
        person(sub=subject)


def test_settings_say_what_a_group_gives() -> None:
    read = offices_by_value({"quy-hoach": "planner@q-ninh-kieu", "ca-hai": "planner@q-ninh-kieu, admin@ubnd-tp"})

    assert read == {"quy-hoach": frozenset({PLANNER}), "ca-hai": frozenset({PLANNER, ADMIN})}


@pytest.mark.parametrize("word", ["planner", "planner@", "@q-ninh-kieu", "chief@q-ninh-kieu", "PLANNER@q-ninh-kieu"])
def test_an_office_that_cannot_be_read_is_refused_by_its_words(word: str) -> None:
    with pytest.raises(ProviderSetUpError, match=word):
        offices_by_value({"quy-hoach": word})


def test_groups_that_nobody_has_mapped_give_nothing() -> None:
    given_by = offices_by_value({"quy-hoach": "planner@q-ninh-kieu", "quan-tri": "admin@ubnd-tp"})

    assert offices_of(person(groups=["quy-hoach", "QUAN-TRI", "khac"]), given_by) == {PLANNER}
    assert offices_of(person(groups="khac"), given_by) == frozenset()


@given(OFFICES, OFFICES, OFFICES)
def test_after_following_the_claims_one_holds_them_and_what_was_given_by_hand(
    claimed: frozenset[ClaimedOffice], provided: frozenset[ClaimedOffice], by_hand: frozenset[ClaimedOffice]
) -> None:
    ended, begun = changes(claimed, provided, by_hand)

    left = (provided - ended) | begun
    assert left | by_hand == claimed | by_hand
    assert (ended <= provided, begun & (provided | by_hand)) == (True, frozenset())
    assert changes(claimed, left, by_hand) == (frozenset(), frozenset())


def test_the_command_an_administrator_is_to_copy_is_harmless() -> None:
    refusal = LoginTakenError(login="an", identity=f"{ISSUER} $(reboot)")

    assert str(refusal).endswith("trienkhai tie-user an '$(reboot)'")
