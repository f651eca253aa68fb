"""What becomes of everything that points at a person who leaves: one line a relation."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Model

from headway.features.allocation.models import Conflict
from headway.features.appointments.models import Appointment
from headway.features.approvals.models import Decision, Request
from headway.features.arrangements.models import Arrangement
from headway.features.budgets.models import (
    Budget,
    Entry,
    Fund,
    FundingScenario,
    Project,
    ProjectGate,
    SenSpending,
    ServiceYear,
)
from headway.features.categories.models import AgendaItem, Judgement, Meeting
from headway.features.committees.models import (
    Advice,
    Forum,
    Function,
    Holding,
    InformationRequest,
    Protocol,
    Signature,
)
from headway.features.consents.models import Consent
from headway.features.contacts.models import Contact
from headway.features.day_ledger.models import Movement
from headway.features.decisions.models import (
    Appraisal,
    Consultation,
    FieldAnswer,
    Gate,
    OptionDeployment,
    Response,
    ServiceReview,
    SignOff,
)
from headway.features.decisions.models import Report as DecisionReport
from headway.features.deployment.models import Draft, Lock
from headway.features.endings.models import EndingNotice
from headway.features.governance.models import Board, Governing, HealthStatement, LinkHours, Term
from headway.features.impact.models import ImpactJudgement, Support
from headway.features.intelligence.models import Note, Question
from headway.features.letters.models import Letter, Reply
from headway.features.people.models import Adviser, Identity, OneTimeLink, Role
from headway.features.performance_reports.models import PerformanceReport
from headway.features.performance_reviews.models import PerformanceReview, ReviewException, ReviewReply
from headway.features.plans.models import (
    Evaluation,
    Indicator,
    IndicatorValue,
    Plan,
    Priority,
    QualityCheck,
    Reminder,
    Round,
    Slippage,
    Target,
)
from headway.features.practice.models import Brokerage, PracticeExample
from headway.features.readiness.models import ReadinessReview
from headway.features.school_reviews.models import DocumentReview, Reviewer, SchoolReview
from headway.features.sharing.models import (
    AgreedAnalysis,
    Agreement,
    AnalysisList,
    AttendanceConcern,
    DataTraining,
)
from headway.features.standing_groups.models import (
    GroupMeeting,
    GroupMember,
    StandingGroup,
    TermsOfReference,
)
from headway.features.structural_changes.models import Case, LogLine, UrnDecision
from headway.features.summaries.models import SummaryEdition
from headway.features.targets.models import TargetSet
from headway.features.triggers.models import Trigger
from headway.features.undertakings.models import Criterion, Redating, Report, Undertaking
from headway.features.undoing.models import Deed
from headway.features.units.models import Reporting
from headway.features.visits.models import (
    Absence,
    AgendaReview,
    CalendarAddress,
    InspectionNotice,
    Visit,
    VisitPerson,
)
from headway.features.workforce.models import Structure, Title
from headway.flows.leaving_records import RECORD_TIES
from headway.flows.leaving_ties import ENDED, HANDED, KEPT, Tie

# Every relation to a person there is: a test finds one that is missing here.
TIES: dict[tuple[type[Model], str], Tie] = {
    (Role, "person"): Tie(ENDED, "roles", "nobody who has left acts in a role"),
    (OneTimeLink, "person"): Tie(ENDED, "links that sign in", "they open nothing to who is disabled"),
    (Identity, "person"): Tie(KEPT, "accounts at a provider", "they open nothing to who is disabled"),
    (Adviser, "person"): Tie(
        KEPT,
        "the adviser's record",
        "days and capabilities of past years are facts; take the post out of the year",
    ),
    (Appointment, "person"): Tie(
        HANDED, "schools, partnerships, quadrants and boards", "somebody must go on with them"
    ),
    (Arrangement, "person"): Tie(
        HANDED, "views shared with colleagues", "colleagues go on using them; those of one's own stay unseen"
    ),
    (Deed, "person"): Tie(ENDED, "what could be taken back", "its seconds are over"),
    (Request, "asked_by"): Tie(KEPT, "decisions asked for", "anybody of the role can decide them"),
    (Decision, "by"): Tie(KEPT, "decisions taken", "who decided is part of the record"),
    (Letter, "prepared_by"): Tie(KEPT, "letters", "who prepared one is part of the record"),
    (Reply, "recorded_by"): Tie(KEPT, "replies recorded", "who recorded one is part of the record"),
    (Judgement, "judged_by"): Tie(
        KEPT, "judgements", "who judged is part of the record; one that waits is decided by somebody else"
    ),
    (Contact, "by"): Tie(KEPT, "contacts with schools", "who spoke is part of the record"),
    (Absence, "person"): Tie(KEPT, "days away", "no visit is booked for who has left"),
    (Absence, "recorded_by"): Tie(KEPT, "days away recorded", "who recorded them is part of the record"),
    (AgendaReview, "by"): Tie(KEPT, "reviews of agendas", "who recorded one is part of the record"),
    (CalendarAddress, "person"): Tie(KEPT, "the address of their calendar", "who has left opens nothing"),
    (InspectionNotice, "owner"): Tie(
        HANDED, "inspections to attend", "somebody of the authority must be there"
    ),
    (InspectionNotice, "recorded_by"): Tie(
        KEPT, "notices of inspection recorded", "who recorded one is part of the record"
    ),
    (Visit, "booked_by"): Tie(KEPT, "visits booked", "who booked one is part of the record"),
    (Visit, "approved_by"): Tie(KEPT, "visits approved", "who approved one is part of the record"),
    (VisitPerson, "person"): Tie(
        HANDED, "visits to come", "somebody must go; who went on visits of the past stays part of the record"
    ),
    (Support, "adviser"): Tie(
        HANDED,
        "support to follow up",
        "somebody must go on with it; what was followed up stays under their name",
    ),
    (Support, "made_by"): Tie(KEPT, "supports entered", "who entered one is part of the record"),
    (Support, "followed_by"): Tie(
        KEPT, "supports followed up", "who said what was seen is part of the record"
    ),
    (Support, "stopped_by"): Tie(KEPT, "supports stopped", "who stopped one is part of the record"),
    (ImpactJudgement, "by"): Tie(KEPT, "supports judged", "who judged is part of the record"),
    (ReadinessReview, "reviewed_by"): Tie(KEPT, "readiness reviews", "who reviewed is part of the record"),
    **RECORD_TIES,
    (Board, "made_by"): Tie(KEPT, "boards founded", "who founded one is part of the record"),
    (Governing, "by"): Tie(KEPT, "schools given to boards", "who recorded it is part of the record"),
    (Term, "by"): Tie(KEPT, "terms of governors recorded", "who recorded one is part of the record"),
    (LinkHours, "kept_by"): Tie(KEPT, "hours of link officers kept", "who kept them is part of the record"),
    (HealthStatement, "by"): Tie(KEPT, "statements on boards", "who made one is part of the record"),
    (Note, "written_by"): Tie(KEPT, "notes about schools", "who wrote one is part of the record"),
    (Note, "withdrawn_by"): Tie(KEPT, "notes withdrawn", "who withdrew one is part of the record"),
    (Note, "named"): Tie(KEPT, "restricted notes they are named on", "who has left opens nothing"),
    (Question, "answered_by"): Tie(KEPT, "questions answered", "who answered is part of the record"),
    (Trigger, "ticked_by"): Tie(KEPT, "triggers ticked", "who ticked one is part of the record"),
    (Trigger, "ended_by"): Tie(KEPT, "triggers ended", "who ended one is part of the record"),
    (TargetSet, "written_by"): Tie(KEPT, "targets written", "who wrote them is part of the record"),
    (TargetSet, "discussed_by"): Tie(KEPT, "targets discussed", "who discussed them is part of the record"),
    (TargetSet, "agreed_by"): Tie(KEPT, "targets agreed", "who agreed them is part of the record"),
    (TargetSet, "reported_by"): Tie(KEPT, "outcomes of targets", "who entered them is part of the record"),
    (Movement, "made_by"): Tie(KEPT, "days recorded in the ledger", "who recorded is part of the record"),
    (SchoolReview, "evaluated_by"): Tie(
        KEPT, "self-evaluations submitted", "who submitted is part of the record"
    ),
    (SchoolReview, "school_agreed_by"): Tie(
        KEPT, "reports agreed for a school", "who agreed is part of the record"
    ),
    (SchoolReview, "made_by"): Tie(KEPT, "reviews planned", "who planned one is part of the record"),
    (Reviewer, "person"): Tie(KEPT, "reviews taken part in", "who reviewed is part of the record"),
    (DocumentReview, "made_by"): Tie(KEPT, "documents read", "who read one is part of the record"),
    (PerformanceReview, "begun_by"): Tie(
        KEPT, "annual reviews begun", "anybody who may write of the school can go on with them"
    ),
    (PerformanceReview, "written_by"): Tie(KEPT, "annual reviews written", "who wrote is part of the record"),
    (PerformanceReview, "attendance_by"): Tie(
        KEPT, "attendance in annual reviews", "who said it is part of the record"
    ),
    (PerformanceReview, "shared_by"): Tie(KEPT, "annual reviews shared", "who shared is part of the record"),
    (ReviewReply, "by"): Tie(KEPT, "replies to annual reviews", "who replied is part of the record"),
    (ReviewException, "by"): Tie(KEPT, "exceptions entered", "who entered one is part of the record"),
    (PracticeExample, "written_by"): Tie(
        KEPT, "examples of good practice", "who wrote one is part of the record"
    ),
    (PracticeExample, "consent_recorded_by"): Tie(
        KEPT, "consents recorded", "who recorded one is part of the record"
    ),
    (PracticeExample, "proposed_by"): Tie(KEPT, "examples proposed", "who proposed is part of the record"),
    (PracticeExample, "decided_by"): Tie(KEPT, "examples decided", "who decided is part of the record"),
    (Brokerage, "asked_by"): Tie(KEPT, "requests for contact", "the adviser can still answer the school"),
    (Brokerage, "brokered_by"): Tie(KEPT, "schools brought together", "who did is part of the record"),
    (Agreement, "recorded_by"): Tie(KEPT, "agreements recorded", "who recorded one is part of the record"),
    (Agreement, "ended_by"): Tie(KEPT, "agreements ended", "who ended one is part of the record"),
    (AnalysisList, "proposed_by"): Tie(KEPT, "analyses proposed", "who proposed is part of the record"),
    (AnalysisList, "agreed_by"): Tie(KEPT, "analyses agreed", "who agreed is part of the record"),
    (AgreedAnalysis, "done_by"): Tie(KEPT, "analyses done", "who did one is part of the record"),
    (DataTraining, "person"): Tie(KEPT, "training in data", "what was taken is part of the record"),
    (DataTraining, "recorded_by"): Tie(KEPT, "training recorded", "who recorded it is part of the record"),
    (AttendanceConcern, "noted_by"): Tie(KEPT, "pupils noted", "anybody of the role can go on with them"),
    (Meeting, "chaired_by"): Tie(KEPT, "meetings chaired", "who chaired is part of the minutes"),
    (Meeting, "present"): Tie(KEPT, "meetings", "who was there is part of the minutes"),
    (AgendaItem, "recorded_by"): Tie(KEPT, "minutes", "who recorded is part of the minutes"),
    (Case, "lead"): Tie(
        KEPT, "cases of structural change led", "a case that is open is given another lead on its page"
    ),
    (Case, "made_by"): Tie(KEPT, "cases of structural change opened", "who opened one is part of the record"),
    (LogLine, "by"): Tie(KEPT, "lines in logs of cases", "who wrote one is part of the record"),
    (UrnDecision, "decided_by"): Tie(KEPT, "URNs decided", "who decided is part of the record"),
    (StandingGroup, "made_by"): Tie(KEPT, "standing groups founded", "who founded one is part of the record"),
    (TermsOfReference, "by"): Tie(
        KEPT, "terms of reference recorded", "who recorded them is part of the record"
    ),
    (GroupMember, "person"): Tie(
        KEPT,
        "memberships of standing groups",
        "they open nothing to who has left; the group ends them on its page",
    ),
    (GroupMember, "by"): Tie(KEPT, "members of groups entered", "who entered one is part of the record"),
    (GroupMeeting, "made_by"): Tie(KEPT, "meetings of groups called", "who called one is part of the record"),
    (EndingNotice, "person"): Tie(KEPT, "ends told of", "who has left is told of nothing more"),
    (Conflict, "declared_by"): Tie(KEPT, "conflicts declared", "who declared is part of the record"),
    (Draft, "made_by"): Tie(KEPT, "drafts of year plans", "anybody of the role can go on with them"),
    (Draft, "published_by"): Tie(KEPT, "year plans published", "who published is part of the record"),
    (Lock, "by"): Tie(KEPT, "fixes by hand", "who fixed is part of the record"),
    (Undertaking, "owner"): Tie(HANDED, "what they undertook to do", "somebody must go on with what is open"),
    (Undertaking, "agreed_by"): Tie(KEPT, "undertakings agreed", "who agreed is part of the record"),
    (Undertaking, "override_by"): Tie(KEPT, "statuses set by hand", "who set one is part of the record"),
    (Redating, "asked_by"): Tie(KEPT, "new dates asked for", "who asked is part of the record"),
    (Redating, "decided_by"): Tie(KEPT, "new dates decided", "who decided is part of the record"),
    (Report, "by"): Tie(KEPT, "reports on progress", "who reported is part of the record"),
    (Criterion, "judged_by"): Tie(KEPT, "effects judged", "who judged is part of the record"),
    (Plan, "owner"): Tie(HANDED, "plans", "somebody must go on with those that are open"),
    (Plan, "made_by"): Tie(KEPT, "plans written", "who wrote one is part of the record"),
    (Plan, "approved_by"): Tie(KEPT, "plans approved", "who approved is part of the record"),
    (Priority, "owner"): Tie(HANDED, "priorities of plans", "somebody must go on with those that are open"),
    (Reminder, "person"): Tie(KEPT, "reminders", "who has left is reminded of nothing"),
    (QualityCheck, "by"): Tie(KEPT, "plans checked", "who checked is part of the record"),
    (Evaluation, "by"): Tie(KEPT, "evaluations", "who evaluated is part of the record"),
    (Indicator, "owner"): Tie(HANDED, "indicators", "somebody must go on giving their values"),
    (Target, "made_by"): Tie(KEPT, "targets set", "who set one is part of the record"),
    (Target, "approved_by"): Tie(KEPT, "targets approved", "who approved is part of the record"),
    (IndicatorValue, "by"): Tie(KEPT, "values given", "who gave one is part of the record"),
    (Round, "opened_by"): Tie(KEPT, "rounds opened", "who opened one is part of the record"),
    (Round, "closed_by"): Tie(KEPT, "rounds closed", "who closed one is part of the record"),
    (Slippage, "answered_by"): Tie(KEPT, "slippages answered", "who answered is part of the record"),
    (Slippage, "approved_by"): Tie(KEPT, "slippages approved", "who approved is part of the record"),
    (Forum, "made_by"): Tie(KEPT, "forums founded", "who founded one is part of the record"),
    (Advice, "by"): Tie(KEPT, "advice recorded", "who recorded it is part of the record"),
    (Advice, "responded_by"): Tie(KEPT, "answers to advice", "who answered is part of the record"),
    (Protocol, "made_by"): Tie(KEPT, "protocols written", "who wrote one is part of the record"),
    (InformationRequest, "made_by"): Tie(KEPT, "requests recorded", "who recorded one is part of the record"),
    (Function, "made_by"): Tie(KEPT, "functions named", "who named one is part of the record"),
    (Holding, "by"): Tie(KEPT, "functions passed on", "who recorded it is part of the record"),
    (Signature, "recorded_by"): Tie(KEPT, "signatures recorded", "who recorded one is part of the record"),
    (PerformanceReport, "writers"): Tie(KEPT, "reports written in", "who wrote is part of the record"),
    (PerformanceReport, "made_by"): Tie(KEPT, "reports begun", "who began one is part of the record"),
    (PerformanceReport, "signed_by"): Tie(KEPT, "reports signed off", "who signed is part of the record"),
    (PerformanceReport, "published_by"): Tie(
        KEPT, "reports published", "who published is part of the record"
    ),
    (Consent, "recorded_by"): Tie(KEPT, "consents recorded", "who recorded one is part of the record"),
    (Consent, "withdrawal_recorded_by"): Tie(
        KEPT, "consents withdrawn", "who recorded it is part of the record"
    ),
    (SummaryEdition, "made_by"): Tie(
        KEPT, "editions of summaries", "who had them made is part of the record"
    ),
    (Budget, "written_by"): Tie(KEPT, "budgets written", "who wrote one is part of the record"),
    (SenSpending, "by"): Tie(KEPT, "figures of special needs", "who entered one is part of the record"),
    (Fund, "made_by"): Tie(KEPT, "funds entered", "who entered one is part of the record"),
    (Project, "made_by"): Tie(KEPT, "projects proposed", "who proposed one is part of the record"),
    (Project, "approved_by"): Tie(KEPT, "projects approved", "who approved is part of the record"),
    (ProjectGate, "recorded_by"): Tie(KEPT, "gates of projects", "who opened one is part of the record"),
    (Entry, "by"): Tie(KEPT, "spending entered", "who entered it is part of the record"),
    (FundingScenario, "made_by"): Tie(KEPT, "scenarios of funding", "who made one is part of the record"),
    (ServiceYear, "by"): Tie(KEPT, "years of services", "who entered one is part of the record"),
    (Structure, "made_by"): Tie(KEPT, "structures begun", "who began one is part of the record"),
    (Structure, "approved_by"): Tie(KEPT, "structures approved", "who approved is part of the record"),
    (Reporting, "by"): Tie(KEPT, "units moved", "who moved one is part of the record"),
    (Title, "by"): Tie(KEPT, "titles given to posts", "who gave one is part of the record"),
    (DecisionReport, "made_by"): Tie(KEPT, "reports begun", "who began one is part of the record"),
    (FieldAnswer, "by"): Tie(KEPT, "fields of reports written", "who wrote one is part of the record"),
    (Appraisal, "made_by"): Tie(KEPT, "appraisals begun", "who began one is part of the record"),
    (ServiceReview, "made_by"): Tie(KEPT, "reviews of services begun", "who began one is part of the record"),
    (ServiceReview, "completed_by"): Tie(
        KEPT, "reviews completed", "who completed one is part of the record"
    ),
    (OptionDeployment, "made_by"): Tie(KEPT, "options deployed", "who had it done is part of the record"),
    (Consultation, "made_by"): Tie(KEPT, "consultations begun", "who began one is part of the record"),
    (Response, "person"): Tie(KEPT, "answers to consultations", "what was said counts"),
    (Response, "logged_by"): Tie(KEPT, "responses logged", "who logged one is part of the record"),
    (Gate, "recorded_by"): Tie(KEPT, "gates opened", "who recorded one is part of the record"),
    (SignOff, "by"): Tie(KEPT, "sections signed off", "who signed is part of the record"),
    (EmailAddress, "user"): Tie(KEPT, "addresses", "they open nothing to who is disabled"),
    (Authenticator, "user"): Tie(KEPT, "second factors", "they open nothing to who is disabled"),
    (UserSession, "user"): Tie(ENDED, "sessions", "they end with the access"),
}
