"""Three sentences that lead a school's page: why this category, what changed, what is next."""

from datetime import date

from headway.kit.words import day_words, days_words
from headway.pages.schools.events import Event
from headway.pages.schools.gather import Known
from headway.pages.schools.past_tables import leads_on
from headway.pages.schools.words import grade_words, published_grades, year_words
from headway.rules.calendars import academic_year_of
from headway.rules.inspections import InspectionPolicy, build_inspection, forecast_inspection
from headway.rules.schools import add_months

MONTHS_IN_A_YEAR = 12
# How far back "what changed" looks: to the day, a year ago.
LOOK_BACK_MONTHS = 12


def three_sentences(known: Known, events: tuple[Event, ...]) -> tuple[str, str, str]:
    """Whole sentences; where nothing is known they say so."""
    return _why(known), _what_changed(known, events), _what_is_next(known, events)


def warnings_of(known: Known) -> tuple[str, ...]:
    """What the register leaves open about this school; nothing for most schools."""
    school, found = known.school, []
    if school.missing_since:
        found.append(
            f"This school is missing from the register of {day_words(school.missing_since.published_on)}. It is kept "
            "as it was and never closed for that reason; find out what became of it."
        )
    if school.district_assumed:
        found.append(
            f"The register names no district for this school. {school.district} is taken from its nearest school; "
            "a data officer settles it under Data, with the faults of the register."
        )
    return tuple(found)


def time_in_words(since: date, on: date) -> str:
    """How long something has held, in whole months or years and months."""
    months = (on.year - since.year) * MONTHS_IN_A_YEAR + on.month - since.month - (on.day < since.day)
    years, rest = divmod(max(months, 0), MONTHS_IN_A_YEAR)
    parts = [_counted(years, "year")] if years else []
    if rest:
        parts.append(_counted(rest, "month"))
    return " and ".join(parts) or "less than a month"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _why(known: Known) -> str:
    if known.school.closed_on and known.school.closed_on <= known.on:
        return f"The school closed on {day_words(known.school.closed_on)}. {leads_on(known)}".strip()
    if "categories" not in known.opened:
        return _inspected(known)
    if judged := known.judged:
        since = f"Category {judged.category}, {judged.label}, since {day_words(known.category_since)}"
        if judged.reason:
            return f"{since}: {_sentence(judged.reason)}"
        if (why := _first_reason(known)) and _as_proposed(known):
            return f"{since}, as the rules proposed: {why}"
        return f"{since}; no reason is recorded."
    if proposal := known.proposal:
        said = f"{proposal.category}, {proposal.label}" if proposal.category else proposal.label
        reason = _first_reason(known)
        return f"No category has been judged; the rules propose {said}" + (f": {reason}" if reason else ".")
    return "No category is known: none has been judged, and the rules have proposed none."


def _as_proposed(known: Known) -> bool:
    return bool(known.proposal and known.judged and known.proposal.category == known.judged.category)


def _first_reason(known: Known) -> str:
    """Without the category, which the sentence before it has said."""
    if not known.proposal or not known.proposal.reasons:
        return ""
    said = f", gives category {known.proposal.category}, {known.proposal.label}"
    return _sentence(str(known.proposal.reasons[0]).replace(said, ""))


def _sentence(words: str) -> str:
    """Words to follow a colon: without a capital, unless the word is one of capitals, and with a full stop."""
    text = words.strip()
    if text[1:2].islower() or text[1:2] == " ":
        text = text[0].lower() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _inspected(known: Known) -> str:
    """For those to whom the category is not open: what the latest inspection said, which is public."""
    latest = next((one for one in known.inspections if one.grades), None)
    if latest is None or latest.started_on is None:
        return "No graded inspection of this school is published."
    policy = known.policies.get("inspections")
    found = {grade_words(latest.regime, grade, policy) for grade in published_grades(latest).values()}
    return f"Its latest graded inspection, on {day_words(latest.started_on)}, gave the grades {_listed(sorted(found))}."


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _what_changed(known: Known, events: tuple[Event, ...]) -> str:
    since = add_months(known.on, -LOOK_BACK_MONTHS)
    recent = [event for event in events if since <= event.on <= known.on and not event.off]
    if not recent:
        return f"Nothing is on record as changed since {day_words(since)}."
    latest = recent[0]
    more = f" (and {_counted(len(recent) - 1, 'other change')} in the last year)" if len(recent) > 1 else ""
    return f"The latest change, on {latest.when}: {latest.words}{more}."


def _what_is_next(known: Known, events: tuple[Event, ...]) -> str:
    if known.waiting:
        return f"Next, a judgement of category {known.waiting.category} waits to be moderated."
    coming = [event for event in events if event.on > known.on and not event.off]
    if coming:
        return f"Next, on {coming[-1].when}: {coming[-1].words}."
    if "evidence" in known.opened and known.is_staff and (words := _inspection_due(known)):
        return words
    if known.school.closed_on and known.school.closed_on <= known.on:
        return "Nothing more is planned here."
    if known.entitlements:
        total = days_words(sum(line.half_days for line in known.entitlements))
        return f"In {year_words(known.year)} the school is entitled to {total}; no visit is planned here yet."
    return f"Nothing is planned yet for {year_words(academic_year_of(known.on).first_on.year)}."


def _inspection_due(known: Known) -> str:
    """When a full inspection may be expected, by the forecast rule of the inspection policy; nothing when it is not
    likely this year."""
    policy: InspectionPolicy | None = known.policies.get("inspections")
    if policy is None:
        return ""
    read = [
        build_inspection(
            one.regime,
            one.started_on,
            published_grades(one),
            policy,
            concern=one.category_of_concern,
            safeguarding=one.safeguarding,
        )
        for one in known.inspections
        if one.started_on and one.grades and one.regime in policy.regimes
    ]
    window = forecast_inspection(read, policy, known.on)
    if not window.likely_this_year or window.expected_on is None:
        return ""
    if window.expected_on < known.on:
        return f"A full inspection was expected by {day_words(window.expected_on)} and is not known to have come."
    return f"Next, a full inspection is expected around {day_words(window.expected_on)}."
