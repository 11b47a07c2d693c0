import pytest

from analysis.errors import OptionError
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Correction
from analysis.stats.missing import Missing
from analysis.stats.solvers import Variance


def test_that_unasked_maps_are_compared_by_tfce_with_5000_permutations_in_two_tails():
    options = CompareOptions()
    assert (options.correction, options.permutations, options.tails) == (Correction.TFCE, 5000, 2)
    assert (options.alpha, options.voxel_p) == (0.05, 0.001)
    assert (options.variance, options.missing) == (Variance.EQUAL, Missing.COMPLETE)


@pytest.mark.parametrize("correction", list(Correction))
def test_that_only_what_permutes_needs_equal_variances(correction):
    permutes = correction in (Correction.PERMUTATION, Correction.CLUSTER, Correction.TFCE)
    for variance in (Variance.WELCH, Variance.HC3, Variance.SPM12):
        if permutes:
            with pytest.raises(OptionError, match="need equal variances and complete cases; choose GRF or FDR"):
                CompareOptions(correction, variance=variance)
        else:
            assert CompareOptions(correction, variance=variance).variance is variance


@pytest.mark.parametrize("correction", list(Correction))
def test_that_available_cases_go_with_fdr_or_no_correction_only(correction):
    if correction in (Correction.FDR, Correction.NONE):
        assert CompareOptions(correction, missing=Missing.AVAILABLE).missing is Missing.AVAILABLE
    else:
        with pytest.raises(OptionError, match="complete cases"):
            CompareOptions(correction, missing=Missing.AVAILABLE)


@pytest.mark.parametrize("p", [0.0, 1.0, -0.01, float("nan")])
@pytest.mark.parametrize("name", ["voxel_p", "alpha"])
def test_that_a_p_lies_between_0_and_1(name, p):
    with pytest.raises(OptionError, match="The p of voxels and alpha must be between 0 and 1"):
        CompareOptions(**{name: p})


def test_that_one_and_two_tails_are_all_there_are():
    assert CompareOptions(tails=1).tails == 1
    with pytest.raises(OptionError, match="one or two tails"):
        CompareOptions(tails=3)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"correction": Correction.TFCE, "variance": Variance.WELCH}, "Permutations need equal variances"),
        ({"correction": Correction.GRF, "missing": Missing.AVAILABLE}, "needs complete cases"),
        ({"alpha": 1.5}, "between 0 and 1"),
        ({"tails": 0}, "one or two tails"),
        ({"permutations": 0}, "at least 1"),
    ],
)
def test_that_options_that_do_not_fit_are_refused(options, sentence):
    with pytest.raises(OptionError, match=sentence):
        CompareOptions(**options)
