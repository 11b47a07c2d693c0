import json
from dataclasses import replace

import nibabel
import numpy as np
import pytest

from analysis.files.results import write_mask, write_series
from analysis.grid import Grid
from analysis.image import Mask
from analysis.metrics.reho import compute_reho
from analysis.preprocess.censor import CensorOptions, Filling
from analysis.preprocess.confounds import Confounds, MotionModel
from analysis.preprocess.filter import FilterOptions, FilterOrder
from analysis.preprocess.motion import Displacement, Motion, framewise_displacement_power
from analysis.preprocess.preparation import Preparation, prepare
from analysis.presets import PRESET_FOLDER, read_preset
from analysis.provenance import sha256_of_file

N = 60


@pytest.fixture
def motion():
    """A head that drifts, and nods once between volumes 29 and 30."""
    steps = np.random.default_rng(3).normal(0, [0.02, 0.02, 0.02, 2e-4, 2e-4, 2e-4], (N, 6))
    steps[30, 1] += 0.6
    return Motion(steps.cumsum(axis=0))


@pytest.fixture
def motion_path(tmp_path, motion):
    path = tmp_path / "in" / "rp_rest.txt"
    path.parent.mkdir(exist_ok=True)
    np.savetxt(path, motion.parameters, fmt="%.12e")
    return path


@pytest.fixture
def tissue_path(tmp_path, series):
    inside = np.zeros(series.grid.shape, bool)
    inside[4, 4:6, 3:5] = True
    return write_mask(Mask(series.grid, inside), tmp_path / "in" / "wm.nii.gz")


@pytest.fixture
def confounds_path(tmp_path):
    table = np.random.default_rng(4).normal(size=(N, 3))
    lines = ["\t".join(f"{v:.12g}" for v in row) for row in table]
    lines[0] = "n/a\t" + lines[0].split("\t", 1)[1]
    path = tmp_path / "in" / "confounds.tsv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["derivative\ta_comp_cor_00\ta_comp_cor_01", *lines]))
    return path, table


@pytest.fixture
def filtered(call, tmp_path, bold_path, mask_path):
    """Call ``filter`` on the series; the answer and the folder of the results."""

    def run(*words):
        out = tmp_path / "o"
        return call("filter", "--bold", bold_path, "--mask", mask_path, "--out", out, *words), out

    return run


def _stored(folder):
    return np.asarray(nibabel.load(folder / "filtered.nii.gz").dataobj)


def _record(folder):
    return json.loads((folder / "filtered.json").read_text("utf-8"))


def _expected(series, mask, preparation):
    """``(n_timepoints, n_mask_voxels)`` of the function that the command calls."""
    return prepare(series, mask, preparation).series.in_mask(mask)


def test_that_the_default_is_the_filter_step_of_the_function(filtered, series, mask):
    answer, out = filtered()
    assert answer.code == 0, answer.err
    stored = _stored(out)
    assert stored.dtype == np.float32
    np.testing.assert_array_equal(stored[mask.data].T, _expected(series, mask, Preparation(filtering=FilterOptions())))
    assert (stored[~mask.data] == 0).all()
    assert nibabel.load(out / "filtered.nii.gz").header.get_zooms()[3] == 2.0
    assert [line.rsplit("/", 1)[-1] for line in answer.out.splitlines()] == ["filtered.nii.gz", "filtered_volumes.tsv"]
    assert sorted(p.name for p in out.iterdir()) == [
        "filtered.json",
        "filtered.nii.gz",
        "filtered_volumes.tsv",
        "mask.nii.gz",
    ]


def test_that_every_step_reaches_the_function(filtered, series, mask, motion, motion_path, tissue_path, confounds_path):
    path, table = confounds_path
    answer, out = filtered(
        "--drop", 4, "--low-hz", 0.02, "--high-hz", 0.1, "--order", "simultaneous", "--detrend-order", 2,
        "--no-keep-mean", "--convention", "dpabi", "--motion", motion_path, "--motion-model", 6,
        "--white-matter", tissue_path, "--global-signal", "--confounds", path, "--columns", "a_comp_cor_01,derivative",
        "--fwhm-mm", 4,
    )  # fmt: skip
    assert answer.code == 0, answer.err
    given = FilterOptions(0.02, 0.1, 2, FilterOrder.SIMULTANEOUS, False)
    tissue = Mask(series.grid, np.asarray(nibabel.load(tissue_path).dataobj))
    preparation = Preparation(
        4,
        replace(given, convention=type(given.convention)("dpabi")),
        motion,
        MotionModel.SIX,
        tissue,
        None,
        True,
        Confounds(("a_comp_cor_01", "derivative"), table[4:, [2, 0]]),
        4.0,
    )
    expected = _expected(series, mask, preparation)
    np.testing.assert_allclose(_stored(out)[mask.data].T, expected, atol=1e-3)
    record = _record(out)["provenance"]
    assert [i["role"] for i in record["inputs"]] == ["bold", "mask", "motion", "white_matter", "confounds"]
    assert record["inputs"][2]["sha256"] == sha256_of_file(motion_path)
    assert record["parameters"]["filter"]["confounds"][-3:] == ["global_signal", "a_comp_cor_01", "derivative"]


def test_that_the_steps_are_said_in_their_order(filtered, motion_path):
    answer, out = filtered("--drop", 2, "--motion", motion_path, "--scrub-fd", 0.3, "--fwhm-mm", 5)
    assert [s for s in answer.sentences if s[0].isdigit()] == [
        "1. drop the first 2 volumes",
        "2. smooth by 5 mm",
        "3. remove a straight line",
        "4. regress out 24 of motion",
        "5. keep 0.01–0.08 Hz",
        "6. cut out volumes where the head moved more than 0.3 mm (power FD)",
    ]
    assert _record(out)["provenance"]["parameters"]["steps"][0] == "drop the first 2 volumes"


def test_that_scrubbed_volumes_are_cut_and_listed(filtered, series, mask, motion, motion_path):
    answer, out = filtered("--motion", motion_path, "--scrub-fd", 0.3, "--scrub-after", 1, "--drop", 3)
    assert answer.code == 0, answer.err
    assert _stored(out).shape[3] == N - 3 - 2
    lines = (out / "filtered_volumes.tsv").read_text("utf-8").splitlines()
    assert lines[0].split("\t") == ["volume", "fd_power_mm", "fd_jenkinson_mm", "dvars_percent", "kept"]
    rows = [line.split("\t") for line in lines[1:]]
    assert [row[0] for row in rows] == [str(n) for n in range(3, N)]
    assert [row[0] for row in rows if row[4] == "0"] == ["30", "31"]
    displacement = framewise_displacement_power(Motion(motion.parameters[3:]))
    np.testing.assert_allclose([float(row[1]) for row in rows], displacement, rtol=1e-6, atol=1e-9)
    assert "frequencies of the result have no meaning" in answer.err
    assert "frequencies of the result have no meaning" in _record(out)["provenance"]["warnings"][-1]
    censor = CensorOptions(0.3, 0, 1, Filling.CUT, Displacement.POWER)
    preparation = Preparation(3, FilterOptions(censor=censor), motion)
    np.testing.assert_allclose(_stored(out)[mask.data].T, _expected(series, mask, preparation), atol=1e-3)


def test_that_filled_volumes_keep_the_length(filtered, motion_path):
    answer, out = filtered("--motion", motion_path, "--scrub-fd", 0.3, "--scrub-filling", "linear", "--fd", "jenkinson")
    assert answer.code == 0, answer.err
    assert _stored(out).shape[3] == N
    scrubbing = _record(out)["provenance"]["parameters"]["filter"]["scrubbing"]
    assert (scrubbing["displacement"], scrubbing["filling"]) == ("jenkinson", "linear")


def test_that_a_preset_gives_the_steps_and_typed_ones_win(filtered, series, mask, motion, motion_path):
    answer, out = filtered("--preset", "spinal_pain_zhang2025", "--motion", motion_path, "--high-hz", 0.1)
    assert answer.code == 0, answer.err
    options = replace(read_preset(PRESET_FOLDER / "spinal_pain_zhang2025.toml").step("filter"), high_hz=0.1)
    expected = _expected(series, mask, Preparation(10, options, motion))
    np.testing.assert_allclose(_stored(out)[mask.data].T, expected, atol=1e-3)
    doubt = "The preset also regresses out what needs a white matter mask, a CSF mask; that was left out."
    assert doubt in answer.sentences
    record = _record(out)["provenance"]
    assert doubt in record["warnings"]
    assert record["parameters"]["preset"] == "spinal_pain_zhang2025"


def test_that_without_a_band_and_trend_only_confounds_are_removed(filtered, series, mask):
    answer, out = filtered("--low-hz", 0, "--high-hz", 0, "--detrend-order", 0)
    assert answer.code == 0, answer.err
    np.testing.assert_allclose(_stored(out)[mask.data].T, series.in_mask(mask), atol=1e-3)


def test_that_a_metric_takes_what_the_filter_wrote(call, filtered, series, mask, mask_path, tmp_path):
    _, out = filtered()
    answer = call(
        "metric", "reho", "--bold", out / "filtered.nii.gz", "--mask", mask_path, "--fwhm-mm", 0,
        "--out", tmp_path / "reho",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    prepared = prepare(series, mask, Preparation(filtering=FilterOptions())).series
    expected = compute_reho(prepared, mask)[0].volume.data
    found = np.asarray(nibabel.load(tmp_path / "reho" / "reho.nii.gz").dataobj)
    np.testing.assert_array_equal(found[mask.data], expected[mask.data])


def test_that_columns_of_fsl_are_known_by_the_name_of_the_file(call, filtered, series, mask, motion, tmp_path):
    path = tmp_path / "in" / "rest.par"
    path.parent.mkdir(exist_ok=True)
    np.savetxt(path, motion.parameters[:, [3, 4, 5, 0, 1, 2]], fmt="%.12e")
    answer, out = filtered("--motion", path)
    assert '"rest.par" is read as the rotations in rad, then x y z in mm, as FSL writes them.' in answer.sentences
    expected = _expected(series, mask, Preparation(filtering=FilterOptions(), motion=motion))
    np.testing.assert_allclose(_stored(out)[mask.data].T, expected, atol=1e-3)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--columns", "a"], 2, "--columns needs --confounds."),
        (["--scrub-fd", "0.5"], 2, "--scrub-fd needs --motion."),
        (["--motion", "MOTION", "--scrub-after", "1"], 2, "--scrub-after needs --scrub-fd."),
        (["--preset", "nobody"], 2, "There is no preset called nobody; there are dparsf"),
        (
            ["--confounds", "TABLE", "--columns", "a_comp_cor_0"],
            2,
            "has no column called a_comp_cor_0; did you mean a_c",
        ),
        (["--confounds", "TABLE"], 3, "The confounds derivative hold something that is no number"),
        (["--low-hz", "0.3", "--high-hz", "0.4"], 2, "0.25 Hz"),
        (["--motion", "SHORT"], 3, '"short.txt" has 9 rows, but the series has 60 volumes.'),
        (["--csf", "OTHER"], 3, 'The mask "other.nii.gz" ('),
        (["--drop", "58"], 3, "Dropping 58 of 60 volumes leaves too few"),
        (["--motion", "MOTION", "--scrub-fd", "0.001"], 3, "volumes are left after scrubbing"),
        (["--order", "backwards"], 2, "invalid choice"),
    ],
)
def test_that_what_does_not_fit_is_refused_in_one_sentence(
    filtered, tmp_path, series, motion_path, confounds_path, words, code, sentence
):
    np.savetxt(tmp_path / "short.txt", np.zeros((9, 6)))
    elsewhere = Grid((4, 4, 4), np.eye(4))
    other = write_mask(Mask(elsewhere, np.ones((4, 4, 4), bool)), tmp_path / "other.nii.gz")
    files = {
        "MOTION": motion_path,
        "TABLE": confounds_path[0],
        "SHORT": tmp_path / "short.txt",
        "OTHER": other,
    }
    answer, out = filtered(*(files.get(word, word) for word in words))
    assert answer.code == code, answer.err
    assert sentence in answer.sentences[-1]
    assert not out.exists()


def test_that_results_are_not_overwritten_without_force(filtered):
    filtered()
    answer, out = filtered("--high-hz", 0.1)
    assert answer.code == 1
    assert "(--force)" in answer.err
    before = _stored(out)
    assert filtered("--high-hz", 0.1, "--force")[0].code == 0
    assert not np.array_equal(_stored(out), before)


def test_that_a_series_without_a_mean_has_no_dvars_but_is_filtered(call, tmp_path, series, mask, mask_path):
    values = np.stack([series.frames.frame(t) for t in range(N)], axis=-1)
    centred = replace(series, frames=type(series.frames)(values - values.mean(axis=3, keepdims=True)))
    path = write_series(centred, tmp_path / "centred_bold.nii.gz", dtype="float32")
    answer = call("filter", "--bold", path, "--mask", mask_path, "--out", tmp_path / "o")
    assert answer.code == 0, answer.err
    assert (tmp_path / "o" / "filtered_volumes.tsv").read_text("utf-8").splitlines()[1] == "0\tn/a\tn/a\tn/a\t1"
