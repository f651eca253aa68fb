"""A hand-made county of four schools where every cost and every rule can be worked out on paper."""

from headway.planner.deployment.problem import Adviser, Partnership, Plan, Problem, School, Weights

# 60 km/h and no detour: one minute a kilometre, so a school 10 km away is a round trip of 20 minutes.
WEIGHTS = Weights(
    speed_km_per_hour=60.0,
    detour_factor=1.0,
    quadrant_mismatch_minutes=7.0,
    second_choice_phase_minutes=11.0,
    change_of_adviser_minutes={"1": 13.0, "4": 130.0},
    change_of_lead_minutes=17.0,
    split_school_minutes=19.0,
    imbalance_bands=((0.5, 1.0), (0.75, 10.0)),
)


def make_school(name: str, km: float, **changes: object) -> School:
    """A primary school `km` east of the origin: 2 half-days, 3 visits, category 1."""
    row: dict[str, object] = {"half_days": 2, "visits": 3, "phase": "primary", "category": "1"}
    return School(id=name, easting=1000.0 * km, northing=0.0, **(row | changes))  # type: ignore[arg-type]


def make_adviser(name: str, km: float, **changes: object) -> Adviser:
    """An adviser based `km` east of the origin with 8 half-days, primary first and secondary second."""
    row: dict[str, object] = {
        "capacity_half_days": 8,
        "phases_first": frozenset({"primary"}),
        "phases_second": frozenset({"secondary"}),
    }
    return Adviser(id=name, easting=1000.0 * km, northing=0.0, **(row | changes))  # type: ignore[arg-type]


def make_problem(**changes: object) -> Problem:
    """Schools s1, s2 at 0 km in partnership p; s3 (secondary) and s4 at 10 km; advisers near (0 km) and far
    (10 km)."""
    row: dict[str, object] = {
        "schools": (
            make_school("s1", 0, partnership="p"),
            make_school("s2", 0, partnership="p"),
            make_school("s3", 10, phase="secondary"),
            make_school("s4", 10),
        ),
        "partnerships": (Partnership("p", 2, 0.0, 0.0, visits=2),),
        "advisers": (make_adviser("near", 0), make_adviser("far", 10)),
        "weights": WEIGHTS,
    }
    return Problem(**(row | changes))  # type: ignore[arg-type]


def make_plan(**changes: str) -> Plan:
    """s1, s2 and the lead with near; s3, s4 with far; school ids as keywords change it."""
    advisers = {"s1": "near", "s2": "near", "s3": "far", "s4": "far"}
    return Plan(advisers | changes, {"p": "near"})
