import pytest

from analysis.atlas.abbreviations import aal_abbreviations, aal_spelling, abbreviation, side_of
from analysis.atlas.parcellation import aal


def test_that_every_region_of_aal_has_a_short_name_of_its_own():
    table = aal_abbreviations()
    assert set(table) == set(aal().names.values())
    assert len(set(table.values())) == 116


# As the spinal-pain study (Front Med 2025, 12:1585799) and the REST toolbox print them
@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Precentral_L", "PreCG.L"),
        ("Postcentral_R", "PoCG.R"),
        ("Thalamus_R", "THA.R"),
        ("Cerebelum_Crus1_L", "CRBLCrus1.L"),
        ("Frontal_Sup_R", "SFGdor.R"),
        ("Frontal_Sup_Medial_L", "SFGmed.L"),
        ("Temporal_Pole_Mid_R", "TPOmid.R"),
        ("Vermis_4_5", "Vermis45"),
        ("Cerebellum_9_R", "CRBL9.R"),
    ],
)
def test_that_names_are_shortened_as_the_field_does(name, short):
    assert abbreviation(name) == short


def test_that_the_side_of_a_short_name_is_that_of_the_region():
    for name, short in aal_abbreviations().items():
        assert side_of(name) == side_of(short)
        assert (side_of(name) is None) == name.startswith("Vermis")


def test_that_other_names_keep_their_words():
    assert abbreviation("Nucleus_accumbens_L") == "Nucleus accumbens.L"
    assert abbreviation("PAG") == "PAG"
    assert aal_spelling("Cerebellum Crus1.L") == "Cerebelum_Crus1_L"
