import json
import os
import signal
import sys
from dataclasses import replace

import numpy as np
import pytest

from analysis.files import nifti, results
from analysis.files.results import write_mask, write_series
from analysis.image import Mask
from analysis.metrics.alff import AlffOptions, compute_alff
from analysis.metrics.catalogue import ALFF, METRICS, REHO
from analysis.metrics.reho import RehoOptions, compute_reho
from analysis.provenance import sha256_of_file
from gui.command_line import bold, metric


def stored(folder, name):
    """The values of a map as another program reads them."""
    import nibabel

    return np.asarray(nibabel.load(folder / f"{name}.nii.gz").dataobj)


def record(folder, name):
    return json.loads((folder / f"{name}.json").read_text("utf-8"))["provenance"]


def test_that_alff_has_the_numbers_of_the_function(call, tmp_path, series, mask, bold_path, mask_path):
    answer = call(
        "metric", "alff", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o",
        "--low-hz", 0.02, "--high-hz", 0.1, "--convention", "dpabi",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    expected = compute_alff(series, mask, AlffOptions(0.02, 0.1, metric.METRICS[0].options[-1].choices[1]))
    assert [line.rsplit("/", 1)[-1] for line in answer.out.splitlines()] == [f"{m.statistic}.nii.gz" for m in expected]
    for stat_map in expected:
        values = stored(tmp_path / "o", stat_map.statistic)
        np.testing.assert_array_equal(values[mask.data], stat_map.volume.data[mask.data])
        assert (values[~mask.data] == 0).all()


def test_that_reho_has_the_numbers_of_the_function(call, tmp_path, series, mask, bold_path, mask_path):
    out = tmp_path / "o"
    answer = call(
        "metric", "reho", "--bold", bold_path, "--mask", mask_path, "--out", out, "--neighbours", 7, "--fwhm-mm", 0,
        "--tie-correction",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    expected = compute_reho(series, mask, RehoOptions(7, 0.0, True))
    assert sorted(p.name for p in out.glob("*.nii.gz")) == [
        "mask.nii.gz",
        "mreho.nii.gz",
        "reho.nii.gz",
        "zreho.nii.gz",
    ]
    for stat_map in expected:
        np.testing.assert_array_equal(stored(out, stat_map.statistic)[mask.data], stat_map.volume.data[mask.data])


def test_that_the_record_holds_inputs_parameters_and_no_name(call, tmp_path, bold_path, mask_path):
    call("metric", "alff", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o")
    text = (tmp_path / "o" / "alff.json").read_text("utf-8")
    assert record(tmp_path / "o", "alff")["inputs"] == [
        {"role": "bold", "sha256": sha256_of_file(bold_path)},
        {"role": "mask", "sha256": sha256_of_file(mask_path)},
    ]
    assert record(tmp_path / "o", "alff")["parameters"]["low_hz"] == 0.01
    assert "sub-01" not in text


def test_that_a_typed_repetition_time_counts_is_said_and_is_recorded(
    call, tmp_path, series, mask, bold_path, mask_path
):
    answer = call("metric", "alff", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o", "--tr-s", "2.5")
    sentence = "The repetition time of 2.5 s was typed by hand; the file says 2 s."
    assert sentence in answer.sentences
    provenance = record(tmp_path / "o", "alff")
    assert sentence in provenance["warnings"]
    assert (provenance["parameters"]["typed_tr_s"], provenance["parameters"]["tr_s_of_file"]) == (2.5, 2.0)
    expected = compute_alff(replace(series, tr_s=2.5), mask)[0].volume.data
    np.testing.assert_array_equal(stored(tmp_path / "o", "alff")[mask.data], expected[mask.data])


def test_that_a_series_without_repetition_time_is_refused_until_one_is_typed(call, tmp_path, series, mask_path):
    path = write_series(replace(series, tr_s=None), tmp_path / "no_tr_bold.nii.gz")
    words = ["metric", "alff", "--bold", path, "--mask", mask_path, "--out", tmp_path / "o"]
    refused = call(*words)
    assert refused.code == 3
    assert "repetition time" in refused.err.lower()
    assert call(*words, "--tr-s", 2).code == 0
    assert "the file does not say one" in record(tmp_path / "o", "alff")["warnings"][-1]


def test_that_warnings_of_the_series_stay_with_its_maps(call, tmp_path, bold_path, mask_path):
    bold_path.with_name("sub-01_task-rest_bold.json").write_text('{"RepetitionTime": 2.6}')
    call("metric", "alff", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o")
    scan = nifti.read(bold_path)
    assert scan.warnings
    assert set(scan.warnings) <= set(record(tmp_path / "o", "alff")["warnings"])


def test_that_an_estimated_mask_is_saved_beside_the_maps(call, tmp_path, bold_path, mask, monkeypatch):
    monkeypatch.setattr(bold, "estimate_brain_mask", lambda series, progress: mask)
    assert call("metric", "alff", "--bold", bold_path, "--out", tmp_path / "o").code == 0
    assert (stored(tmp_path / "o", "mask").astype(bool) == mask.data).all()


def test_that_nothing_is_overwritten_without_force(call, tmp_path, bold_path, mask_path):
    words = ["metric", "reho", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o"]
    call(*words)
    before = {path.name: path.read_bytes() for path in (tmp_path / "o").iterdir()}
    refused = call(*words, "--neighbours", 7)
    assert refused.code == 1
    assert refused.err.count("\n") == 1
    assert "(--force)" in refused.err
    assert {path.name: path.read_bytes() for path in (tmp_path / "o").iterdir()} == before
    assert call(*words, "--neighbours", 7, "--force").code == 0
    assert (tmp_path / "o" / "reho.nii.gz").read_bytes() != before["reho.nii.gz"]


@pytest.mark.parametrize("kind", ["volume", "other grid", "empty"])
def test_that_inputs_that_do_not_fit_are_refused_in_one_sentence(call, tmp_path, bold_path, t1_path, mask, kind):
    empty = write_mask(Mask(mask.grid, np.zeros(mask.grid.shape, bool)), tmp_path / "empty.nii.gz")
    bold, given, part = {
        "volume": (t1_path, empty, "is a single volume"),
        "other grid": (bold_path, t1_path, "is not on the grid of the series"),
        "empty": (bold_path, empty, 'mask "empty.nii.gz" is empty'),
    }[kind]
    if kind == "other grid":
        whole = nifti.read(t1_path).image
        given = write_mask(Mask(whole.grid, whole.data > 0), tmp_path / "t1_mask.nii.gz")
    answer = call("metric", "alff", "--bold", bold, "--mask", given, "--out", tmp_path / "o")
    assert answer.code == 3
    assert part in answer.err
    assert not (tmp_path / "o").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_that_ctrl_c_while_computing_leaves_no_file(call, tmp_path, bold_path, mask_path, monkeypatch):
    def interrupted(series, mask, options, progress, *, inputs):
        os.kill(os.getpid(), signal.SIGINT)
        progress(0.5, "still at it")
        raise AssertionError("the work went on")

    monkeypatch.setattr(metric, "METRICS", (replace(ALFF, compute=interrupted),))
    answer = call("metric", "alff", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o")
    assert answer.code == 4
    assert not (tmp_path / "o").exists()


def test_that_ctrl_c_while_writing_leaves_no_partial_file(call, tmp_path, bold_path, mask_path, monkeypatch):
    encode = results.writing.encode_volume

    def interrupted(volume, path, **options):
        encode(volume, path, **options)
        if path.name.endswith("zreho.nii.gz"):
            raise KeyboardInterrupt

    monkeypatch.setattr(results.writing, "encode_volume", interrupted)
    answer = call("metric", "reho", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o")
    assert answer.code == 4
    names = sorted(path.name for path in (tmp_path / "o").iterdir())
    assert names == ["mask.nii.gz", "mreho.json", "mreho.nii.gz", "reho.json", "reho.nii.gz"]


def test_that_a_seed_on_the_left_can_be_typed(call, tmp_path, series, mask, bold_path, mask_path):
    from analysis.metrics.connectivity import SeedFcOptions, compute_seed_fc
    from analysis.metrics.seeds import SphereSeed

    answer = call(
        "metric", "seed-fc", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o", "--seed", "-3,1,2,4"
    )
    assert answer.code == 0, answer.err
    expected = compute_seed_fc(series, mask, SeedFcOptions((SphereSeed("seed1", (-3, 1, 2), 4),)))
    np.testing.assert_array_equal(stored(tmp_path / "o", "fc_r")[mask.data], expected[0].volume.data[mask.data])


def test_that_a_region_of_the_atlas_is_refused_in_the_scanners_space(call, tmp_path, bold_path, mask_path):
    words = ["metric", "seed-fc", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o"]
    answer = call(*words, "--seed-region", "Precuneus_L")
    assert answer.code == 3
    assert "scanner's space" in answer.err


@pytest.mark.parametrize("wanted", METRICS, ids=lambda m: m.key)
def test_that_every_metric_of_the_catalogue_is_a_command_with_its_options(call, wanted):
    answer = call("metric", wanted.key, "--help")
    assert answer.code == 0
    assert wanted.meaning in answer.out
    for option in wanted.options:
        assert f"--{option.name.replace('_', '-')}" in answer.out


def test_that_options_left_out_have_the_defaults_of_the_metric(call, tmp_path, bold_path, mask_path, monkeypatch):
    seen = []

    def note(series, mask, options, progress, *, inputs):
        seen.append(options)
        return ()

    monkeypatch.setattr(metric, "METRICS", tuple(replace(m, compute=note) for m in METRICS))
    for wanted in METRICS:
        seed = ["--seed", "0,0,0,5"] if wanted.needs_seeds else []
        words = ["metric", wanted.key, "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / wanted.key]
        assert call(*words, *seed).code == 0
        assert replace(seen[-1], seeds=()) == wanted.options_type() if seed else seen[-1] == wanted.options_type()


def test_that_progress_comes_in_lines_where_there_is_no_terminal(call, tmp_path, bold_path, mask_path):
    err = call("metric", "reho", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o").err
    assert "100% ReHo" in err
    assert "\r" not in err
    assert len(err.splitlines()) <= 15
    assert REHO.key in err.lower()


def test_that_a_preset_gives_the_options_and_typed_ones_win(call, tmp_path, bold_path, mask_path, monkeypatch):
    seen = []

    def note(series, mask, options, progress, *, inputs):
        seen.append(options)
        return compute_reho(series, mask, options, inputs=inputs)

    monkeypatch.setattr(metric, "METRICS", (replace(REHO, compute=note),))
    words = ["metric", "reho", "--bold", bold_path, "--mask", mask_path, "--preset", "dparsf"]
    answer = call(*words, "--out", tmp_path / "o")
    assert answer.code == 0, answer.err
    assert seen[-1] == RehoOptions(27, 4.0)
    assert record(tmp_path / "o", "reho")["parameters"]["preset"] == "dparsf"
    call(*words, "--out", tmp_path / "typed", "--fwhm-mm", 0, "--tie-correction")
    assert seen[-1] == RehoOptions(27, 0.0, True)


def test_that_the_seeds_of_a_preset_are_taken_unless_others_are_typed(
    call, tmp_path, bold_path, mask_path, monkeypatch
):
    from analysis.metrics.catalogue import SEED_FC

    seen = []
    monkeypatch.setattr(
        metric, "METRICS", (replace(SEED_FC, compute=lambda s, m, options, p, *, inputs: seen.append(options) or ()),)
    )
    monkeypatch.setattr(metric, "check_space", lambda seeds, scan: None)
    words = ["metric", "seed-fc", "--bold", bold_path, "--mask", mask_path, "--preset", "spinal_pain_zhang2025"]
    assert call(*words, "--out", tmp_path / "o").code == 0
    assert [s.name for s in seen[-1].seeds] == ["Precentral_L", "Precentral_R", "Postcentral_L", "Postcentral_R"]
    call(*words, "--out", tmp_path / "o", "--seed", "0,0,0,5")
    assert [s.name for s in seen[-1].seeds] == ["seed1"]


def test_that_a_seed_must_be_named_and_a_preset_known(call, tmp_path, bold_path, mask_path):
    words = ["--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o"]
    answer = call("metric", "seed-fc", *words)
    assert (answer.code, "Name a seed" in answer.err) == (2, True)
    answer = call("metric", "alff", *words, "--preset", "nobody")
    assert (answer.code, "no preset called nobody" in answer.err) == (2, True)


def test_that_a_preset_that_does_not_know_the_metric_says_so(call, tmp_path, bold_path, mask_path):
    answer = call(
        "metric", "alff", "--bold", bold_path, "--mask", mask_path, "--out", tmp_path / "o", "--preset",
        "migraine_coupling_lin2025",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    expected = "The preset migraine_coupling_lin2025 says nothing about alff; the metric's own defaults are used."
    assert expected in answer.sentences
