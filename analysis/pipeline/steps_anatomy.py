"""The steps of the T1: anatomy, grey-matter volume, and the files that they leave."""

from functools import cache
from pathlib import Path

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.files import results
from analysis.image import Mask, Volume
from analysis.pipeline import records
from analysis.pipeline.found import Anatomy
from analysis.pipeline.masks import mni_brain
from analysis.pipeline.names import ANATOMY_MM
from analysis.pipeline.outputs_anatomy import write_anatomy
from analysis.pipeline.steps import Run
from analysis.pipeline.store import Arrays, DoneFiles
from analysis.preprocess.gray_volume import UNIT, GrayVolume, gray_volume
from analysis.preprocess.normalise import Template, working_template
from analysis.preprocess.resample import mni_grid
from analysis.preprocess.structural import Structure, analyse_t1
from analysis.presets import GrayMatter
from analysis.progress import Progress, part
from analysis.provenance import LESION_LEFT_OUT, STEPS_IN_WORDS, Provenance
from analysis.scan import StatMap

_TEMPLATE = {"template": "MNI152 2009a symmetric", "template_mm": 2.0}
_GRAY_FUNCTION = "analysis.preprocess.gray_volume.gray_volume"


@cache
def the_template() -> Template:
    """The standard brain in voxels of 2 mm."""
    priors = tissue_priors()
    return working_template(mni_template(), mni_brain_mask(), priors.gray, priors.white, priors.csf)


def find_anatomy(run: Run, progress: Progress) -> Anatomy:
    """Anatomy of the T1, grey-matter volume, and their files."""
    structure = find_structure(run, part(progress, 0.0, 0.85))
    gray = find_gray_volume(run, structure, part(progress, 0.85, 0.9))

    def write(report: Progress) -> DoneFiles:
        return DoneFiles(write_anatomy(run, structure, gray, report))

    run.files("anatomy-files-1", {}, ["structure", "gray-volume"], write, part(progress, 0.9, 1.0))
    return Anatomy(structure, gray)


def find_structure(run: Run, progress: Progress) -> Structure:
    """Brain, bias field, tissues and normalisation of the T1."""
    t1, lesion = run.scans.t1, run.scans.lesion
    assert t1 is not None

    def compute(report: Progress) -> Arrays:
        report(0.0, "Anatomy")
        return records.structure_arrays(analyse_t1(t1, the_template(), lesion=lesion, progress=report))

    after = ["t1"] if lesion is None else ["t1", "lesion"]
    name = "analysis.preprocess.structural.analyse_t1"
    return records.structure_of(run.arrays("structure-2", name, _TEMPLATE, after, compute, progress))


def find_gray_volume(run: Run, structure: Structure, progress: Progress) -> GrayVolume:
    """The modulated map of grey matter, and the smoothed one on the grid of the maps."""
    fwhm_mm, fine = _fwhm_mm(run), mni_grid(ANATOMY_MM)

    def compute(report: Progress) -> Arrays:
        gray, way = structure.tissues.gray, structure.normalisation
        found = gray_volume(gray, way, fine, run.grid, fwhm_mm=fwhm_mm, progress=report)
        return {"modulated": found.modulated.data, "smoothed": found.smoothed.data}

    parameters = {"fwhm_mm": fwhm_mm, "voxel_mm": run.grid.voxel_size_mm[0]}
    arrays = run.arrays("gray-volume-1", _GRAY_FUNCTION, parameters, ["structure"], compute, progress)
    return GrayVolume(
        Volume(fine, arrays["modulated"], "grey-matter volume", UNIT),
        Volume(run.grid, arrays["smoothed"], "Grey-matter volume", UNIT),
    )


def write_gray_map(run: Run, anatomy: Anatomy, progress: Progress) -> tuple[Path, ...]:
    """The smoothed map of grey-matter volume with its record, beside the maps of the metrics."""
    preset = {"preset": run.preset.key, "warnings": list(run.scans.warnings)}

    def write(report: Progress) -> DoneFiles:
        report(0.0, "Grey-matter volume")
        return _write_map(run, anatomy.structure, anatomy.gray)

    done = run.files("gray-map-2", preset, ["gray-volume"], write, progress)
    return tuple(path for path in done.files if path.name.endswith(".nii.gz"))


def _write_map(run: Run, structure: Structure, gray: GrayVolume) -> DoneFiles:
    mask = Mask(run.grid, mni_brain(run.grid).data, "brain")
    volumes = structure.tissues.volumes
    parameters = {
        "fwhm_mm": _fwhm_mm(run),
        "computed_in_voxels_mm": ANATOMY_MM,
        "gray_matter_ml": volumes.gray_ml,
        "modulated_total_ml": gray.total_ml,
        "tiv_ml": volumes.tiv_ml,
        "preset": run.preset.key,
        STEPS_IN_WORDS: list(_steps_before(run)),
    }
    provenance = Provenance(_GRAY_FUNCTION, parameters, run.records(["t1", "lesion"]), run.scans.warnings)
    image = results.write_map(
        StatMap(gray.smoothed, "gray_volume", provenance, mask), run.names.maps, space="MNI152", force=True
    )
    return DoneFiles((image, image.with_name("gray_volume.json")))


def _steps_before(run: Run) -> tuple[str, ...]:
    """What was done, in words, for the record."""
    fwhm_mm = _fwhm_mm(run)
    return (
        "align the T1 with the MNI152 2009a template",
        *(() if run.scans.lesion is None else (LESION_LEFT_OUT,)),
        "correct the bias field of the T1, and find brain and tissues",
        f"bring grey matter to voxels of {ANATOMY_MM:g} mm, times the determinant of the warp's Jacobian (modulation)",
        *((f"smooth by {fwhm_mm:g} mm FWHM",) if fwhm_mm else ()),
        f"interpolate on voxels of {run.grid.voxel_size_mm[0]:g} mm",
    )


def _fwhm_mm(run: Run) -> float:
    choice: GrayMatter = run.preset.step("gray_volume") or GrayMatter()
    return choice.fwhm_mm
