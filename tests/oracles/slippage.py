"""A slow, plain second reading of a round's slippage, day by day, over dictionaries; it shares nothing with the rules."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
REDATES = 3


def kinds_of(action: dict, opens: date, closes: date) -> set[str]:
    """The kinds of slippage of one action in a round from `opens` up to, not on, `closes`."""
    due, redates, said, last_said = action["baseline"], 0, None, None
    reported, done, dropped, redated_now = False, None, None, False
    day = min([opens, *(moment for moment in _moments(action))])
    while day < closes:
        for on, new in action["redates"]:
            if on == day:
                due, redates, redated_now = new, redates + 1, day >= opens
        for on, forecast in action["reports"]:
            if on == day:
                reported |= day >= opens
                if forecast is not None and (last_said is None or on > last_said):
                    said, last_said = forecast, on
        done = day if action["done"] == day else done
        dropped = day if action["dropped"] == day else dropped
        day += DAY
    if action["possible"]:
        return set()
    if (done and done < opens) or (dropped and dropped < opens):
        return set()
    found = set()
    if done and done > due:
        found.add("late")
    if not done and not dropped:
        if closes - DAY > due:
            found.add("late")
        if said is not None and said > due:
            found.add("forecast late")
        if not reported and action["starts"] < closes:
            found.add("not reported")
    if dropped:
        found.add("dropped")
    if redates >= REDATES and redated_now:
        found.add("re-dated")
    return found


def _moments(action: dict) -> list[date]:
    days = [on for on, _ in action["redates"]] + [on for on, _ in action["reports"]]
    return days + [day for day in (action["done"], action["dropped"]) if day is not None]
