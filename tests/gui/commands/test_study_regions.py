"""Values of regions in the window: clusters of a result of the same people are marked."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.labels.label_map import LabelMap
from analysis.labels.patch import Patch
from analysis.stats.compare import compare_table
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Correction
from analysis.stats.design import Test
from analysis.stats.question import Question
from gui.commands import studying
from gui.commands.comparing import grid_of, search_volume
from gui.commands.study_regions import RegionOrder, Where, add_regions, drawn, has_drawn
from tests.gui.made_statistics import save_cohort


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return studying.open_study(save_cohort(tmp_path_factory.mktemp("cohort")))


@pytest.fixture(scope="module")
def result(study):
    mask = search_volume("brain", grid_of(study.table, "malff"))
    question = Question(Test.TWO_SAMPLE, "group", ("pain", "control"))
    return compare_table(study.table, "malff", mask, question, CompareOptions(Correction.NONE))[0]


def test_that_clusters_of_a_result_of_the_same_people_are_circular(study, result):
    found = add_regions(study, RegionOrder("malff", Where.CLUSTERS, result=result))
    assert found.names
    assert found.study.circular(found.names) == set(found.names)
    assert any("24 of these 24 people" in warning for warning in found.warnings)
    assert found.study.table.names == (*study.table.names, *found.names)
    assert study.circular(found.names) == frozenset()  # the study that was open is as it was


def test_that_regions_of_the_atlas_are_not_circular(study):
    found = add_regions(study, RegionOrder("malff", Where.ATLAS, ("Postcentral_L",)))
    assert len(found.names) == 1
    assert not found.study.circular(found.names)


@pytest.mark.parametrize("where", list(Where))
def test_that_nothing_to_measure_in_is_refused_in_words(study, where):
    with pytest.raises(OptionError, match=r"\.$"):
        add_regions(study, RegionOrder("malff", where))


def test_that_values_are_those_of_the_regions_as_they_were_when_they_were_asked_for(study, session):
    labels = LabelMap(grid_of(study.table, "malff"))
    region = labels.add_region("Spot")
    low = tuple(n // 2 for n in labels.grid.shape)
    labels.apply(labels.edit(Patch(low, np.ones((2, 2, 2), dtype=bool)), region.label))
    assert not has_drawn(session)
    assert drawn(session) is None
    session.drawing.add_map(labels, "drawn", space="MNI152")
    assert has_drawn(session)

    def spot(order: RegionOrder) -> list[str]:
        return add_regions(study, order).study.table.column("malff_Spot")

    asked = RegionOrder("malff", Where.DRAWN, labels=drawn(session))
    before = spot(asked)
    now = session.drawing.current.labels
    now.apply(now.edit(Patch(low, np.ones((6, 6, 6), dtype=bool)), region.label))  # drawing goes on
    assert spot(asked) == before
    assert spot(RegionOrder("malff", Where.DRAWN, labels=drawn(session))) != before
