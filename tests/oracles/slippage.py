"""A slow, plain second reading of a round's slippage, day by day, over dictionaries; it shares nothing with the rules."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
REDATES = 3


def kinds_of(action: dict, opens: date, closes: date) -> set[str]:
    """The kinds of slippage of one action in a round from `opens` up to, not on, `closes`."""
    known = _lived(action, opens, closes)
    done, dropped, due, said = known["done"], known["dropped"], known["due"], known["said"]
    if action["possible"] or (done and done < opens) or (dropped and dropped < opens):
        return set()
    found = {"dropped"} if dropped else set()
    if known["redates"] >= REDATES and known["redated_now"]:
        found.add("re-dated")
    if done:
        return found | ({"late"} if done > due else set())
    if dropped:
        return found
    if closes - DAY > due:
        found.add("late")
    if said is not None and said > due:
        found.add("forecast late")
    if not known["reported"] and action["starts"] < closes:
        found.add("not reported")
    return found


def _lived(action: dict, opens: date, closes: date) -> dict:
    """What was known at the end of the round, gathered by living through every day up to it."""
    known = {"due": action["baseline"], "redates": 0, "redated_now": False, "said": None}
    known |= {"reported": False, "done": None, "dropped": None}
    day = min([opens, *_moments(action)])
    while day < closes:
        for _, new in (pair for pair in action["redates"] if pair[0] == day):
            known["due"], known["redated_now"] = new, day >= opens
            known["redates"] += 1
        for _, forecast in (pair for pair in action["reports"] if pair[0] == day):
            known["reported"] |= day >= opens
            known["said"] = forecast or known["said"]
        for end in ("done", "dropped"):
            known[end] = day if action[end] == day else known[end]
        day += DAY
    return known


def _moments(action: dict) -> list[date]:
    days = [on for on, _ in action["redates"]] + [on for on, _ in action["reports"]]
    return days + [day for day in (action["done"], action["dropped"]) if day is not None]
