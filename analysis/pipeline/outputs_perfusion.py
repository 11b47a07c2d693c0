"""The files about perfusion in the ASL series' own space: maps, reference image, quality, and the way to MNI space."""

from pathlib import Path

from analysis.image import Volume
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.quality import table_of
from analysis.pipeline.found import Way
from analysis.pipeline.outputs import put_mask, put_tsv, put_volume
from analysis.pipeline.steps import Run
from analysis.pipeline.transform_files import write_linear, write_way
from analysis.progress import Progress, part
from analysis.scan import StatMap

_SUFFIXES = {"cbf": "cbf", "att": "att", "cbf_gm": "desc-gm_cbf", "cbf_wm": "desc-wm_cbf"}


def write_perfusion(run: Run, measured: CbfResult, reference: Volume, way: Way, progress: Progress) -> tuple[Path, ...]:
    """Write all of them, and give their paths."""
    names = run.names
    written: list[Path] = []
    for number, stat_map in enumerate(measured.maps):
        progress(number / (len(measured.maps) + 1), "Writing the perfusion maps")
        written += put_volume(stat_map.volume, names.perf(_name(stat_map)), _content(stat_map))
    progress(0.9, "Writing the perfusion maps")
    mask = measured.maps[0].mask
    if mask is not None:
        written += put_mask(mask, names.perf("desc-brain_mask.nii.gz"))
    written += put_volume(reference, names.perf("aslref.nii.gz"), {"Description": "What the series was aligned by"})
    columns, rows = table_of(measured.checks)
    meaning = {"Description": "Is the map plausible? Each check with its limits and their source."}
    written += put_tsv(columns, rows, names.perf("desc-quality.tsv"), meaning)
    if way.coregistration is not None:
        written.append(write_linear(way.coregistration.transform, names.t1_to_asl, source="T1w", target="aslref"))
    else:
        files = names.way("perf", "aslref")
        write_way(way.normalisation, files, image="aslref", progress=part(progress, 0.9, 1.0))
        written += [files.affine, files.warp, files.inverse_warp]
    return tuple(written)


def _name(stat_map: StatMap) -> str:
    plain = stat_map.statistic.replace("_", "")
    return f"{_SUFFIXES.get(stat_map.statistic, f'stat-{plain}_statmap')}.nii.gz"


def _content(stat_map: StatMap) -> dict[str, object]:
    return {"Units": stat_map.volume.unit or "arbitrary", "Provenance": stat_map.provenance.as_dict()}
