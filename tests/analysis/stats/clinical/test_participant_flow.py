import pytest

from analysis.errors import DataError
from analysis.stats.clinical.participant_flow import NO_GROUP, flow_chart, participant_flow
from tests.analysis.stats.clinical.people_tables import table_of


@pytest.fixture
def migraine(tmp_path):
    """43 with episodic migraine less 4, and 49 controls less 7, are 39 and 42 (the flow of Lin et al. 2025)."""
    out = ["motion"] * 3 + ["artefact"] + [""] * 39 + ["motion"] * 2 + ["withdrew"] * 5 + ["n/a"] * 42
    return table_of(tmp_path, {"group": ["EM"] * 43 + ["HC"] * 49, "out": out})


def test_that_everyone_is_counted_once(migraine):
    flow = participant_flow(migraine, ["out"], group="group")
    assert [(g.group, g.recruited, g.analysed) for g in flow.groups] == [("EM", 43, 39), ("HC", 49, 42)]
    assert flow.groups[1].exclusions[0].reasons == (("withdrew", 5), ("motion", 2))
    assert (flow.recruited, flow.excluded, flow.analysed) == (92, 11, 81)


def test_that_the_boxes_of_the_chart_add_up(migraine):
    chart = flow_chart(participant_flow(migraine, ["out"], group="group"))
    boxes = {box.key: box for box in chart.boxes}
    for group in ("EM", "HC"):
        above, out, left = (boxes[key].n for key in (f"group:{group}", f"excluded:{group}:out", f"analysed:{group}"))
        assert above - out == left
    assert boxes["recruited"].n == sum(boxes[f"group:{g}"].n for g in ("EM", "HC"))
    assert boxes["excluded:EM:out"].lines == ("Excluded (out)", "n = 4", "motion (n = 3)", "artefact (n = 1)")
    assert ("group:EM", "analysed:EM") in chart.arrows
    assert all(key in boxes for arrow in chart.arrows for key in arrow)


def test_that_stages_follow_each_other(tmp_path):
    table = table_of(tmp_path, {"first": ["age", "", "", ""], "second": ["", "motion", "", ""]})
    flow = participant_flow(table, ["first", "second"])
    (group,) = flow.groups
    assert [(stage.stage, stage.n) for stage in group.exclusions] == [("first", 1), ("second", 1)]
    assert group.analysed == 2
    assert [box.row for box in flow_chart(flow).boxes] == [0, 2, 3, 4]


def test_that_those_excluded_before_they_had_a_group_are_kept(tmp_path):
    table = table_of(tmp_path, {"group": ["n/a", "a", "b"], "out": ["declined", "", ""]})
    assert [(g.group, g.analysed) for g in participant_flow(table, ["out"], group="group").groups] == [
        (NO_GROUP, 0), ("a", 1), ("b", 1),
    ]  # fmt: skip


def test_that_the_chart_analyses_nobody_without_a_group_and_says_excluded_once(tmp_path):
    cells = {"group": ["n/a", "a", "b"], "excluded_at_scan": ["declined", "", "motion"]}
    chart = flow_chart(participant_flow(table_of(tmp_path, cells), ["excluded_at_scan"], group="group"))
    boxes = {box.key: box for box in chart.boxes}
    assert [box.key for box in chart.boxes if box.role == "analysed"] == ["analysed:a", "analysed:b"]
    assert boxes[f"excluded:{NO_GROUP}:excluded_at_scan"].lines[0] == "Excluded at scan"
    assert all(key in boxes for arrow in chart.arrows for key in arrow)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (
            {"out": ["motion", ""], "used": ["yes", "yes"]},
            r'Line 2 \(sub-01\) is both excluded \("motion"\) and analysed',
        ),
        ({"out": ["", ""], "used": ["yes", "no"]}, r"Line 3 \(sub-02\) is neither excluded nor analysed"),
        ({"out": ["", ""], "used": ["yes", "perhaps"]}, r'holds "perhaps" for line 3 \(sub-02\); yes or no'),
    ],
)
def test_that_contradictions_are_refused_by_name(tmp_path, columns, sentence):
    with pytest.raises(DataError, match=sentence):
        participant_flow(table_of(tmp_path, columns), ["out"], analysed="used")


def test_that_nobody_is_excluded_twice_or_without_a_group(tmp_path):
    with pytest.raises(DataError, match=r'Line 2 \(sub-01\) is excluded twice, in "a" and "b"'):
        participant_flow(table_of(tmp_path, {"a": ["x", ""], "b": ["y", ""]}), ["a", "b"])
    with pytest.raises(DataError, match="who is not excluded"):
        participant_flow(table_of(tmp_path, {"group": ["n/a", "a"], "out": ["", ""]}), ["out"], group="group")
