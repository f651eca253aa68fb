"""Routes of the year plan."""

from headway.pages.routes import DOWNLOAD, Route
from headway.pages.yearplan import comparing, decisions, fixing, mapping, views

KIND = "drafts"
DRAFT = "year-plan/<str:public_id>/"
SCHOOL = f"{DRAFT}schools/<int:urn>/"
LEAD = f"{DRAFT}partnerships/<str:partnership>/"

ROUTES = (
    Route("year-plan/", "year_plan", views.show_plan, kind=KIND, see="count", place="Year plan"),
    Route("year-plan/start/", "year_plan_start", views.start, kind=KIND, post="change", get=False),
    Route("year-plan/compare/", "year_plan_compare", comparing.compare_drafts, kind=KIND, relation="own"),
    Route("year-plan/map/", "year_plan_map", mapping.show_map, kind=KIND, relation="own"),
    Route(f"{DRAFT}plan/", "year_plan_again", views.plan_again, kind=KIND, post="change", get=False),
    Route(SCHOOL, "year_plan_school", fixing.show_school, kind=KIND, post="change", relation="own"),
    Route(
        f"{SCHOOL}release/",
        "year_plan_release",
        fixing.release_school,
        kind=KIND,
        post="change",
        get=False,
    ),
    Route(LEAD, "year_plan_lead", fixing.show_lead, kind=KIND, post="change", relation="own"),
    Route(
        f"{LEAD}release/",
        "year_plan_release_lead",
        fixing.release_lead,
        kind=KIND,
        post="change",
        get=False,
    ),
    Route(f"{DRAFT}loads/", "year_plan_loads", views.download_loads, kind=KIND, limit=DOWNLOAD),
    Route(f"{DRAFT}approval/", "year_plan_approval", decisions.show_approval, kind=KIND),
    Route(f"{DRAFT}ask/", "year_plan_ask", decisions.ask, kind=KIND, post="change", get=False),
    Route(f"{DRAFT}decide/", "year_plan_decide", decisions.decide, kind=KIND, post="approve", get=False),
    Route(f"{DRAFT}withdraw/", "year_plan_withdraw", decisions.withdraw, kind=KIND, post="change", get=False),
    Route(f"{DRAFT}publish/", "year_plan_publish", decisions.publish, kind=KIND, post="approve"),
    Route(f"{DRAFT}letters/<int:urn>/", "year_plan_letter", decisions.show_letter, kind=KIND),
)
