"""Reading an action plan that comes as a document, and telling what was read. No database is asked."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from headway.gateways.plan_files.reading import read_plan_tables
from headway.publicdata.faults import Unreadable
from headway.rules.calendars import day_words
from headway.rules.plan_action_rows import plan_of_list, take_list, with_list
from headway.rules.plan_grid import Plan, actions_of
from headway.rules.plan_reading import read_tables
from headway.rules.plan_reading_policy import PlanReadingPolicy, read_plan_reading


def read_plan(*, content: bytes, policy: PlanReadingPolicy | None = None) -> Plan:
    """The plan in a Word document, a spreadsheet or a text, with its faults and questions.

    `policy` None: the one the product comes with. Raises Unreadable or Refused with a sentence when there is no plan in it.
    """
    policy = policy or packed_policy()
    tables, listed = take_list(read_plan_tables(content, policy))
    if listed is None:
        return read_tables(tables, policy)
    return with_list(read_tables(tables, policy), listed) if tables else plan_of_list(listed)


def read_plan_file(path: Path) -> Plan:
    """The plan in a file, as `read_plan`; Unreadable when the file cannot be opened."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Unreadable(f"{path} cannot be opened: {fault.strerror}. Check its place and rights.") from fault
    return read_plan(content=content)


def packed_policy() -> PlanReadingPolicy:
    """The policy of reading plans from the pack of the product, so that nothing has to be adopted first."""
    place = Path(settings.POLICIES) / "current" / "plan_reading.toml"
    return read_plan_reading(tomllib.loads(place.read_text(encoding="utf-8")))


def tell_read_plan(plan: Plan) -> Iterator[str]:
    """What was read, line by line: counts, periods, and how many actions stand where."""
    count = sum(1 for _ in actions_of(plan))
    proposed = sum(1 for action in actions_of(plan) if action.proposed)
    rows, columns = len(plan.priorities), len(plan.periods)
    yield f"{plan.title or 'A plan without a title'}: {count:,} actions in {rows} priorities and {columns} periods."
    for period in plan.periods:
        yield f"  {period.words}: {day_words(period.span.first_on)} up to, not on, {day_words(period.span.until)}"
    for priority in plan.priorities:
        outside = f", outside every period {len(priority.outside)}" if priority.outside else ""
        yield f"{priority.title or 'No priority'}: {', '.join(str(len(cell)) for cell in priority.cells)}{outside}"
    if proposed:
        yield f"{proposed:,} of the actions stand under a proposed priority, because two share a row; look through them."
