"""Who may read what became of each noun: nobody, of a noun that the table does not name."""

from app.domain.access.actor import Actor, Office, Role
from app.domain.history.nouns import READERS, Noun, readable_nouns
from app.models.registry import APPEND_ONLY, REVISED

PUBLIC = Actor(reads_published=True)
SAYING = {Noun.COMMENT, Noun.COMMENT_VERSION, Noun.FORECAST}
TALK = SAYING | {Noun.OBSTACLE, Noun.EXPLANATION, Noun.URGING, Noun.RECOMMENDATION, Noun.FOLLOW_UP}
ACTS = {Noun.ASSIGNMENT_BATCH, Noun.ASSIGNMENT_CHANGE}
ADMINISTRATION = {Noun.MEMBERSHIP, Noun.REDACTION}


def test_every_noun_that_is_remembered_has_its_rule() -> None:
    assert {noun.value for noun in Noun} == {*REVISED, *APPEND_ONLY}
    assert set(READERS) == set(Noun)


def test_each_role_reads_its_nouns_and_the_public_none_of_the_office_s_own() -> None:
    kept_from = {role: set(Noun) - readable_nouns(Actor(7, "", frozenset({Office(role, 1)}))) for role in Role}

    assert kept_from == {
        Role.PLANNER: ADMINISTRATION,
        Role.AGENCY: ACTS | ADMINISTRATION,
        Role.SUPERVISOR: ACTS | ADMINISTRATION,
        Role.MONITOR: ACTS | ADMINISTRATION,
        Role.ADMIN: ACTS,
    }
    assert set(Noun) - readable_nouns(PUBLIC) == TALK | ACTS | ADMINISTRATION
