"""The whole matrix of the policy: who may do what, to work that stands how to them; and that no predicate is idle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import pytest

from app.domain.access import policy
from app.domain.access.actor import Actor, Office, Role, Subject
from app.domain.access.policy import POLICY, Action, Predicate, Rule, permits, require
from app.domain.errors import NotFoundError, NotPermittedError, SignInRequiredError

MINE, THEIRS, ME, SOMEBODY = 1, 2, 7, 8
Cell = tuple[str, str, bool]
Policy = Mapping[Action, tuple[Rule, ...]]


def holding(role: Role) -> Actor:
    return Actor(ME, "Người dùng", frozenset({Office(role, MINE)}))


PEOPLE = {role.value: holding(role) for role in Role} | {
    "account": Actor(ME, "Không giữ vai trò nào"),
    "reader": Actor(ME, "Không giữ vai trò nào", reads_published=True),
}
# The public comes twice: where published work may be read without an account, and where nothing may.
PUBLIC = {"public": Actor(reads_published=True), "stranger": Actor()}
TOKENS = {f"{name}'s read-only token": replace(actor, read_only=True) for name, actor in PEOPLE.items()}
WHO = PEOPLE | PUBLIC | TOKENS

# What the organisation or the person of whoever asks is to the record. For those who ask as no agency, to have an
# organisation that leads means nothing; every relation is tried with every role all the same.
RELATIONS = {
    "none": Subject(leads=frozenset({THEIRS}), coordinates=frozenset({THEIRS}), asked=frozenset({THEIRS})),
    "leads": Subject(leads=frozenset({MINE, THEIRS})),
    "coordinates": Subject(coordinates=frozenset({MINE, THEIRS})),
    "beside": Subject(beside=frozenset({MINE, THEIRS})),
    "asked": Subject(asked=frozenset({MINE})),
    "invests": Subject(invests=frozenset({MINE, THEIRS})),
    "author": Subject(author_id=ME),
    "author beside": Subject(author_id=ME, beside=frozenset({MINE})),
    "another's": Subject(author_id=SOMEBODY),
    "supports": Subject(supports=True),
}

# One line an allowance: who, then the relations ("*" for all), then "published" where only then.
SEEING = (
    "planner *",
    "agency leads,coordinates,beside,author beside",
    "agency * published",
    "supervisor * published",
    "monitor * published",
    "admin * published",
    "reader * published",
    "public * published",
)
WITH_OFFICE = ("planner *", "agency *", "supervisor *", "monitor *", "admin *")
SIGNED_IN = (*WITH_OFFICE, "account *", "reader *")
PLANNER = ("planner *",)
ADMIN = ("admin *",)
LEAD = ("agency leads",)
ANOTHER_PLANNER = ("planner none,leads,coordinates,beside,asked,invests,another's,supports",)
ANOTHER_ADMIN = ("admin none,leads,coordinates,beside,asked,invests,another's,supports",)
EXPECTED: dict[Action, tuple[str, ...]] = {
    Action.WORK_VIEW: SEEING,
    Action.PEOPLE_VIEW: WITH_OFFICE,
    Action.TALK_VIEW: tuple(line for line in SEEING if not line.startswith(("reader", "public"))),
    Action.PROJECT_CREATE: PLANNER,
    Action.ASSIGNMENT_ACTS_VIEW: PLANNER,
    Action.PROJECT_EDIT: PLANNER,
    Action.PROJECT_PUBLISH: PLANNER,
    Action.MILESTONE_EDIT: PLANNER,
    Action.ASSIGNMENT_SET: PLANNER,
    Action.CAPITAL_SET: PLANNER,
    Action.CAPITAL_PAY: (*LEAD, "agency invests published", *PLANNER),
    Action.MILESTONE_BEGIN: LEAD + PLANNER,
    Action.MILESTONE_REPORT: LEAD + PLANNER,
    Action.MILESTONE_CLAIM: LEAD + PLANNER,
    Action.MILESTONE_CONFIRM: ANOTHER_PLANNER,
    Action.MILESTONE_RETURN: PLANNER,
    Action.MILESTONE_HALT: PLANNER,
    Action.MILESTONE_REOPEN: PLANNER,
    Action.EXTENSION_ASK: LEAD,
    Action.EXTENSION_WITHDRAW: LEAD,
    Action.EXTENSION_DECIDE: ANOTHER_PLANNER,
    Action.OBSTACLE_NAME: ("agency leads,coordinates",),
    Action.OBSTACLE_CLEAR: LEAD + PLANNER,
    Action.EXPLANATION_ASK: ("planner *", "supervisor * published", "monitor * published"),
    Action.EXPLANATION_ANSWER: ("agency asked published",),
    Action.RECOMMENDATION_PREPARE: ("supervisor * published",),
    Action.RECOMMENDATION_PURSUE: ("supervisor * published",),
    Action.RECOMMENDATION_ANSWER: ("agency asked published",),
    Action.RECOMMENDATION_CLOSE: ("supervisor * published",),
    Action.URGE: ("planner *", "monitor * published"),
    Action.FORECAST_AS_LEAD: LEAD,
    Action.FORECAST_AS_MONITOR: ("monitor * published",),
    Action.COMMENT_WRITE: ("agency leads,coordinates", "planner *", "monitor * published"),
    Action.COMMENT_EDIT: (
        "planner author,author beside",
        "agency author beside",
        "agency author published",
        "supervisor author,author beside published",
        "monitor author,author beside published",
        "admin author,author beside published",
        "reader author,author beside published",
    ),
    Action.DOCUMENT_VIEW: (
        *(f"{who} author,author beside,supports" for who in ("agency", "supervisor", "monitor", "admin")),
        *(line for line in SEEING if line != "agency leads,coordinates,beside,author beside"),
    ),
    Action.DOCUMENT_PUBLISH: PLANNER,
    Action.DOCUMENT_ADD: ("agency leads,coordinates", "planner *"),
    Action.FOLLOW: tuple(line for line in SEEING if not line.startswith("public")),
    Action.OWN_ACCOUNT: SIGNED_IN,
    Action.ACCOUNTS_VIEW: ADMIN,
    Action.ACCOUNT_MANAGE: ADMIN,
    Action.ORGANISATION_EDIT: ADMIN,
    Action.SUCCESSION_RECORD: ADMIN + PLANNER,
    Action.HOLIDAY_EDIT: ADMIN,
    Action.COUNCIL_SESSION_EDIT: ("planner *", "supervisor *", "admin *"),
    Action.MEASUREMENT_EDIT: PLANNER,
    Action.SETTINGS_VIEW: ADMIN,
    Action.SIGN_INS_VIEW: ADMIN,
    Action.HISTORY_CHECK: ("planner *", "supervisor *", "monitor *", "admin *"),
    Action.REDACTIONS_VIEW: ADMIN,
    Action.REDACTION_ASK: ADMIN,
    Action.REDACTION_APPROVE: ANOTHER_ADMIN,
}
# All that a token for reading is good for.
READING = {
    Action.WORK_VIEW,
    Action.PEOPLE_VIEW,
    Action.TALK_VIEW,
    Action.DOCUMENT_VIEW,
    Action.ASSIGNMENT_ACTS_VIEW,
    Action.ACCOUNTS_VIEW,
    Action.SETTINGS_VIEW,
    Action.SIGN_INS_VIEW,
    Action.REDACTIONS_VIEW,
}


def expected(action: Action) -> set[Cell]:
    cells = {cell for line in EXPECTED[action] for cell in spelt_out(line)}
    if action not in READING:
        return cells
    return cells | {(f"{who}'s read-only token", *rest) for who, *rest in cells if who in PEOPLE}  # type: ignore[misc]


def spelt_out(line: str) -> Iterator[Cell]:
    who, _, rest = line.partition(" ")
    only_published = rest.endswith(" published")
    names = rest.removesuffix(" published")
    relations = RELATIONS if names == "*" else names.split(",")
    return product([who], relations, [True] if only_published else [True, False])


def allowed(action: Action) -> set[Cell]:
    return {
        (who, relation, published)
        for who, relation, published in product(WHO, RELATIONS, (True, False))
        if permits(WHO[who], action, replace(RELATIONS[relation], published=published))
    }


def test_every_action_has_a_row() -> None:
    assert set(EXPECTED) == set(Action) == set(POLICY)


@pytest.mark.parametrize("action", Action)
def test_the_policy_allows_what_the_matrix_says_and_nothing_else(action: Action) -> None:
    assert allowed(action) == expected(action)


@dataclass(frozen=True)
class Mutant:
    """The policy with one action's rules changed."""

    name: str
    action: Action
    rules: tuple[Rule, ...]


def always(_: Actor, __: Subject) -> bool:
    return True


def mutants() -> Iterator[Mutant]:
    for action, rules in POLICY.items():
        yield Mutant(f"{action} allowed to all", action, (*rules, (always,)))
        for at, rule in enumerate(rules):
            named = f"{action} ({', '.join(predicate.__name__ for predicate in rule)})"
            yield Mutant(f"{named} gone", action, rules[:at] + rules[at + 1 :])
            for predicate in rule:
                without = without_one(rule, predicate)
                yield Mutant(f"{named} less {predicate.__name__}", action, (*rules[:at], without, *rules[at + 1 :]))


def without_one(rule: Rule, predicate: Predicate) -> Rule:
    return tuple(other for other in rule if other is not predicate)


@pytest.mark.parametrize("mutant", list(mutants()), ids=lambda mutant: mutant.name)
def test_no_rule_and_no_predicate_can_go_unnoticed(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "POLICY", {**POLICY, mutant.action: mutant.rules})

    assert allowed(mutant.action) != expected(mutant.action)


@pytest.mark.parametrize("action", sorted(READING))
def test_no_read_can_be_taken_from_tokens_unnoticed(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "READS", policy.READS - {action})

    assert allowed(action) != expected(action)


@pytest.mark.parametrize("action", sorted(set(Action) - READING))
def test_no_change_can_be_given_to_tokens_for_reading_unnoticed(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "READS", policy.READS | {action})

    assert allowed(action) != expected(action)


def test_several_offices_add_up_and_each_counts_for_its_own_organisation() -> None:
    both = Actor(ME, offices=frozenset({Office(Role.AGENCY, MINE), Office(Role.MONITOR, THEIRS)}))
    led_by = {name: Subject(leads=frozenset({number})) for name, number in (("mine", MINE), ("theirs", THEIRS))}

    reports = {name: permits(both, Action.MILESTONE_REPORT, subject) for name, subject in led_by.items()}

    assert reports == {"mine": True, "theirs": False}
    assert permits(both, Action.URGE, led_by["mine"])


def test_what_may_not_be_known_is_missing_and_what_may_not_be_done_is_refused() -> None:
    hidden, shown = Subject(published=False), Subject()
    missing = NotFoundError(kind="project", code="x")
    agency = holding(Role.AGENCY)

    with pytest.raises(NotFoundError):
        require(agency, Action.PROJECT_EDIT, hidden, missing)
    with pytest.raises(NotPermittedError):
        require(agency, Action.PROJECT_EDIT, shown, missing)
    with pytest.raises(SignInRequiredError):
        require(PUBLIC["public"], Action.PROJECT_EDIT, shown, missing)
    with pytest.raises(NotFoundError):
        require(PUBLIC["public"], Action.PROJECT_EDIT, hidden, missing)


def test_what_is_allowed_raises_nothing() -> None:
    require(
        holding(Role.PLANNER), Action.PROJECT_EDIT, Subject(published=False), NotFoundError(kind="project", code="x")
    )
