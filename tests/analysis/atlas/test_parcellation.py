"""AAL: names, sides and landmarks, against published coordinates."""

import numpy as np
import pytest

from analysis.atlas.parcellation import Parcellation, aal
from analysis.atlas.template import tissue_priors
from analysis.errors import FileFormatError, OptionError
from analysis.grid import Grid

# Landmarks in MNI mm with the AAL name they carry in the literature: the hand knob of the motor cortex and early
# visual cortex (Yousry et al. 1997; Mayka et al. 2006), amygdala and hippocampus (Tzourio-Mazoyer et al. 2002, fig. 1).
LANDMARKS = (
    ((-38, -20, 56), "Precentral_L"),
    ((46, -24, 56), "Postcentral_R"),
    ((-46, -26, 52), "Postcentral_L"),
    ((-8, -80, 8), "Calcarine_L"),
    ((10, -82, 8), "Calcarine_R"),
    ((26, -2, -18), "Amygdala_R"),
    ((-28, -20, -12), "Hippocampus_L"),
    ((-12, 10, 8), "Caudate_L"),
    ((12, -20, 8), "Thalamus_R"),
    ((8, -50, -46), "Cerebelum_9_R"),
    ((-38, -66, -30), "Cerebelum_Crus1_L"),
)


@pytest.mark.parametrize(("xyz_mm", "name"), LANDMARKS)
def test_that_a_landmark_has_its_name(xyz_mm: tuple[float, float, float], name: str) -> None:
    assert aal().name_at(np.array(xyz_mm)) == name


def test_that_a_left_region_lies_at_negative_x_and_a_right_one_at_positive_x() -> None:
    """The midline of the single brain on which AAL was drawn bends: left cortex reaches x = +6 mm at the calcarine."""
    parcellation = aal()
    for label, name in parcellation.names.items():
        x = parcellation.grid.to_mm(np.argwhere(parcellation.labels == label))[:, 0]
        if name.endswith(("_L", "_R")):
            outwards = -x if name.endswith("_L") else x
            assert outwards.mean() > 3, name
            assert outwards.min() >= -6, name
            assert np.mean(outwards >= 0) > 0.85, name


def test_that_there_are_the_116_regions_with_the_authors_spelling() -> None:
    names = aal().names
    assert len(names) == 116
    assert len(set(names.values())) == 116
    assert {"Cerebelum_Crus1_L", "Frontal_Sup_Medial_L", "Vermis_10"} <= set(names.values())


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_that_moving_the_regions_by_8_mm_would_take_them_off_the_gray_matter(axis: int) -> None:
    parcellation, gray = aal(), tissue_priors().gray
    points = parcellation.grid.to_mm(np.argwhere(parcellation.labels > 0)[::7])

    def mean_gray(offset_mm: float) -> float:
        moved = points + offset_mm * np.eye(3)[axis]
        return float(gray.data[tuple(np.floor(gray.grid.to_ijk(moved) + 0.5).astype(int).T)].mean())

    assert mean_gray(0) > 0.55
    assert mean_gray(0) > max(mean_gray(-8), mean_gray(8)) + 0.015


def test_that_a_point_in_white_matter_or_outside_has_no_name() -> None:
    assert aal().name_at(np.array([-26, -20, 30])) is None
    assert aal().name_at(np.array([500, 0, 0])) is None
    assert aal().name_at(np.array([np.nan, 0, 0])) is None


def test_that_many_points_give_the_same_labels_as_one_by_one() -> None:
    points = np.array([xyz_mm for xyz_mm, _ in LANDMARKS], dtype=float)
    labels = aal().labels_at(points)
    assert [aal().names[int(label)] for label in labels] == [name for _, name in LANDMARKS]
    assert aal().labels_at(points.reshape(1, -1, 3)).shape == (1, len(points))


def test_that_a_region_mask_holds_exactly_its_voxels() -> None:
    mask = aal().region_mask("Cerebelum_9_R")
    assert mask.n_voxels == 6462  # counted in the file with nibabel and numpy
    assert mask.grid is aal().grid


def test_that_an_unknown_name_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(OptionError, match="Cerebelum_9_R"):
        aal().region_mask("Cerebellum_9_R")


def test_that_a_region_without_a_name_is_refused() -> None:
    grid = Grid((1, 1, 2), np.eye(4))
    with pytest.raises(FileFormatError, match="no name"):
        Parcellation("x", grid, np.array([[[1, 2]]]), {1: "a"})


def test_that_the_labels_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        aal().labels[0, 0, 0] = 1
