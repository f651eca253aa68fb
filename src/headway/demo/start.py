"""The demonstration from nothing: invented, loaded by the same flows as any other authority, and put on the queue."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from headway.demo.after_visits import tell_after_visits
from headway.demo.appraisals import appraise_the_options
from headway.demo.budgets import budget_for_schools
from headway.demo.consultations import consult_on_the_option
from headway.demo.day_ledger import buy_and_ask_for_days, fill_pools
from headway.demo.generate import generate
from headway.demo.governance import govern_the_schools
from headway.demo.impact import support_the_schools
from headway.demo.intelligence import note_what_teams_notice
from headway.demo.joint_working import work_together
from headway.demo.past import give_a_past
from headway.demo.performance import report_on_performance
from headway.demo.performance_reviews import review_performance
from headway.demo.plans import plan_the_service
from headway.demo.practice import share_good_practice
from headway.demo.projects import spend_money
from headway.demo.readiness import review_readiness
from headway.demo.records import record_visits
from headway.demo.recruiting import recruit_for_the_service
from headway.demo.reports import report_on_the_option
from headway.demo.school_reviews import review_together
from headway.demo.service_teams import serve_the_schools
from headway.demo.sharing import share_data
from headway.demo.staff import staff_the_settings
from headway.demo.standing_groups import organise_schools
from headway.demo.structural_changes import change_the_structure
from headway.demo.structures import structure_the_service
from headway.demo.targets import aim_with_schools
from headway.demo.visits import visit_schools
from headway.features.allocation.queries import demand_of
from headway.flows.first_people import first_people
from headway.flows.read_own_sheets import read_own_sheets
from headway.flows.start_authority import adopt_first_policies, entitle_first_year, load_authority

SEED = 1


def start_demonstration(
    *, folder: Path, policies: Path, size: str, year: int, on: date, at: datetime, tell: Callable[[str], None]
) -> None:
    """Invent the authority, load it and entitle the year.

    The invented advisers are drawn a second time once the demand is known, so that their days are a little more than it.
    """
    tell("inventing an authority")
    written = generate(folder, seed=SEED, size=size, first_day=on)
    adopt_first_policies(folder=policies, authority=written.authority_name, by="", at=at)
    load_authority(folder=folder, authority=written.authority_name, year=year, on=on, at=at, tell=tell)
    tell("inventing what was judged before")
    give_a_past(year=year, on=on, at=at)
    entitle_first_year(year=year, on=on, at=at, tell=tell)
    generate(folder, seed=SEED, size=size, first_day=on, demand_half_days=demand_of(year).half_days)
    read_own_sheets(folder=folder, year=year, by="", at=at)
    first_people(valid_from=on, by="", at=at)
    plan_the_service(on=on, at=at)
    budget_for_schools(on=on, at=at)
    spend_money(on=on, at=at)
    work_together(on=on, at=at)
    change_the_structure(on=on, at=at)
    organise_schools(on=on, at=at)
    structure_the_service(on=on, at=at)
    review_readiness(on=on, at=at)
    fill_pools(on=on, at=at)
    visit_schools(on=on, at=at)
    govern_the_schools(on=on, at=at)
    record_visits(on=on, at=at)
    tell_after_visits(on=on, at=at)
    note_what_teams_notice(on=on, at=at)
    support_the_schools(on=on, at=at)
    aim_with_schools(on=on, at=at)
    review_performance(on=on, at=at)
    review_together(on=on, at=at)
    buy_and_ask_for_days(on=on, at=at)
    share_good_practice(on=on, at=at)
    share_data(year=year, on=on, at=at)
    report_on_performance(year=year, on=on, at=at)
    staff_the_settings(on=on, at=at)
    serve_the_schools(on=on, at=at)
    recruit_for_the_service(on=on, at=at)
    appraise_the_options(on=on, at=at)
    report_on_the_option(on=on, at=at)
    consult_on_the_option(on=on, at=at)
