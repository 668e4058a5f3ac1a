"""The tables. Importing this package declares all of them, and what each remembers."""

from app.db.memory.log import Change, LogState
from app.models.access.idempotency import IdempotencyRecord
from app.models.access.sign_in import ApiToken, OneTimeLink, SignIn, SignInAttempt
from app.models.access.user import Membership, User
from app.models.history.check import HistoryCheck
from app.models.history.council_session import CouncilSession
from app.models.history.redaction import Redaction
from app.models.installation import Installation
from app.models.organisations.assignment import Assignment
from app.models.organisations.assignment_batch import AssignmentBatch, AssignmentChange
from app.models.organisations.holiday import Holiday
from app.models.organisations.organisation import Organisation
from app.models.organisations.succession import Succession, WardSuccession
from app.models.organisations.ward import ProjectWard, Ward
from app.models.portfolio.document import Document
from app.models.portfolio.milestone import Milestone, MilestonePredecessor
from app.models.portfolio.programme import Programme
from app.models.portfolio.project import Project
from app.models.portfolio.status_change import Evidence, StatusChange
from app.models.portfolio.template import Template, TemplateStep, TemplateStepPredecessor
from app.models.registry import declare
from app.models.resolution.clause import Clause
from app.models.resolution.coverage_mark import CoverageMark
from app.models.resolution.quotation import Quotation
from app.models.resolution.reference import Reference
from app.models.resolution.resolution import Resolution
from app.models.results.capital import CapitalPlan, Disbursement, InvestmentTotal
from app.models.results.indicator import Indicator, Target
from app.models.results.measurement import Measurement
from app.models.series import Series
from app.models.work.conversation import Comment, CommentVersion, Follow, Forecast, NewsSeen
from app.models.work.extension import Extension
from app.models.work.recommendation import FollowUp, Recommendation
from app.models.work.report import ProgressReport, ReportDocument
from app.models.work.supervision import Explanation, Obstacle, Urging

declare()

__all__ = [
    "ApiToken",
    "Assignment",
    "AssignmentBatch",
    "AssignmentChange",
    "CapitalPlan",
    "Change",
    "Clause",
    "Comment",
    "CommentVersion",
    "CouncilSession",
    "CoverageMark",
    "Disbursement",
    "Document",
    "Evidence",
    "Explanation",
    "Extension",
    "Follow",
    "FollowUp",
    "Forecast",
    "HistoryCheck",
    "Holiday",
    "IdempotencyRecord",
    "Indicator",
    "Installation",
    "InvestmentTotal",
    "LogState",
    "Measurement",
    "Membership",
    "Milestone",
    "MilestonePredecessor",
    "NewsSeen",
    "Obstacle",
    "OneTimeLink",
    "Organisation",
    "Programme",
    "ProgressReport",
    "Project",
    "ProjectWard",
    "Quotation",
    "Recommendation",
    "Redaction",
    "Reference",
    "ReportDocument",
    "Resolution",
    "Series",
    "SignIn",
    "SignInAttempt",
    "StatusChange",
    "Succession",
    "Target",
    "Template",
    "TemplateStep",
    "TemplateStepPredecessor",
    "Urging",
    "User",
    "Ward",
    "WardSuccession",
]
