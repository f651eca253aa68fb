"""A body as lines: places and words, what differs, and values put in their places."""

from headway.features.policies.lines import differences, header_lines, lines_of, place_of, with_values

BODY = {
    "kind": "entitlement",
    "name": "current",
    "version": 1,
    "from": "2026-09-01",
    "author": "Head of service",
    "falls": "keep",
    "supplements": {"new_head": {"months": {"value": 12, "mark": "V", "source": "agreed"}}},
    "bands": [
        {"from_members": {"value": 2, "mark": "D"}, "half_days": 10},
        {"label": "Large", "half_days": 16, "phases": ["primary", "secondary"]},
    ],
}
MONTHS = ("supplements", "new_head", "months")


def test_every_value_has_its_place_and_its_words():
    lines = lines_of(BODY)
    assert [(line.place, line.trail, line.value, line.mark) for line in lines] == [
        ("falls", ("falls",), "keep", ""),
        ("supplements.new_head.months", MONTHS, 12, "V"),
        ("bands, row 1.from_members", ("bands", "row 1", "from_members"), 2, "D"),
        ("bands, row 1.half_days", ("bands", "row 1", "half_days"), 10, ""),
        ("bands, row 2.label", ("bands", "Large", "label"), "Large", ""),
        ("bands, row 2.half_days", ("bands", "Large", "half_days"), 16, ""),
        ("bands, row 2.phases", ("bands", "Large", "phases"), ["primary", "secondary"], ""),
    ]
    assert [line.key for line in header_lines(BODY)] == ["from", "author"]
    assert place_of(("a", 0, "b", "c")) == "a, row 1.b.c"


def test_a_changed_figure_takes_the_mark_and_source_and_others_keep_theirs():
    changed = with_values(
        BODY,
        {MONTHS: 18, ("bands", 0, "from_members"): 2, ("falls",): "return", ("until",): "2027-09-01"},
        mark="G",
        source="our panel",
    )
    assert changed["supplements"]["new_head"]["months"] == {"value": 18, "mark": "G", "source": "our panel"}
    assert changed["bands"][0]["from_members"] == {"value": 2, "mark": "D"}
    assert (changed["falls"], changed["until"]) == ("return", "2027-09-01")
    assert BODY["supplements"]["new_head"]["months"]["value"] == 12
    assert with_values(changed, {("until",): None}, mark="D", source="")["falls"] == "return"
    assert "until" not in with_values(changed, {("until",): None}, mark="D", source="")


def test_what_differs_is_named_on_both_sides():
    after = with_values(BODY, {MONTHS: 18, ("until",): "2027-09-01"}, mark="D", source="")
    after["bands"] = after["bands"][:1]
    found = differences(BODY, after)
    shown = [(d.line.place, d.before and d.before.value, d.after and d.after.value) for d in found]
    assert shown == [
        ("until", None, "2027-09-01"),
        ("supplements.new_head.months", 12, 18),
        ("bands, row 2.label", "Large", None),
        ("bands, row 2.half_days", 16, None),
        ("bands, row 2.phases", ["primary", "secondary"], None),
    ]
    assert differences(BODY, BODY) == ()
