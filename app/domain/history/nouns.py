"""Every noun whose rows are remembered, and who may read what became of them: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.access.actor import Actor
from app.domain.access.policy import Action, permits


class Noun(StrEnum):
    """The tables that are remembered, as the log names them."""

    ASSIGNMENT = "assignment"
    ASSIGNMENT_BATCH = "assignment_batch"
    ASSIGNMENT_CHANGE = "assignment_change"
    CAPITAL_PLAN = "capital_plan"
    CLAUSE = "clause"
    COMMENT = "comment"
    COMMENT_VERSION = "comment_version"
    COUNCIL_SESSION = "council_session"
    COVERAGE_MARK = "coverage_mark"
    DISBURSEMENT = "disbursement"
    DOCUMENT = "document"
    EVIDENCE = "evidence"
    EXPLANATION = "explanation"
    EXTENSION = "extension"
    FOLLOW_UP = "follow_up"
    FORECAST = "forecast"
    HOLIDAY = "holiday"
    INDICATOR = "indicator"
    INVESTMENT_TOTAL = "investment_total"
    MEASUREMENT = "measurement"
    MEMBERSHIP = "membership"
    MILESTONE = "milestone"
    MILESTONE_PREDECESSOR = "milestone_predecessor"
    OBSTACLE = "obstacle"
    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    PROGRESS_REPORT = "progress_report"
    PROJECT = "project"
    PROJECT_WARD = "project_ward"
    QUOTATION = "quotation"
    RECOMMENDATION = "recommendation"
    REDACTION = "redaction"
    REFERENCE = "reference"
    REPORT_DOCUMENT = "report_document"
    RESOLUTION = "resolution"
    STATUS_CHANGE = "status_change"
    SUCCESSION = "succession"
    TARGET = "target"
    TEMPLATE = "template"
    TEMPLATE_STEP = "template_step"
    TEMPLATE_STEP_PREDECESSOR = "template_step_predecessor"
    URGING = "urging"
    WARD = "ward"
    WARD_SUCCESSION = "ward_succession"


class ChangeKind(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Rule:
    """`needs` is what a reader must be allowed; None where whoever may read at all reads it.

    Rows that concern a project are for those who may see that one. Rows that concern none are for nobody, unless the
    noun stands `apart` from projects.
    """

    needs: Action | None = None
    apart: bool = False


# What it does not name nobody reads.
READERS: Mapping[Noun, Rule] = {
    **dict.fromkeys((Noun.PROJECT, Noun.MILESTONE, Noun.MILESTONE_PREDECESSOR, Noun.PROJECT_WARD), Rule()),
    **dict.fromkeys((Noun.ASSIGNMENT, Noun.STATUS_CHANGE, Noun.EVIDENCE, Noun.EXTENSION), Rule()),
    **dict.fromkeys((Noun.PROGRESS_REPORT, Noun.REPORT_DOCUMENT), Rule()),
    **dict.fromkeys((Noun.INVESTMENT_TOTAL, Noun.CAPITAL_PLAN, Noun.DISBURSEMENT), Rule()),
    **dict.fromkeys((Noun.QUOTATION, Noun.REFERENCE), Rule(apart=True)),
    **dict.fromkeys((Noun.RESOLUTION, Noun.CLAUSE, Noun.COVERAGE_MARK, Noun.PROGRAMME), Rule(apart=True)),
    **dict.fromkeys((Noun.INDICATOR, Noun.TARGET, Noun.MEASUREMENT), Rule(apart=True)),
    **dict.fromkeys((Noun.ORGANISATION, Noun.WARD, Noun.HOLIDAY), Rule(apart=True)),
    **dict.fromkeys((Noun.SUCCESSION, Noun.WARD_SUCCESSION), Rule(apart=True)),
    Noun.COUNCIL_SESSION: Rule(apart=True),
    **dict.fromkeys((Noun.TEMPLATE, Noun.TEMPLATE_STEP, Noun.TEMPLATE_STEP_PREDECESSOR), Rule(apart=True)),
    # Which documents they are is a matter of the documents themselves.
    Noun.DOCUMENT: Rule(apart=True),
    **dict.fromkeys((Noun.COMMENT, Noun.COMMENT_VERSION, Noun.FORECAST), Rule(Action.TALK_VIEW)),
    **dict.fromkeys((Noun.OBSTACLE, Noun.EXPLANATION, Noun.URGING), Rule(Action.TALK_VIEW)),
    # Those about no project are for everybody who holds an office.
    **dict.fromkeys((Noun.RECOMMENDATION, Noun.FOLLOW_UP), Rule(Action.TALK_VIEW, apart=True)),
    Noun.ASSIGNMENT_BATCH: Rule(Action.ASSIGNMENT_ACTS_VIEW, apart=True),
    Noun.ASSIGNMENT_CHANGE: Rule(Action.ASSIGNMENT_ACTS_VIEW),
    Noun.MEMBERSHIP: Rule(Action.ACCOUNTS_VIEW, apart=True),
    Noun.REDACTION: Rule(Action.SETTINGS_VIEW, apart=True),
}


def readable_nouns(actor: Actor) -> frozenset[Noun]:
    """Return the nouns of which `actor` may read changes at all."""
    return frozenset(noun for noun, rule in READERS.items() if rule.needs is None or permits(actor, rule.needs))
