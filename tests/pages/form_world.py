"""Where the forms of the product stand: who opens which page, and the state in which the page shows its form."""

import re
from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.pages.canaries import make_request
from tests.pages.matrix import read_matrix
from tests.pages.objects import MAKERS, draft, make_sides
from tests.pages.people import AT, adopt_current_policies, app_code, make_person, sign_in, tie
from tests.pages.sides import Arguments, Side

from headway.features.approvals.models import Request
from headway.features.arrangements.models import Arrangement
from headway.features.categories.models import Judgement
from headway.features.deployment.models import Assignment, Draft, Lead, Lock
from headway.features.partnerships.models import Partnership
from headway.features.people.actions import make_link
from headway.features.people.models import Adviser, Person
from headway.features.schools.models import District, Placement, Quadrant, School
from headway.pages.limits import counts
from headway.pages.registry import ROUTES

ROLES = (
    *("head-of-service", "chief-adviser", "business-support", "data-officer", "admin", "adviser"),
    *("finance", "hr", "safeguarding"),
)
MATRIX = read_matrix()["routes"]
SAMPLES = {"components", "components_part"}  # their forms are there to be looked at
NAMES = sorted({route.name for route in ROUTES if route.get} - SAMPLES)
OFFICER = "officer"
# The address of a button: the page it stands on, opened with the button's own thing, in which state it is shown.
BUTTONS = {
    "indicator_take": "indicator",
    "plan_action_restrict": "plan_action",
    "plan_evaluation_embed": "plan_evaluation",
    "plan_publish": "plan",
    "plan_answer_approve": "plan_round",
    "plan_round_close": "plan_round",
    "target_agree": "target_set",
    "visit_held": "visit",
    "visit_approve": "visit",
    "annual_review_begin": "annual_review",
    "annual_review_share": "annual_review",
    "annual_review_except_end": "annual_review",
    "practice_broker": "practice_request",
    "practice_propose": "practice_example",
    "release_apply": "release",
    "analysis_done": "analyses_school",
    "request_send": "request",
    "structural_case_take_out": "structural_case",
    "structure_take_back": "structure",
    "structure_approve": "structure",
    "project_approve": "project",
    "option_in_place": "appraisal",
    "appraisal_put_out": "appraisal",
    "review_complete": "review",
    "report_sign": "report",
    "report_lay": "report",
    "report_take_back": "report",
    "report_publish": "report",
    "performance_report_sign": "performance_report",
    "performance_report_take_back": "performance_report",
    "performance_report_publish": "performance_report",
    "consultation_close": "consultation",
    "consultation_publish": "consultation",
    "policy_submit": "policy",
    "record_agreed_out": "record_write",
    "record_amend": "record",
    "record_deem": "record",
    "record_send": "record",
    "recruitment_close": "recruitment",
}


class World:
    """Somebody who holds every office of the service, people at every step of signing in, and one of everything to open."""

    def __init__(self) -> None:
        adopt_current_policies()
        self.sides = make_sides()
        side = self.sides[0]
        self.officer = make_person(*ROLES, school=side.school)
        tie(self.officer, "quadrant-lead", "school", side.school.urn)
        self._client = Client()
        self._client.raise_request_exception = False
        self.made = {name: make(side) for name, make in MAKERS.items()}
        holder = make_person("adviser")
        self.passkey = Authenticator.objects.create(
            user=holder, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"}
        ).pk
        head = _session(sign_in(make_person("headteacher", school=side.school)))
        keeper = _session(sign_in(make_person("attendance", school=side.school)))
        self._sessions = {
            OFFICER: _session(sign_in(self.officer)),
            "head": head,
            "keeper": keeper,
            **_steps_of_signing_in(holder),
        }
        self.link = make_link(person=make_person("headteacher"), at=timezone.now(), minutes=15)
        self.states = _states(self.officer, *self.sides)

    def client(self, who: str = OFFICER) -> Client:
        """A browser in which that person is signed in, as often as they like."""
        counts.forget()
        if who != OFFICER:
            cache.clear()
        self._client.cookies.clear()
        if self._sessions[who]:
            self._client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[who]
        return self._client

    def address(self, name: str) -> str:
        """The address of a page, with something in it where it needs something."""
        if name in STANDS:
            return STANDS[name][1](self)
        if name in BUTTONS:
            wanted = _kwargs_of(BUTTONS[name], self.made[MATRIX[name]["object"]])
            return reverse(BUTTONS[name], kwargs=wanted)
        return self.address_of(name)

    def address_of(self, name: str) -> str:
        """The address of a page as the matrix has it."""
        maker = MATRIX[name].get("object")
        return reverse(name, kwargs=self.made[maker] if maker else None)

    def state(self, name: str, of: str) -> str:
        """The page of a route for the thing made in that state."""
        return reverse(name, kwargs=self.states[of])


def who_opens(name: str) -> str:
    """Whose browser shows the page."""
    return STANDS[name][0] if name in STANDS else OFFICER


# Pages whose form stands there only for somebody else, with something asked for, or in a state no maker makes.
STANDS: dict[str, tuple[str, Callable[[World], str]]] = {
    "account_login": ("nobody", lambda world: reverse("account_login")),
    "account_confirm_login_code": ("mailed", lambda world: reverse("account_confirm_login_code")),
    "mfa_authenticate": ("half", lambda world: reverse("mfa_authenticate")),
    "sign_in_link": ("nobody", lambda world: reverse("sign_in_link", args=[world.link])),
    "mfa_activate_totp": ("fresh", lambda world: reverse("mfa_activate_totp")),
    "mfa_add_webauthn": ("proven", lambda world: reverse("mfa_add_webauthn")),
    "mfa_deactivate_totp": ("proven", lambda world: reverse("mfa_deactivate_totp")),
    "mfa_generate_recovery_codes": ("proven", lambda world: reverse("mfa_generate_recovery_codes")),
    "mfa_remove_webauthn": ("holder", lambda world: reverse("mfa_remove_webauthn", args=[world.passkey])),
    "schools_picked adviser": (OFFICER, lambda world: _picked(world, "schools", "adviser")),
    "schools_picked partnership": (OFFICER, lambda world: _picked(world, "schools", "partnership")),
    "schools_picked service": (OFFICER, lambda world: _picked(world, "schools", "service")),
    "advisers_picked": (OFFICER, lambda world: _picked(world, "advisers", "quadrant")),
    "partnerships_picked": (OFFICER, lambda world: _picked(world, "partnerships", "settle")),
    "annual_review_reply": (
        "head",
        lambda world: reverse("annual_review_reply", kwargs=world.made["shared_annual_review"]),
    ),
    "record_answer": ("head", lambda world: world.address_of("record_answer")),
    "record_before": ("head", lambda world: world.address_of("record_before")),
    "board_comment_new": ("head", lambda world: world.address_of("board_comment_new")),
    "annual_reviews_picked": (OFFICER, lambda world: _picked(world, "annual_reviews", "begin")),
    "agreements_sign": (
        OFFICER,
        lambda world: f"{reverse('agreements_sign')}?school={world.sides[0].school.urn}",
    ),
    "attendance_note": ("keeper", lambda world: world.address_of("attendance_note")),
    "attendance_pupil": ("keeper", lambda world: world.address_of("attendance_pupil")),
    "access_picked": (OFFICER, lambda world: _picked(world, "access", "invite")),
    "letters of a batch": (OFFICER, lambda world: f"{reverse('letters')}?batch={_batch(world)}"),
    "schools of a view": (OFFICER, lambda world: reverse("schools") + "?status=Open"),
    "category that waits": (OFFICER, lambda world: world.state("category", "school")),
    "draft that waits": (OFFICER, lambda world: world.state("year_plan_approval", "asked")),
    "draft of one's own that waits": (OFFICER, lambda world: world.state("year_plan_approval", "own")),
    "draft that is approved": (OFFICER, lambda world: world.state("year_plan_publish", "approved")),
    "school fixed by hand": (OFFICER, lambda world: world.state("year_plan_school", "fixed school")),
    "lead fixed by hand": (OFFICER, lambda world: world.state("year_plan_lead", "fixed lead")),
}
PAGES = sorted({*NAMES, *BUTTONS, *STANDS})


def _session(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _steps_of_signing_in(holder: Person) -> dict[str, str]:
    """Sessions of people at every step: nobody, one who was sent a code, one past the first factor, one who has no second
    yet, and two who have just proved it again, one of them with a passkey."""
    cache.clear()
    mailed, half, fresh = Client(), Client(), Client()
    mailed.post(reverse("account_login"), {"email": make_person("headteacher", second_factor=False).email})
    for client, factor in ((half, True), (fresh, False)):
        person = make_person("adviser", second_factor=factor)
        client.post(reverse("sign_in_link", args=[make_link(person=person, at=timezone.now(), minutes=15)]))
    proven, held = sign_in(make_person("adviser")), sign_in(holder)
    for client in (proven, held):
        client.post(reverse("mfa_reauthenticate"), {"code": app_code()})
    signed = {"mailed": mailed, "half": half, "fresh": fresh, "proven": proven, "holder": held}
    return {"nobody": ""} | {name: _session(client) for name, client in signed.items()}


def _batch(world: World) -> object:
    return world.made["letter_batch"]["batch"]


def _picked(world: World, listed: str, action: str) -> str:
    """The form of a bulk action with two rows picked."""
    name, keys = {
        "schools": ("school", School.objects.values_list("urn", flat=True)),
        "annual_reviews": ("school", School.objects.values_list("urn", flat=True)),
        "advisers": ("adviser", Adviser.objects.values_list("person__public_id", flat=True)),
        "partnerships": ("partnership", Partnership.objects.values_list("public_id", flat=True)),
        "access": ("person", Person.objects.values_list("public_id", flat=True)),
    }[listed]
    rows = "".join(f"&{name}={key}" for key in sorted(map(str, keys))[:2])
    return f"{reverse(f'{listed}_picked')}?action={action}{rows}"


def _states(officer: Person, own: Side, other: Side) -> dict[str, Arguments]:
    """What has a form only in a state that the matrix needs for no door."""
    judge, school = make_person("head-of-service"), other.school
    asked = make_request(other, "categories", "judgement", "waits", "open", judge)
    Judgement.objects.create(
        school=school, category="4", label="Intensive", direction="down", state="waiting", request=asked,
        judged_by=judge, judged_at=AT, valid_from=AT.date(), reason="Two heads",
    )  # fmt: skip
    Arrangement.objects.create(
        person=officer, list_name="schools", name="Mine", address="status=Open", kept_at=timezone.now()
    )
    district = District.objects.create(code="E07000001", name="Northdown", authority=school.authority)
    District.objects.create(code="E07000002", name="Southdown", authority=school.authority)
    north = Quadrant.objects.create(name="North", proposed=True)
    Placement.objects.create(district=district, quadrant=north, valid_from=AT.date() - timedelta(days=1))
    Quadrant.objects.create(name="South")
    return {
        "school": {"urn": school.urn},
        "asked": _asked(Side("asked", school), judge, "open"),
        "own": _asked(Side("of one's own", school), officer, "open"),
        "approved": _asked(Side("approved", school), judge, "granted"),
        **_fixed(Side("fixed", school), judge),
    }


def _asked(side: Side, by: Person, state: str) -> Arguments:
    found = draft(side)
    held = Draft.objects.get(**found)
    asked: Request = make_request(side, "drafts", "draft", held.public_id, state, by)
    held.approval, held.state = asked, "approved" if state == "granted" else held.state
    held.save()
    return found


def _fixed(side: Side, by: Person) -> dict[str, Arguments]:
    found = draft(side)
    held = Draft.objects.get(**found)
    at = {"draft": held, "reason": "Knows them", "by": by, "at": AT}
    assignment, lead = Assignment.objects.get(draft=held), Lead.objects.get(draft=held)
    Lock.objects.create(school=assignment.school, adviser=assignment.adviser, **at)
    Lock.objects.create(partnership=lead.partnership, adviser=lead.adviser, **at)
    key = lead.partnership.public_id
    return {"fixed school": found | {"urn": side.school.urn}, "fixed lead": found | {"partnership": key}}


def _kwargs_of(page: str, given: Arguments) -> Arguments:
    """Of these arguments those the page's address takes."""
    path = next(route.path for route in ROUTES if route.name == page and route.get)
    return {name: value for name, value in given.items() if re.search(rf"[:<]{name}>", path)}
