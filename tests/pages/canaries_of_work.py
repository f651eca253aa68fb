"""Confidential texts and figures of contacts, plans, consultations, pay, budgets and what is decided, planted as canaries.

Money has no words: its canaries are figures of whole pounds that stand nowhere else.
"""

import re
from collections.abc import Iterator

from django.urls import reverse
from tests.pages import canaries_of_records
from tests.pages.appraisal_objects import make_appraisal
from tests.pages.budget_objects import BASE, make_budget
from tests.pages.consultation_objects import PAST, make_open, make_response, make_theme
from tests.pages.decision_objects import make_report
from tests.pages.intelligence_objects import make_note, make_question, make_restricted
from tests.pages.people import AT, make_person
from tests.pages.recruitment_objects import make_recruitment
from tests.pages.review_objects import PARTS, make_review
from tests.pages.sharing_objects import make_pupil
from tests.pages.sides import Side
from tests.pages.staff_objects import make_allowance, make_development, make_setting, make_setting_post
from tests.pages.workforce_objects import make_paid_post, make_structure
from tests.plan_world import approved_plan, seen

from headway.features.budgets.models import Budget
from headway.features.contacts.models import Contact
from headway.features.decisions.actions.reporting import write_field
from headway.features.decisions.models import Appraisal, Consultation, Response, ServiceReview
from headway.features.intelligence.models import Note, Question
from headway.features.people.models import Person
from headway.features.plans.actions.monitoring import open_round
from headway.features.plans.models import Plan
from headway.features.rows import new_public_id
from headway.features.workforce.models import AllowanceScheme, DevelopmentPlan, Post, SettingPost
from headway.pages.registry import ROUTES
from headway.rules.decision_reports import Answer

FIGURES = {
    "staff pay": {"own": "87,654", "other": "98,765"},
    "post pay": {"own": "717171", "other": "818181"},
    "allowance": {"own": "3,131", "other": "4,141"},
    "budget": {"own": "5,656,565", "other": "7,878,787"},
}
_money = frozenset({"finance", "hr"})
_reports = frozenset({"head-of-service", "finance", "business-support", "hr"})
_posts = _reports | {"quadrant-lead"}
_schools = frozenset({"headteacher", "chair"})
_noted = frozenset({"head-of-service", "safeguarding"})
_officers = frozenset({"quadrant-lead", "adviser", "inclusion"})
# By hand from the access table: kind of text to the roles that read it of any school, and those of their own.
CLEARED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "contact": (
        frozenset({"head-of-service", "business-support", "safeguarding", "governor-services"}),
        _officers | _schools,
    ),
    "note": (_noted, frozenset({"quadrant-lead", "adviser"})),
    "question": (_noted, frozenset({"quadrant-lead", "adviser"})),
    "closed note": (frozenset({"safeguarding"}), frozenset()),
    "restricted": (
        frozenset({"head-of-service", "business-support", "data-officer", "finance"}),
        _officers | _schools | {"safeguarding", "governor-services"},
    ),
    "reply": (frozenset({"head-of-service", "business-support", "hr"}), frozenset()),
    "recruitment": (_posts, frozenset()),
    "development": (_posts, frozenset()),
    "staff pay": (_money, frozenset()),
    "post pay": (_money, frozenset()),
    "allowance": (_money, frozenset()),
    "report draft": (_reports, frozenset()),
    "appraisal": (_reports, frozenset()),
    "review": (_reports, frozenset()),
    "budget": (frozenset({"head-of-service", "finance"}), _schools),
    "pupil": (frozenset(), frozenset({"inclusion", "headteacher"})),
    **canaries_of_records.CLEARED,
}


def word(kind: str, side: str) -> str:
    """What stands for this kind on this side, and nowhere else."""
    return FIGURES[kind][side] if kind in FIGURES else f"{kind}~{side}"


def pence(kind: str, side: str) -> int:
    """A figure's amount."""
    return int(word(kind, side).replace(",", "")) * 100


def add(kind: str, side: Side, by: Person) -> list[str]:
    """One text of the kind on the side; the pages it could stand on besides those of the walk."""
    return _ADDERS[kind](side, by)


def lay_ground(side: Side) -> None:
    """What is no secret itself and holds the secrets."""
    for lay in (_published_plan, _asked, _staffed, _paid_post, _offered, canaries_of_records.lay_ground):
        lay(side)


def pages_of_ground(side: Side) -> list[str]:
    """The pages of what holds the secrets, without any of them."""
    plan, post, paid = _published_plan(side), _staffed(side), _paid_post(side)
    asked = {"key": _asked(side).public_id}
    return [
        *pages_of("plan", {"plan_id": plan.public_id}),
        *pages_of("consultation", asked),
        *pages_of("responses", asked),
        *pages_of("setting", {"key": post.setting.public_id}),
        *pages_of("setting_post", {"key": post.setting.public_id, "post": post.public_id}),
        *pages_of("structure", {"key": paid.structure.public_id}),
        *pages_of("post", {"key": paid.structure.public_id, "post": paid.public_id}),
        reverse("allowance_edit", args=[_offered(side).public_id]),
        *pages_of("budget", {"urn": side.school.urn}),
        *canaries_of_records.pages_of_ground(side),
    ]


def plant(sides: tuple[Side, Side], by: Person) -> Iterator[str]:
    """One of each kind on each side; the pages they could stand on."""
    for side in sides:
        for kind in CLEARED:
            yield from add(kind, side, by)


def _contact(side: Side, by: Person) -> list[str]:
    more = {"on": AT.date(), "manner": "call", "minutes": 20, "by": by, "at": AT}
    Contact.objects.create(school=side.school, topic=word("contact", side.name), **more)
    return [reverse("contacts"), f"{reverse('contacts')}?export=csv"]


def _note(side: Side, by: Person) -> list[str]:
    made = make_note(side, word("note", side.name), by=by)
    return [reverse("intelligence"), f"{reverse('intelligence')}?export=csv", *_log_of(made)]


def _question(side: Side, by: Person) -> list[str]:
    """Who may know of it reads its notes too; the word stands in its reason."""
    made = make_question(side)
    Question.objects.filter(pk=made.pk).update(reason=word("question", side.name))
    return [reverse("intelligence_questions"), reverse("intelligence_question", args=[made.public_id])]


def _closed_note(side: Side, by: Person) -> list[str]:
    """Open to who opens restricted notes, its author and those named on it: nobody of the walk is one of these."""
    made = make_restricted(side, word("closed note", side.name), by=by)
    return [*_log_of(made), reverse("intelligence"), f"{reverse('intelligence')}?export=csv"]


def _log_of(made: Note) -> list[str]:
    one = {"urn": made.school_id}
    return [
        reverse("intelligence_school", kwargs=one),
        *pages_of("intelligence_", one | {"key": made.public_id}),
    ]


def _published_plan(side: Side) -> Plan:
    title = f"Published {side.name}"
    if held := Plan.objects.filter(title=title).first():
        return held
    made = approved_plan(school=side.school)
    Plan.objects.filter(pk=made.pk).update(published=True, title=title)
    opener = seen(make_person("business-support"))
    open_round(plan=made, window_from=AT.date(), due_on=AT.date(), by=opener, at=AT)
    return made


def _restricted(side: Side, by: Person) -> list[str]:
    plan = _published_plan(side)
    action = plan.actions.order_by("position").first()
    row = action.undertaking
    row.pk, row.public_id = None, new_public_id()
    row.words, row.restricted, row.owner = word("restricted", side.name), True, by
    row.save(force_insert=True)
    action.pk, action.undertaking, action.position = None, row, 90
    action.save(force_insert=True)
    one = {"plan_id": plan.public_id}
    files = [reverse("plan_file", kwargs=one | {"form": form}) for form in ("spreadsheet", "document")]
    of_the_row = pages_of("plan_action", one | {"key": row.public_id})
    return [*pages_of("plan", one), *files, *of_the_row, reverse("plan_round", kwargs=one | {"number": 1})]


def _asked(side: Side) -> Consultation:
    title = f"Asked {side.name}"
    if held := Consultation.objects.filter(title=title).first():
        return held
    made = make_open(title=title, ends_on=PAST)
    make_theme(made)
    make_response(made, "Nothing to add")
    return made


def _reply(side: Side, by: Person) -> list[str]:
    """That somebody answered is told to all who may read of the consultation; what they said is not."""
    made = _asked(side)
    Response.objects.filter(consultation=made).update(words=word("reply", side.name))
    return pages_of("consultation", {"key": made.public_id}) + pages_of("responses", {"key": made.public_id})


def _recruitment(side: Side, by: Person) -> list[str]:
    made = make_recruitment(word("recruitment", side.name))
    return [reverse("recruitments"), reverse("recruitment", args=[made.public_id])]


def _staffed(side: Side) -> SettingPost:
    name = f"Setting of {side.name}"
    held = SettingPost.objects.select_related("setting").filter(setting__name=name).first()
    return held or make_setting_post(make_setting(name))


def _development(side: Side, by: Person) -> list[str]:
    post = _staffed(side)
    plan = make_development(post)
    DevelopmentPlan.objects.filter(pk=plan.pk).update(words=word("development", side.name))
    kwargs = {"key": post.setting.public_id, "post": post.public_id, "year": plan.year}
    return pages_of("setting", {"key": post.setting.public_id}) + pages_of("setting_development", kwargs)


def _staff_pay(side: Side, by: Person) -> list[str]:
    post = _staffed(side)
    SettingPost.objects.filter(pk=post.pk).update(pay_pence=pence("staff pay", side.name))
    one = {"key": post.setting.public_id}
    pages = pages_of("setting", one) + pages_of("setting_post", one | {"post": post.public_id})
    return [reverse("settings"), *pages]


def _paid_post(side: Side) -> Post:
    title = f"Paid {side.name}"
    held = Post.objects.select_related("structure").filter(structure__title=title).first()
    return held or make_paid_post(make_structure(title))


def _post_pay(side: Side, by: Person) -> list[str]:
    post = _paid_post(side)
    Post.objects.filter(pk=post.pk).update(allowance_pence=pence("post pay", side.name))
    one = {"key": post.structure.public_id}
    return pages_of("structure", one) + pages_of("post", one | {"post": post.public_id})


def _offered(side: Side) -> AllowanceScheme:
    title = f"Payment of {side.name}"
    return AllowanceScheme.objects.filter(title=title).first() or make_allowance(title=title)


def _allowance(side: Side, by: Person) -> list[str]:
    made = _offered(side)
    AllowanceScheme.objects.filter(pk=made.pk).update(amount_pence=pence("allowance", side.name))
    return [reverse("allowances"), reverse("allowance_edit", args=[made.public_id])]


def _report(side: Side, by: Person) -> list[str]:
    made = make_report(f"Draft of {side.name}")
    answer = Answer(words=word("report draft", side.name))
    by_all = seen(make_person("head-of-service"))
    write_field(report=made, slug="reasons", answer=answer, seen_version=0, by=by_all, at=AT)
    return pages_of("report", {"key": made.public_id})


def _appraisal(side: Side, by: Person) -> list[str]:
    made = make_appraisal(f"Appraised {side.name}")
    Appraisal.objects.filter(pk=made.pk).update(question=word("appraisal", side.name))
    return pages_of("appraisal", {"key": made.public_id})


def _review(side: Side, by: Person) -> list[str]:
    made = make_review(f"Reviewed {side.name}")
    parts = dict.fromkeys(PARTS, word("review", side.name))
    ServiceReview.objects.filter(pk=made.pk).update(parts=parts)
    return pages_of("review", {"key": made.public_id})


def _budget(side: Side, by: Person) -> list[str]:
    if not Budget.objects.filter(school=side.school).exists():
        make_budget(side.school, BASE)
    Budget.objects.filter(school=side.school).update(opening_pence=pence("budget", side.name))
    return [reverse("budgets"), *pages_of("budget", {"urn": side.school.urn})]


def pages_of(start: str, kwargs: dict[str, object]) -> list[str]:
    """Every page and file of this thing: the routes whose name begins so and whose address takes these arguments alone."""
    found = []
    for route in ROUTES:
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", route.path)
        if route.get and route.name.startswith(start) and set(wanted) == set(kwargs):
            found.append(reverse(route.name, kwargs=kwargs))
    return found


def _pupil(side: Side, by: Person) -> list[str]:
    """A pupil of concern: totals stay hidden where there are few, and the name is read for a purpose alone."""
    made = make_pupil(side.school, word("pupil", side.name))
    one = {"urn": side.school.urn}
    named = one | {"purpose": "support"}
    paths = [
        reverse("attendance_names", kwargs=named),
        reverse("attendance_pupil", kwargs=named | {"key": made.public_id}),
    ]
    listed = [f"{paths[0]}?export=csv", f"{reverse('attendance')}?export=csv"]
    return [
        reverse("attendance"),
        reverse("attendance_school", kwargs=one),
        *paths,
        *listed,
        reverse("data_accesses"),
    ]


_ADDERS = {
    "contact": _contact,
    "note": _note,
    "question": _question,
    "closed note": _closed_note,
    "restricted": _restricted,
    "reply": _reply,
    "recruitment": _recruitment,
    "development": _development,
    "staff pay": _staff_pay,
    "post pay": _post_pay,
    "allowance": _allowance,
    "report draft": _report,
    "appraisal": _appraisal,
    "review": _review,
    "budget": _budget,
    "pupil": _pupil,
    **canaries_of_records.ADDERS,
}
