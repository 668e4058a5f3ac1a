"""Valid records from the least said: a test names only what it is about."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.db.base import Base
from app.domain.access.actor import Role
from app.domain.access.sign_in import (
    LINK_LASTS,
    SESSION_LASTS,
    AttemptOutcome,
    LinkPurpose,
    SignInWay,
    TokenScope,
)
from app.domain.calendar import DayKind, HolidayKind
from app.domain.deadlines import DeadlinePrecision
from app.domain.organisations.roles import AssignmentRole, OrganisationKind
from app.domain.organisations.successions import Confidence, SuccessionKind
from app.domain.portfolio.statuses import MilestoneStatus, ProjectGroup, ProjectKind, ProjectStage, ProjectStatus
from app.domain.resolution.clause import ClauseKind
from app.domain.results.capital import Fund, PlanKind, TotalKind
from app.domain.results.targets import Comparator, MeasurementKind
from app.domain.text import fold, sort_key
from app.domain.work.conversation import ForecastVoice
from app.domain.work.extensions import ExtensionStatus
from app.domain.work.recommendations import RecommendationState, Step
from app.domain.work.supervision import DelayCause, ExplanationStatus
from app.models import (
    ApiToken,
    Assignment,
    AssignmentBatch,
    AssignmentChange,
    CapitalPlan,
    Clause,
    Comment,
    CouncilSession,
    Disbursement,
    Document,
    Explanation,
    Extension,
    FollowUp,
    Forecast,
    Holiday,
    Indicator,
    InvestmentTotal,
    Measurement,
    Membership,
    Milestone,
    Obstacle,
    OneTimeLink,
    Organisation,
    Programme,
    Project,
    Quotation,
    Recommendation,
    Resolution,
    SignIn,
    SignInAttempt,
    StatusChange,
    Succession,
    Target,
    Template,
    TemplateStep,
    User,
    Ward,
    WardSuccession,
)

R = TypeVar("R", bound=Base)
START = date(2023, 3, 24)
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def _deadline(said: dict[str, Any]) -> dict[str, Any]:
    """Return what goes with a deadline: its precision, and that it is the first one."""
    on = said.get("deadline_on")
    precision = DeadlinePrecision.DAY if on else None
    return {
        "deadline_precision": precision,
        "original_deadline_on": on,
        "original_deadline_precision": precision,
    }


def _succession(said: dict[str, Any]) -> dict[str, Any]:
    return {"kind": SuccessionKind.MERGE, "confidence": Confidence.VERIFIED, **said}


@dataclass
class Make:
    """Adds records to the session and flushes them; what is not said is valid and dull."""

    session: Session
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def resolution(self, **said: Any) -> Resolution:
        number = next(self.numbers)
        said = {
            "code": f"{number}-nq-tu",
            "title": "Về một việc",
            "issuer": "Thành ủy",
            "task_parts": ["II"],
            "text": "Làm việc ấy.",
            **said,
        }
        return self._add(Resolution(**said))

    def clause(self, **said: Any) -> Clause:
        number = next(self.numbers)
        resolution = said.pop("resolution", None) or self.resolution()
        text = str(said.pop("text", "Làm việc ấy."))
        said = {
            "path": f"II.{number}",
            "kind": ClauseKind.SENTENCE,
            "spans": [[0, len(text)]],
            "position": number,
            "search_text": fold(text),
            **said,
        }
        return self._add(Clause(resolution=resolution, text=text, **said))

    def programme(self, **said: Any) -> Programme:
        number = next(self.numbers)
        clause = said.pop("clause", None) or self.clause()
        title = str(said.pop("title", "Một nhóm nhiệm vụ"))
        said = {"number": number, "code": f"{clause.resolution.code}.{number}", "search_text": fold(title), **said}
        return self._add(Programme(resolution=clause.resolution, clause=clause, title=title, **said))

    def project(self, **said: Any) -> Project:
        number = next(self.numbers)
        programme = said.pop("programme", None) or self.programme()
        clause = programme.clause
        title = str(said.pop("title", f"Dự án {number}"))
        said = {
            "code": f"{programme.code}.{number:02}",
            "aliases": [],
            "kind": ProjectKind.CONSTRUCTION,
            "summary": "Một dự án.",
            "group": ProjectGroup.UNKNOWN,
            "stage": ProjectStage.PROPOSED,
            "status": ProjectStatus.NOT_STARTED,
            "status_overridden": False,
            "published": True,
            "demo": False,
            "search_text": fold(title),
            "sort_key": sort_key(title),
            **_deadline(said),
            **said,
        }
        project = Project(resolution=programme.resolution, programme=programme, title=title, **said)
        project.quotations = [Quotation(clause=clause, words=clause.text, start=0, end=len(clause.text), position=1)]
        return self._add(project)

    def milestone(self, **said: Any) -> Milestone:
        number = next(self.numbers)
        project = said.pop("project", None) or self.project()
        title = str(said.pop("title", f"Mốc {number}"))
        said = {
            "number": number,
            "code": f"{project.code}.M{number:02}",
            "status": MilestoneStatus.NOT_STARTED,
            "conditional": False,
            "weight": 1,
            "times_extended": 0,
            "demo": False,
            "search_text": fold(title),
            "sort_key": sort_key(title),
            **_deadline(said),
            **said,
        }
        return self._add(Milestone(project=project, title=title, **said))

    def organisation(self, **said: Any) -> Organisation:
        number = next(self.numbers)
        name = str(said.pop("name", f"Cơ quan {number}"))
        said = {
            "code": f"co-quan-{number}",
            "short_name": name,
            "kind": OrganisationKind.DEPARTMENT,
            "search_text": fold(name),
            "sort_key": sort_key(name),
            **said,
        }
        return self._add(Organisation(name=name, **said))

    def assignment(self, **said: Any) -> Assignment:
        organisation = said.pop("organisation", None) or self.organisation()
        if "project" not in said and "milestone" not in said:
            said["project"] = self.project()
        said = {"role": AssignmentRole.LEAD, "from_on": START, "demo": False, **said}
        return self._add(Assignment(organisation=organisation, **said))

    def assignment_change(self, **said: Any) -> AssignmentChange:
        batch = said.pop("batch", None) or AssignmentBatch(
            code=f"PC-{next(self.numbers)}", made_by=self.user(), recorded_at=NOW, from_on=START, reason=""
        )
        said = {"project": said.pop("project", None) or self.project(), "role": AssignmentRole.LEAD, **said}
        return self._add(AssignmentChange(batch=batch, **said))

    def indicator(self, **said: Any) -> Indicator:
        number = next(self.numbers)
        resolution = said.pop("resolution", None) or self.resolution()
        title = str(said.pop("title", f"Chỉ tiêu {number}"))
        target = said.pop("target", None) or Target(comparator=Comparator.AT_LEAST, low=95)
        said = {
            "number": number,
            "code": f"{resolution.code}.CT.{number:02}",
            "series": f"chuoi-{number}",
            "period_from": 2021,
            "period_to": 2025,
            "search_text": fold(title),
            "sort_key": sort_key(title),
            **said,
        }
        return self._add(Indicator(resolution=resolution, title=title, target=target, **said))

    def measurement(self, **said: Any) -> Measurement:
        indicator = said.pop("indicator", None) or self.indicator()
        said = {
            "kind": MeasurementKind.LEVEL,
            "year": 2024,
            "as_of": date(2024, 12, 31),
            "value": Decimal(90),
            "scope": "quận Ninh Kiều",
            "series_break": False,
            "source": "Báo cáo",
            "provisional": False,
            "demo": False,
            **said,
        }
        return self._add(Measurement(indicator=indicator, **said))

    def user(self, **said: Any) -> User:
        number = next(self.numbers)
        said = {"login": f"nguoi{number}", "name": f"Người {number}", "active": True, "demo": False, **said}
        return self._add(User(**said))

    def membership(self, role: Role = Role.AGENCY, **said: Any) -> Membership:
        user = said.pop("user", None) or self.user()
        organisation = said.pop("organisation", None) or self.organisation()
        said = {"role": role, "from_on": START, "from_provider": False, **said}
        return self._add(Membership(user=user, organisation=organisation, **said))

    def sign_in(self, **said: Any) -> SignIn:
        said = {
            "user": said.pop("user", None) or self.user(),
            "secret_digest": f"{next(self.numbers):064}",
            "way": SignInWay.PASSWORD,
            "device": "Firefox",
            "address": "127.0.0.1",
            "created_at": NOW,
            "last_seen_at": NOW,
            "expires_at": NOW + SESSION_LASTS,
            **said,
        }
        return self._add(SignIn(**said))

    def token(self, **said: Any) -> ApiToken:
        said = {
            "user": said.pop("user", None) or self.user(),
            "secret_digest": f"{next(self.numbers):064}",
            "name": "máy",
            "scope": TokenScope.READ,
            "created_at": NOW,
            "expires_at": NOW + LINK_LASTS,
            **said,
        }
        return self._add(ApiToken(**said))

    def link(self, **said: Any) -> OneTimeLink:
        said = {
            "user_id": (said.pop("user", None) or self.user()).id,
            "purpose": LinkPurpose.INVITE,
            "secret_digest": f"{next(self.numbers):064}",
            "created_at": NOW,
            "expires_at": NOW + LINK_LASTS,
            **said,
        }
        return self._add(OneTimeLink(**said))

    def attempt(self, **said: Any) -> SignInAttempt:
        said = {
            "at": NOW,
            "login": "ai-do",
            "address": "127.0.0.1",
            "way": SignInWay.PASSWORD,
            "outcome": AttemptOutcome.REFUSED,
            **said,
        }
        return self._add(SignInAttempt(**said))

    def extension(self, **said: Any) -> Extension:
        said = {
            "code": f"GH-{next(self.numbers)}",
            "milestone": said.pop("milestone", None) or self.milestone(deadline_on=date(2026, 6, 30)),
            "organisation": said.pop("organisation", None) or self.organisation(),
            "asked_by": said.pop("asked_by", None) or self.user(),
            "status": ExtensionStatus.ASKED,
            "before_on": date(2026, 6, 30),
            "before_precision": DeadlinePrecision.DAY,
            "wanted_on": date(2026, 12, 31),
            "wanted_precision": DeadlinePrecision.DAY,
            "reason": "Chờ mặt bằng",
            "asked_on": date(2026, 6, 1),
            **said,
        }
        return self._add(Extension(**said))

    def obstacle(self, **said: Any) -> Obstacle:
        said = {
            "code": f"VM-{next(self.numbers)}",
            "milestone": said.pop("milestone", None) or self.milestone(),
            "organisation": said.pop("organisation", None) or self.organisation(),
            "named_by": said.pop("named_by", None) or self.user(),
            "cause": DelayCause.SITE_CLEARANCE,
            "description": "Chưa có mặt bằng",
            "proposal": "",
            "named_on": date(2026, 6, 1),
            **said,
        }
        return self._add(Obstacle(**said))

    def explanation(self, **said: Any) -> Explanation:
        said = {
            "code": f"GT-{next(self.numbers)}",
            "milestone": said.pop("milestone", None) or self.milestone(),
            "asked_of": said.pop("asked_of", None) or self.organisation(),
            "asked_for": said.pop("asked_for", None) or self.organisation(),
            "asked_by": said.pop("asked_by", None) or self.user(),
            "asked_on": date(2026, 6, 1),
            "question": "Vì sao chậm?",
            "limit_days": 15,
            "limit_kind": DayKind.CALENDAR,
            "due_on": date(2026, 6, 16),
            "status": ExplanationStatus.ASKED,
            **said,
        }
        return self._add(Explanation(**said))

    def recommendation(self, **said: Any) -> Recommendation:
        """Sent on the first of June unless it is said to be a draft."""
        is_draft = said.get("state") is RecommendationState.DRAFT
        number = next(self.numbers)
        said = {
            "code": f"KN-{number}",
            "content": f"Đẩy nhanh tiến độ {number}",
            "product": "Báo cáo kết quả",
            "evidence_awaited": "Biên bản nghiệm thu",
            "basis": "Kết luận giám sát",
            "priority": False,
            "deadline_on": date(2026, 12, 31),
            "addressee": said.pop("addressee", None) or self.organisation(),
            "made_for": said.pop("made_for", None) or self.organisation(kind=OrganisationKind.PEOPLE_COUNCIL),
            "state": RecommendationState.UNFINISHED,
            "issued_on": None if is_draft else date(2026, 6, 1),
            "answer_awaited": not is_draft,
            "demo": False,
            **said,
        }
        return self._add(Recommendation(search_text=fold(f"{said['code']} {said['content']}"), **said))

    def follow_up(self, **said: Any) -> FollowUp:
        said = {
            "recommendation": said.pop("recommendation", None) or self.recommendation(),
            "organisation": said.pop("organisation", None) or self.organisation(),
            "step": Step.ISSUED,
            "taken_on": date(2026, 6, 1),
            "recorded_at": NOW,
            "actor": "Ban Đô thị",
            "words": "",
            "demo": False,
            **said,
        }
        return self._add(FollowUp(**said))

    def comment(self, **said: Any) -> Comment:
        if "project" not in said:
            said["milestone"] = said.pop("milestone", None) or self.milestone()
        said = {
            "code": f"TD-{next(self.numbers)}",
            "author": said.pop("author", None) or self.user(),
            "organisation": said.pop("organisation", None) or self.organisation(),
            "body": "Đã họp.",
            **said,
        }
        return self._add(Comment(**said))

    def forecast(self, **said: Any) -> Forecast:
        said = {
            "milestone_id": (said.pop("milestone", None) or self.milestone()).id,
            "organisation": said.pop("organisation", None) or self.organisation(),
            "stated_by": said.pop("stated_by", None) or self.user(),
            "voice": ForecastVoice.LEAD,
            "expected_on": date(2026, 12, 31),
            "confidence": 0.8,
            "note": "",
            "recorded_at": NOW,
            **said,
        }
        return self._add(Forecast(**said))

    def document(self, **said: Any) -> Document:
        number = next(self.numbers)
        title = str(said.pop("title", f"Văn bản {number}"))
        said = {"code": f"VB-{number}", "published": True, "demo": False, "search_text": fold(title), **said}
        return self._add(Document(title=title, **said))

    def investment_total(self, **said: Any) -> InvestmentTotal:
        said = {
            "project": said.pop("project", None) or self.project(),
            "code": f"TM-{next(self.numbers)}",
            "kind": TotalKind.APPROVED,
            "decided_on": date(2024, 5, 20),
            "amount": 192_500_000_000,
            "approximate": False,
            "demo": False,
            **said,
        }
        return self._add(InvestmentTotal(**said))

    def capital_plan(self, **said: Any) -> CapitalPlan:
        """`year` makes a plan for one year, `years` one for several."""
        first, last = said.pop("years", None) or [said.pop("year", 2026)] * 2
        said = {
            "project": said.pop("project", None) or self.project(),
            "code": f"KV-{next(self.numbers)}",
            "kind": PlanKind.YEARLY if first == last else PlanKind.MEDIUM_TERM,
            "year_from": first,
            "year_to": last,
            "fund": Fund.CITY_BUDGET,
            "amount": 80_000_000_000,
            "decided_on": date(2025, 12, 10),
            "demo": False,
            **said,
        }
        return self._add(CapitalPlan(**said))

    def disbursement(self, **said: Any) -> Disbursement:
        said = {
            "project": said.pop("project", None) or self.project(),
            "code": f"GN-{next(self.numbers)}",
            "year": 2026,
            "fund": Fund.CITY_BUDGET,
            "as_of": date(2026, 6, 30),
            "amount": 20_000_000_000,
            "demo": False,
            **said,
        }
        return self._add(Disbursement(**said))

    def council_session(self, **said: Any) -> CouncilSession:
        number = next(self.numbers)
        said = {
            "code": f"KH-{number}",
            "name": f"Kỳ họp thứ {number}",
            "held_from": date(2026, 7, 8),
            "held_to": date(2026, 7, 10),
            "demo": False,
            **said,
        }
        return self._add(CouncilSession(**said))

    def ward(self, **said: Any) -> Ward:
        number = next(self.numbers)
        return self._add(Ward(**{"code": f"phuong-{number}", "name": f"Phường {number}", **said}))

    def succession(self, **said: Any) -> Succession:
        """`successor` may be None, for one that nobody knows."""
        sides = {name: said.pop(name) if name in said else self.organisation() for name in ("predecessor", "successor")}
        return self._add(Succession(**_succession(said), **sides))

    def ward_succession(self, **said: Any) -> WardSuccession:
        sides = {name: said.pop(name) if name in said else self.ward() for name in ("predecessor", "successor")}
        return self._add(WardSuccession(**_succession(said), **sides))

    def holiday(self, **said: Any) -> Holiday:
        day = said.pop("day", None) or START + timedelta(days=next(self.numbers))
        said = {"name": "Ngày nghỉ", "kind": HolidayKind.HOLIDAY, "source": "Thông báo", **said}
        return self._add(Holiday(day=day, **said))

    def template(self, **said: Any) -> Template:
        """`steps` says of each step what is not dull; its `after` holds the numbers of steps before it."""
        number = next(self.numbers)
        rows: dict[int, TemplateStep] = {}
        for at, wish in enumerate(said.pop("steps", [{}]), 1):
            dull = {"number": at, "title": f"Bước {at}", "conditional": False, "day_kind": DayKind.WORKING}
            step = {**dull, **wish, "predecessors": [rows[other] for other in wish.get("after", ())]}
            step.pop("after", None)
            rows[step["number"]] = TemplateStep(**step)
        said = {"code": f"T{number}", "title": f"Mẫu {number}", **said}
        return self._add(Template(steps=list(rows.values()), **said))

    def status_change(self, **said: Any) -> StatusChange:
        if "project" not in said and "milestone" not in said:
            said["milestone"] = self.milestone()
        said = {
            "from_status": MilestoneStatus.NOT_STARTED.value,
            "to_status": MilestoneStatus.IN_PROGRESS.value,
            "effective_on": START,
            "recorded_at": datetime(2023, 3, 24, 2, tzinfo=UTC),
            "actor": "Sở Xây dựng",
            "reason": "",
            "demo": False,
            **said,
        }
        return self._add(StatusChange(**said))

    def _add(self, record: R) -> R:
        self.session.add(record)
        self.session.flush()
        return record
