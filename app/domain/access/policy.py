"""The one table of what is allowed. What it does not name is refused."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from app.domain.access.actor import THE_OFFICE, Actor, Role, Subject
from app.domain.errors import DomainError, NotPermittedError, SignInRequiredError

Predicate = Callable[[Actor, Subject], bool]
Rule = tuple[Predicate, ...]


class Action(StrEnum):
    """What can be asked for, noun first."""

    WORK_VIEW = "work:view"
    PEOPLE_VIEW = "people:view"
    TALK_VIEW = "talk:view"

    PROJECT_CREATE = "project:create"
    PROJECT_EDIT = "project:edit"
    PROJECT_PUBLISH = "project:publish"
    MILESTONE_EDIT = "milestone:edit"
    ASSIGNMENT_SET = "assignment:set"
    ASSIGNMENT_ACTS_VIEW = "assignment:view"

    CAPITAL_SET = "capital:set"
    CAPITAL_PAY = "capital:pay"

    MILESTONE_BEGIN = "milestone:begin"
    MILESTONE_REPORT = "milestone:report"
    MILESTONE_CLAIM = "milestone:claim"
    MILESTONE_CONFIRM = "milestone:confirm"
    MILESTONE_RETURN = "milestone:return"
    MILESTONE_HALT = "milestone:halt"
    MILESTONE_REOPEN = "milestone:reopen"

    EXTENSION_ASK = "extension:ask"
    EXTENSION_WITHDRAW = "extension:withdraw"
    EXTENSION_DECIDE = "extension:decide"
    OBSTACLE_NAME = "obstacle:name"
    OBSTACLE_CLEAR = "obstacle:clear"
    EXPLANATION_ASK = "explanation:ask"
    EXPLANATION_ANSWER = "explanation:answer"
    RECOMMENDATION_PREPARE = "recommendation:prepare"
    RECOMMENDATION_PURSUE = "recommendation:pursue"
    RECOMMENDATION_ANSWER = "recommendation:answer"
    RECOMMENDATION_CLOSE = "recommendation:close"
    URGE = "urge"
    FORECAST_AS_LEAD = "forecast:lead"
    FORECAST_AS_MONITOR = "forecast:monitor"
    COMMENT_WRITE = "comment:write"
    COMMENT_EDIT = "comment:edit"
    DOCUMENT_VIEW = "document:view"
    DOCUMENT_ADD = "document:add"
    DOCUMENT_PUBLISH = "document:publish"
    FOLLOW = "follow"

    OWN_ACCOUNT = "account:own"
    ACCOUNTS_VIEW = "accounts:view"
    ACCOUNT_MANAGE = "account:manage"
    ORGANISATION_EDIT = "organisation:edit"
    SUCCESSION_RECORD = "succession:record"
    HOLIDAY_EDIT = "holiday:edit"
    COUNCIL_SESSION_EDIT = "council-session:edit"
    MEASUREMENT_EDIT = "measurement:edit"
    SETTINGS_VIEW = "settings:view"
    SIGN_INS_VIEW = "sign-ins:view"
    HISTORY_CHECK = "history:check"
    REDACTIONS_VIEW = "redactions:view"
    REDACTION_ASK = "redaction:ask"
    REDACTION_APPROVE = "redaction:approve"


READS = frozenset(
    {
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
)
# What is done to no project. Everything else also needs the view of the one it is done to.
_APART = frozenset(
    {
        Action.PEOPLE_VIEW,
        Action.DOCUMENT_VIEW,
        Action.DOCUMENT_PUBLISH,
        Action.OWN_ACCOUNT,
        Action.ACCOUNTS_VIEW,
        Action.ACCOUNT_MANAGE,
        Action.ORGANISATION_EDIT,
        Action.SUCCESSION_RECORD,
        Action.HOLIDAY_EDIT,
        Action.COUNCIL_SESSION_EDIT,
        Action.MEASUREMENT_EDIT,
        Action.SETTINGS_VIEW,
        Action.SIGN_INS_VIEW,
        Action.HISTORY_CHECK,
        Action.REDACTIONS_VIEW,
        Action.REDACTION_ASK,
        Action.REDACTION_APPROVE,
    }
)


def is_signed_in(actor: Actor, _: Subject) -> bool:
    return actor.is_signed_in


def holds_an_office(actor: Actor, _: Subject) -> bool:
    return bool(actor.offices)


def may_read_published(actor: Actor, _: Subject) -> bool:
    return actor.reads_published


def is_published(_: Actor, subject: Subject) -> bool:
    return subject.published


def is_planner(actor: Actor, _: Subject) -> bool:
    return actor.has(Role.PLANNER)


def is_supervisor(actor: Actor, _: Subject) -> bool:
    return actor.has(Role.SUPERVISOR)


def is_monitor(actor: Actor, _: Subject) -> bool:
    return actor.has(Role.MONITOR)


def is_admin(actor: Actor, _: Subject) -> bool:
    return actor.has(Role.ADMIN)


def leads(actor: Actor, subject: Subject) -> bool:
    return bool(actor.organisations(Role.AGENCY) & subject.leads)


def coordinates(actor: Actor, subject: Subject) -> bool:
    return bool(actor.organisations(Role.AGENCY) & subject.coordinates)


def invests(actor: Actor, subject: Subject) -> bool:
    return bool(actor.organisations(Role.AGENCY) & subject.invests)


def is_beside(actor: Actor, subject: Subject) -> bool:
    return bool(actor.organisations(Role.AGENCY) & subject.beside)


def is_asked(actor: Actor, subject: Subject) -> bool:
    return bool(actor.organisations(Role.AGENCY) & subject.asked)


def is_author(actor: Actor, subject: Subject) -> bool:
    return actor.is_signed_in and actor.user_id == subject.author_id


def supports_seen_work(_: Actor, subject: Subject) -> bool:
    return subject.supports


def is_not_author(actor: Actor, subject: Subject) -> bool:
    return actor.user_id != subject.author_id


# An action is allowed when all predicates of any one rule hold.
POLICY: Mapping[Action, tuple[Rule, ...]] = {
    Action.WORK_VIEW: (
        (is_published, may_read_published),
        (is_published, holds_an_office),
        (is_planner,),
        (leads,),
        (coordinates,),
        (is_beside,),
    ),
    Action.PEOPLE_VIEW: ((holds_an_office,),),
    Action.TALK_VIEW: ((holds_an_office,),),
    Action.PROJECT_CREATE: ((is_planner,),),
    Action.PROJECT_EDIT: ((is_planner,),),
    Action.PROJECT_PUBLISH: ((is_planner,),),
    Action.MILESTONE_EDIT: ((is_planner,),),
    Action.ASSIGNMENT_SET: ((is_planner,),),
    Action.ASSIGNMENT_ACTS_VIEW: ((is_planner,),),
    Action.CAPITAL_SET: ((is_planner,),),
    Action.CAPITAL_PAY: ((leads,), (invests,), (is_planner,)),
    Action.MILESTONE_BEGIN: ((leads,), (is_planner,)),
    Action.MILESTONE_REPORT: ((leads,), (is_planner,)),
    Action.MILESTONE_CLAIM: ((leads,), (is_planner,)),
    Action.MILESTONE_CONFIRM: ((is_planner, is_not_author),),
    Action.MILESTONE_RETURN: ((is_planner,),),
    Action.MILESTONE_HALT: ((is_planner,),),
    Action.MILESTONE_REOPEN: ((is_planner,),),
    Action.EXTENSION_ASK: ((leads,),),
    Action.EXTENSION_WITHDRAW: ((leads,),),
    Action.EXTENSION_DECIDE: ((is_planner, is_not_author),),
    Action.OBSTACLE_NAME: ((leads,), (coordinates,)),
    Action.OBSTACLE_CLEAR: ((leads,), (is_planner,)),
    Action.EXPLANATION_ASK: ((is_planner,), (is_supervisor,), (is_monitor,)),
    Action.EXPLANATION_ANSWER: ((is_asked,),),
    Action.RECOMMENDATION_PREPARE: ((is_supervisor,),),
    Action.RECOMMENDATION_PURSUE: ((is_supervisor,),),
    Action.RECOMMENDATION_ANSWER: ((is_asked,),),
    Action.RECOMMENDATION_CLOSE: ((is_supervisor,),),
    Action.URGE: ((is_planner,), (is_monitor,)),
    Action.FORECAST_AS_LEAD: ((leads,),),
    Action.FORECAST_AS_MONITOR: ((is_monitor,),),
    Action.COMMENT_WRITE: ((leads,), (coordinates,), (is_planner,), (is_monitor,)),
    Action.COMMENT_EDIT: ((is_author,),),
    Action.DOCUMENT_VIEW: (
        (is_published, may_read_published),
        (is_published, holds_an_office),
        (is_planner,),
        (is_author, holds_an_office),
        (supports_seen_work, holds_an_office),
    ),
    Action.DOCUMENT_PUBLISH: ((is_planner,),),
    Action.DOCUMENT_ADD: ((leads,), (coordinates,), (is_planner,)),
    Action.FOLLOW: ((is_signed_in,),),
    Action.OWN_ACCOUNT: ((is_signed_in,),),
    Action.ACCOUNTS_VIEW: ((is_admin,),),
    Action.ACCOUNT_MANAGE: ((is_admin,),),
    Action.ORGANISATION_EDIT: ((is_admin,),),
    Action.SUCCESSION_RECORD: ((is_admin,), (is_planner,)),
    Action.HOLIDAY_EDIT: ((is_admin,),),
    Action.COUNCIL_SESSION_EDIT: ((is_planner,), (is_supervisor,), (is_admin,)),
    Action.MEASUREMENT_EDIT: ((is_planner,),),
    Action.SETTINGS_VIEW: ((is_admin,),),
    Action.SIGN_INS_VIEW: ((is_admin,),),
    Action.HISTORY_CHECK: ((is_planner,), (is_supervisor,), (is_monitor,), (is_admin,)),
    Action.REDACTIONS_VIEW: ((is_admin,),),
    Action.REDACTION_ASK: ((is_admin,),),
    Action.REDACTION_APPROVE: ((is_admin, is_not_author),),
}


def permits(actor: Actor, action: Action, subject: Subject = THE_OFFICE) -> bool:
    """Return whether `actor` may do `action` to what `subject` tells of."""
    if actor.read_only and action not in READS:
        return False
    if action is not Action.WORK_VIEW and action not in _APART and not permits(actor, Action.WORK_VIEW, subject):
        return False
    return any(all(predicate(actor, subject) for predicate in rule) for rule in POLICY[action])


def require(actor: Actor, action: Action, subject: Subject = THE_OFFICE, hidden: DomainError | None = None) -> None:
    """Raise unless `actor` may do `action`: `hidden` where even the record's existence is not theirs to know."""
    if hidden is not None and not permits(actor, Action.WORK_VIEW, subject):
        raise hidden
    if not permits(actor, action, subject):
        raise NotPermittedError(action=action.value) if actor.is_signed_in else SignInRequiredError()
