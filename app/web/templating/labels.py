"""What the closed sets of the rules are called, as msgids: one table."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.access.actor import Role
from app.domain.access.sign_in import AttemptOutcome, SignInWay, TokenScope
from app.domain.calendar import DayKind, HolidayKind
from app.domain.deadlines import DeadlinePrecision
from app.domain.history.comparing import ChangedNoun, ChangeKind
from app.domain.messages import msgid
from app.domain.organisations.roles import AssignmentRole, OrganisationKind
from app.domain.organisations.successions import Confidence, SuccessionKind
from app.domain.portfolio.matrix import Cell
from app.domain.portfolio.six_clear import Clear
from app.domain.portfolio.statuses import MilestoneStatus, ProjectGroup, ProjectKind, ProjectStage, ProjectStatus
from app.domain.portfolio.timeliness import Timeliness
from app.domain.results.achievement import Verdict
from app.domain.results.capital import Fund, Lacking, PlanKind, TotalKind
from app.domain.results.importing import RowAction
from app.domain.results.targets import Comparator, MeasurementKind
from app.domain.work.conversation import ForecastVoice
from app.domain.work.extensions import ExtensionStatus
from app.domain.work.news import NewsKind
from app.domain.work.recommendations import Standing, Step
from app.domain.work.supervision import DelayCause, ExplanationStatus
from app.schemas.inbox import Why
from app.schemas.search import HitKind
from app.settings import SettingSource

_STATUSES = {
    "not_started": msgid("Not started"),
    "in_progress": msgid("In progress"),
    "awaiting_confirmation": msgid("Awaiting confirmation"),
    "completed": msgid("Completed"),
    "suspended": msgid("Suspended"),
    "cancelled": msgid("Cancelled"),
}

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    DeadlinePrecision: {
        "day": msgid("that day"),
        "month": msgid("within that month"),
        "quarter": msgid("within that quarter"),
        "year": msgid("within that year"),
        "period": msgid("within the period that ends in that year"),
    },
    Standing: {
        "draft": msgid("Draft, not sent"),
        "overdue": msgid("Past its deadline"),
        "unfinished": msgid("Not carried out yet"),
        "falls_short": msgid("Falls short of what was asked"),
        "partly_done": msgid("Carried out in part"),
        "done": msgid("Carried out"),
        "not_done": msgid("Not carried out, closed"),
    },
    Step: {
        "issued": msgid("Sent to the addressee"),
        "answered": msgid("Answer of the addressee"),
        "explanation_asked": msgid("Explanation asked for"),
        "urged": msgid("Urged for the first time"),
        "urged_again": msgid("Urged again"),
        "referred": msgid("Referred to the competent authority"),
        "heard": msgid("Put to an explanation session"),
        "questioned": msgid("Put to questioning in the Council"),
        "supervised_again": msgid("Supervised again"),
        "reported": msgid("Reported to the Council for consideration"),
        "found_unfinished": msgid("Judged: not carried out yet"),
        "found_partly_done": msgid("Judged: carried out in part"),
        "found_short": msgid("Judged: falls short of what was asked"),
        "closed_done": msgid("Closed as carried out, evidence confirmed"),
        "closed_not_done": msgid("Closed as not carried out, by decision"),
    },
    MilestoneStatus: _STATUSES,
    ProjectStatus: _STATUSES,
    Timeliness: {
        "no_deadline": msgid("No deadline set"),
        "not_yet_due": msgid("Not yet due"),
        "on_track": msgid("In time"),
        "due_soon": msgid("Due soon"),
        "overdue": msgid("Overdue"),
        "completed_on_time": msgid("Completed on time"),
        "completed_late": msgid("Completed late"),
        "suspended": msgid("Suspended"),
        "cancelled": msgid("Cancelled"),
    },
    Cell: {
        "completed_on_time": msgid("Completed on time"),
        "completed_late": msgid("Completed late"),
        "open_in_time": msgid("Open, in time"),
        "open_overdue": msgid("Open, overdue"),
        "completed_without_deadline": msgid("Completed without a deadline"),
        "open_without_deadline": msgid("Open without a deadline"),
        "suspended": msgid("Suspended"),
        "cancelled": msgid("Cancelled"),
    },
    TotalKind: {
        "reported": msgid("told by a public source"),
        "proposed": msgid("proposed"),
        "preliminary": msgid("preliminary"),
        "approved": msgid("approved"),
        "adjusted": msgid("adjusted"),
    },
    PlanKind: {"medium_term": msgid("Medium-term plan"), "yearly": msgid("Plan of the year")},
    Fund: {
        "central_budget": msgid("Central budget"),
        "city_budget": msgid("City budget"),
        "ward_budget": msgid("Ward budget"),
        "foreign_loans": msgid("ODA and foreign loans"),
        "government_bonds": msgid("Government bonds"),
        "social": msgid("Social contribution"),
        "public_private": msgid("Public-private partnership"),
        "other": msgid("Other sources"),
    },
    Lacking: {
        "no_plan": msgid("no plan yet"),
        "nothing_planned": msgid("the plan is 0"),
        "nothing_reported": msgid("nothing reported"),
    },
    ProjectStage: {
        "proposed": msgid("Proposal"),
        "preparation": msgid("Preparation"),
        "implementation": msgid("Implementation"),
        "completion": msgid("Completion and handover"),
        "closed": msgid("Closed"),
    },
    ProjectKind: {
        "construction": msgid("Construction"),
        "planning": msgid("Planning"),
        "landscape": msgid("Landscape architecture"),
        "policy": msgid("Mechanism or policy"),
        "investment_call": msgid("Call for investment"),
        "scheme": msgid("Scheme or plan"),
        "recurring": msgid("Recurring task"),
    },
    ProjectGroup: {
        "A": msgid("Group A"),
        "B": msgid("Group B"),
        "C": msgid("Group C"),
        "unknown": msgid("Group not known"),
    },
    Clear: {
        "work": msgid("work"),
        "person": msgid("who leads"),
        "responsibility": msgid("responsible person"),
        "time": msgid("time"),
        "product": msgid("product"),
        "authority": msgid("authority to decide"),
    },
    AssignmentRole: {
        "lead": msgid("Leads"),
        "coordinate": msgid("Coordinates"),
        "monitor": msgid("Monitors"),
        "decide": msgid("Decides"),
        "invest": msgid("Invests"),
        "supervise": msgid("Supervises"),
    },
    OrganisationKind: {
        "party": msgid("Party body"),
        "people_council": msgid("People's Council"),
        "people_committee": msgid("People's Committee"),
        "department": msgid("Department"),
        "ward": msgid("Ward or commune"),
        "board": msgid("Project management board"),
        "front_union": msgid("Fatherland Front or union"),
        "group": msgid("Several organisations"),
        "other": msgid("Other organisation"),
    },
    SuccessionKind: {
        "rename": msgid("Renamed"),
        "merge": msgid("Merged into"),
        "split": msgid("Divided among"),
        "transfer": msgid("Ended, duties transferred"),
    },
    Confidence: {
        "verified": msgid("read in a source"),
        "medium": msgid("inferred, not yet verified"),
        "undetermined": msgid("not settled by any source"),
    },
    Comparator: {
        "at_least": msgid("at least"),
        "below": msgid("below"),
        "between": msgid("between"),
        "equal": msgid("exactly"),
        "maintain": msgid("maintain"),
        "average_growth_at_least": msgid("average growth of at least"),
        "growth_between": msgid("growth between"),
        "at_least_estimate": msgid("at least the estimate"),
        "qualitative": msgid("in words"),
    },
    MeasurementKind: {
        "level": msgid("Value"),
        "growth": msgid("Growth over the year before"),
        "estimate": msgid("Estimate"),
    },
    HitKind: {
        "programme": msgid("Programme"),
        "project": msgid("Task or project"),
        "indicator": msgid("Indicator"),
        "organisation": msgid("Organisation"),
        "milestone": msgid("Milestone"),
        "clause": msgid("Words of the resolution"),
    },
    RowAction: {
        "add": msgid("To be added"),
        "correct": msgid("To be corrected"),
        "nothing": msgid("As it is"),
        "refuse": msgid("Not accepted"),
    },
    Verdict: {
        "met": msgid("Met"),
        "exceeded": msgid("Exceeded"),
        "not_met": msgid("Not met"),
        "on_course": msgid("On course"),
        "at_risk": msgid("At risk"),
        "followed": msgid("Being followed"),
        "not_yet_assessable": msgid("Cannot be assessed yet"),
    },
    Role: {
        "planner": msgid("Planner"),
        "agency": msgid("Agency officer"),
        "supervisor": msgid("Supervisor"),
        "monitor": msgid("Monitor"),
        "admin": msgid("Administrator"),
    },
    SignInWay: {"password": msgid("by password"), "provider": msgid("by the identity provider")},
    TokenScope: {"read": msgid("may read"), "write": msgid("may read and change")},
    AttemptOutcome: {
        "signed_in": msgid("Signed in"),
        "refused": msgid("Wrong login or password"),
        "throttled": msgid("Had to wait"),
    },
    HolidayKind: {
        "holiday": msgid("Holiday"),
        "compensation": msgid("Day off in place of another"),
        "swapped_working_day": msgid("Weekend day worked instead"),
    },
    SettingSource: {
        "environment": msgid("environment"),
        "command": msgid("the command that serves"),
        "default": msgid("default"),
    },
    DayKind: {"calendar": msgid("calendar days"), "working": msgid("working days")},
    ExtensionStatus: {
        "asked": msgid("Asked for"),
        "granted": msgid("Granted"),
        "refused": msgid("Refused"),
        "withdrawn": msgid("Withdrawn"),
    },
    ForecastVoice: {"lead": msgid("The lead"), "monitor": msgid("The monitor")},
    DelayCause: {
        "procedure": msgid("procedures"),
        "site_clearance": msgid("site clearance"),
        "capacity": msgid("capacity of those who carry it out"),
        "capital": msgid("capital"),
        "other": msgid("another cause"),
    },
    ExplanationStatus: {"asked": msgid("Waits for an answer"), "answered": msgid("Answered")},
    NewsKind: {
        "assigned": msgid("Assigned"),
        "moved": msgid("Moved"),
        "reported": msgid("Progress reported"),
        "extension_asked": msgid("Later deadline asked for"),
        "extension_decided": msgid("Later deadline decided"),
        "obstacle_named": msgid("Obstacle named"),
        "obstacle_cleared": msgid("Obstacle cleared"),
        "explanation_asked": msgid("Explanation asked for"),
        "explanation_answered": msgid("Explained"),
        "urged": msgid("Urged on"),
        "expected": msgid("Forecast"),
        "commented": msgid("Comment"),
    },
    ChangedNoun: {
        "project": msgid("Task or project"),
        "milestone": msgid("Milestone"),
        "programme": msgid("Programme"),
        "indicator": msgid("Indicator"),
        "organisation": msgid("Organisation"),
    },
    ChangeKind: {
        "added": msgid("Added"),
        "removed": msgid("Taken away"),
        "published": msgid("Published"),
        "hidden": msgid("Hidden"),
        "completed": msgid("Completed"),
        "moved": msgid("Moved"),
        "became_late": msgid("Became overdue"),
        "no_longer_late": msgid("No longer overdue"),
        "re_dated": msgid("Deadline moved"),
        "extension_asked": msgid("Later deadline asked for"),
        "extension_refused": msgid("Later deadline refused"),
        "extension_withdrawn": msgid("Request withdrawn"),
        "reassigned": msgid("Reassigned"),
        "responsible": msgid("Responsible person changed"),
        "obstacle_named": msgid("Obstacle named"),
        "obstacle_cleared": msgid("Obstacle cleared"),
        "progressed": msgid("Progress reported"),
        "staged": msgid("Stage changed"),
        "placed": msgid("Programme changed"),
        "renamed": msgid("Renamed"),
        "edited": msgid("Edited"),
        "quoted": msgid("Words added"),
        "unquoted": msgid("Words taken away"),
        "measured": msgid("Measured"),
        "corrected": msgid("Measurement corrected"),
        "ended": msgid("Organisation ended"),
    },
    Why: {
        "overdue": msgid("Overdue work"),
        "returned": msgid("Returned to you"),
        "due_in_3": msgid("Due within three days"),
        "due_in_7": msgid("Due within a week"),
        "due_in_15": msgid("Due within fifteen days"),
        "to_confirm": msgid("Waits for your confirmation"),
        "awaiting": msgid("Waits to be confirmed"),
        "later": msgid("Due later"),
        "undated": msgid("Without a deadline"),
    },
}
# What the tables whose texts may be destroyed are called.
_MOVES = {
    ("not_started", "in_progress"): msgid("Begin"),
    ("in_progress", "awaiting_confirmation"): msgid("Claim completion"),
    ("awaiting_confirmation", "completed"): msgid("Confirm completion"),
    ("awaiting_confirmation", "in_progress"): msgid("Return it"),
    ("completed", "in_progress"): msgid("Reopen"),
}
_STOPS = {"suspended": msgid("Suspend"), "cancelled": msgid("Cancel it")}
_RESUME = msgid("Resume")


def label_of(choice: StrEnum) -> str:
    """Return the msgid of a choice."""
    return LABELS[type(choice)][choice.value]


def status_label_of(status: str) -> str:
    """Return the msgid of a status that history kept as text."""
    return _STATUSES[status]


def move_words(current: MilestoneStatus, target: MilestoneStatus) -> str:
    """Return the msgid of the press that moves a milestone from one status to another."""
    return _MOVES.get((current.value, target.value)) or _STOPS.get(target.value, _RESUME)
