"""A unique word in each confidential text, planted on both sides of the matrix's world, and the walk that looks for it."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from tests.pages import matrix
from tests.pages.objects import Side
from tests.pages.people import AT, SINCE, make_person

from headway.features.allocation.models import Conflict, Entitlement
from headway.features.approvals.models import Decision, Request
from headway.features.categories.models import Judgement
from headway.features.deployment.models import Assignment, Draft, Lock
from headway.features.impact.models import Support
from headway.features.letters.actions import prepare, release
from headway.features.letters.drafts import Draft as LetterDraft
from headway.features.letters.drafts import Recipient
from headway.features.letters.models import Letter
from headway.features.letters.templates import template_named
from headway.features.performance_reviews.models import PerformanceReview
from headway.features.policies.queries import policy_in_use
from headway.features.practice.models import Brokerage, PracticeExample
from headway.features.standing_groups.models import GroupMeeting
from headway.features.targets.models import TargetSet
from headway.rules.calendars import academic_year_of

YEAR = academic_year_of(AT.date()).first_on.year
UNSEARCHED = ("account_", "mfa_", "access_", "sign_in", "policy", "policies", "data_", "release", "settle_")
# Of roles that may see the same, one stands for all.
ROLES = (
    "head-of-service",
    "quadrant-lead",
    "adviser",
    "business-support",
    "data-officer",
    "finance",
    "hr",
    "inclusion",
    "safeguarding",
    "governor-services",
    "headteacher",
    "chair",
    "partnership-lead",
    "member",
    "admin",
)
EXPORTING = (
    "schools",
    "categories",
    "days",
    "letters",
    "partnerships",
    "unpartnered",
    "advisers",
    "year_plan",
    "targets",
    "annual_reviews",
    "impact",
    "impact_totals",
    "practice",
)


@dataclass(frozen=True, slots=True)
class Clearance:
    """Roles that may read a text: of any school, or of their own only."""

    anyone: frozenset[str]
    own: frozenset[str] = frozenset()

    def covers(self, role: str, side: str) -> bool:
        """Whether the role may read the text on this side."""
        return role in self.anyone or (side == "own" and role in self.own)


_judges = Clearance(
    frozenset({"head-of-service", "data-officer", "safeguarding"}),
    frozenset({"quadrant-lead", "adviser", "inclusion"}),
)
_schools = frozenset({"headteacher", "chair"})
_days = Clearance(
    frozenset({"head-of-service", "business-support", "data-officer", "finance"}),
    frozenset({"quadrant-lead", "adviser", "headteacher", "chair", "partnership-lead"}),
)
_plan = Clearance(frozenset({"head-of-service", "business-support"}), frozenset({"quadrant-lead"}))
# By hand from the access table: who may read each text.
CLEARED = {
    "judged": Clearance(_judges.anyone, _judges.own | _schools),
    "told": Clearance(_judges.anyone, _judges.own | _schools),
    "waiting": _judges,
    "moderation": _judges,
    "conflict": Clearance(frozenset({"head-of-service", "business-support", "hr"})),
    "lock": _plan,
    "refusal": Clearance(_plan.anyone),
    "publishing": Clearance(_plan.anyone),
    "plan": Clearance(frozenset({"head-of-service"}), frozenset({"quadrant-lead"})),
    "concern": _days,
    "aim": Clearance(
        frozenset({"head-of-service", "data-officer"}), frozenset({"quadrant-lead", "adviser"}) | _schools
    ),
    "unshared": _judges,
    "shared": Clearance(_judges.anyone, _judges.own | _schools),
    "example": Clearance(
        frozenset({"head-of-service", "data-officer"}), frozenset({"quadrant-lead", "adviser"}) | _schools
    ),
    "request": Clearance(
        frozenset({"head-of-service", "data-officer"}), frozenset({"quadrant-lead", "adviser"})
    ),
    "support": Clearance(
        frozenset({"head-of-service", "business-support", "data-officer"}),
        frozenset({"quadrant-lead", "adviser", "partnership-lead"}) | _schools,
    ),
    "rule": _days,
    "minutes": Clearance(
        frozenset({"head-of-service", "business-support", "data-officer", "quadrant-lead"}),
        frozenset(ROLES) - {"admin"},
    ),
}


def word(kind: str, side: str) -> str:
    """The word that stands in the text of this kind on this side, and nowhere else."""
    return f"{kind}~{side}"


def plant(world: matrix.World) -> None:
    """One confidential text of each kind on each side."""
    judge, second = make_person("head-of-service"), make_person("chief-adviser")
    for side in world.sides:
        _plant_judgements(side, judge, second)
        _plant_letters(side)
        _plant_plan(side, judge, second)
        _plant_performance(side)
        GroupMeeting.objects.filter(group__name=f"Group {side.name}").update(
            minutes=word("minutes", side.name)
        )
        Conflict.objects.filter(school=side.school).update(reason=word("conflict", side.name))
        Entitlement.objects.create(
            year=YEAR,
            policy=policy_in_use("entitlement"),
            school=side.school,
            rule="concern",
            pool="ring-fenced-concern",
            base=False,
            half_days=4,
            words=word("concern", side.name),
            effective_on=AT.date(),
            posting_key=f"canary {side.name}",
        )


def _plant_judgements(side: Side, judge: object, second: object) -> None:
    agreed = make_request(side, "categories", "judgement", "j", "granted", judge)
    Decision.objects.create(request=agreed, by=second, at=AT, yes=True, reason=word("moderation", side.name))
    more = {
        "school": side.school,
        "label": "Intensive",
        "direction": "down",
        "judged_by": judge,
        "judged_at": AT,
    }
    Judgement.objects.create(
        category="4",
        state="agreed",
        request=agreed,
        valid_from=SINCE,
        reason=word("judged", side.name),
        **more,
    )
    waiting = make_request(side, "categories", "judgement", "w", "open", judge)
    Judgement.objects.create(
        category="3",
        state="waiting",
        request=waiting,
        valid_from=AT.date(),
        reason=word("waiting", side.name),
        **more,
    )


def make_request(side: Side, kind: str, origin: str, key: str, state: str, by: object) -> Request:
    rule = {"roles": ["chief-adviser"], "not_oneself": True, "quorum": 1}
    return Request.objects.create(
        kind=kind, origin_kind=origin, origin_id=key, words="Asked", state=state,
        asked_by=by, asked_at=AT, rule=rule, school=side.school if kind == "categories" else None,
    )  # fmt: skip


def _plant_letters(side: Side) -> None:
    for template, kind, rows, name in (
        ("category-change", "categories", "reasons", "told"),
        ("year-plan", "entitlement", "lines", "rule"),
    ):
        fields = template_named(template).fields
        context = {field: [] if columns else field for field, columns in fields.items()}
        context[rows] = [dict.fromkeys(fields[rows], word(name, side.name))]
        made = prepare(
            draft=LetterDraft(
                template=template,
                context=context,
                recipients=[Recipient("headteacher", "The headteacher")],
                key=f"canary {template} {side.name}",
                kind=kind,
                school=side.school,
            ),
            by=None,
            at=AT,
        )
        release(letters=[made], by=None, at=AT)


def _plant_plan(side: Side, judge: object, second: object) -> None:
    draft = Draft.objects.get(name=f"Draft {side.name}")
    row = Assignment.objects.get(draft=draft, school=side.school)
    Assignment.objects.filter(pk=row.pk).update(category=word("plan", side.name))
    Lock.objects.create(
        draft=draft, school=side.school, adviser=row.adviser, reason=word("lock", side.name), by=judge, at=AT
    )
    refused = make_request(side, "drafts", "draft", draft.public_id, "refused", judge)
    Decision.objects.create(request=refused, by=second, at=AT, yes=False, reason=word("refusal", side.name))
    Draft.objects.filter(pk=draft.pk).update(publish_reason=word("publishing", side.name))


def _plant_performance(side: Side) -> None:
    of = {"school": side.school}
    TargetSet.objects.filter(**of, year=2021).update(discussion=word("aim", side.name))
    PerformanceReview.objects.filter(**of, year=2021).update(concerns=word("unshared", side.name))
    PerformanceReview.objects.filter(**of, year=2022).update(concerns=word("shared", side.name))
    Support.objects.filter(**of).update(programme=word("support", side.name), aim=word("support", side.name))
    PracticeExample.objects.filter(**of, state="draft").update(words=word("example", side.name))
    Brokerage.objects.filter(example__school=side.school).update(words=word("request", side.name))


def addresses(world: matrix.World, entries: Mapping[str, Mapping]) -> Iterator[str]:
    """Every page somebody can look at that could hold one of the texts, lists also as files."""
    for name, entry in entries.items():
        if "get" not in entry or name.startswith(UNSEARCHED):
            continue
        for side in world.sides if "object" in entry else world.sides[:1]:
            path = reverse(name, kwargs=world.made[entry["object"], side.name] if "object" in entry else {})
            yield path
            if name in EXPORTING:
                yield from (f"{path}?export={kind}" for kind in ("csv", "xlsx"))
    for side in world.sides:
        yield reverse("annual_review", kwargs=world.made["written_annual_review", side.name])
        yield reverse("practice_example", kwargs=world.made["practice_draft", side.name])
        yield reverse("adviser", kwargs={"public_id": world.made["conflict", side.name]["public_id"]})
        draft = world.made["draft", side.name]["public_id"]
        yield f"{reverse('year_plan')}?draft={draft}"
        yield f"{reverse('year_plan')}?draft={draft}&export=csv"
    from_letters = [letter for side in world.sides for letter in letters_of(side)]
    for public_id in from_letters:
        yield reverse("letter", kwargs={"public_id": public_id})
        yield reverse("letter_word", kwargs={"public_id": public_id})


def letters_of(side: Side) -> Sequence[str]:
    """The public ids of the planted letters of a side."""
    return list(Letter.objects.filter(school=side.school).values_list("public_id", flat=True))


def text_of(answer: HttpResponse) -> str:
    """All the words of an answer; of a Word file, a workbook or an archive those of its parts."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] != b"PK":
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
