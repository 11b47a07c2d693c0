"""A processed patient with a map, and the comparison of it with 22 controls, as the commands leave them."""

import gzip
import json
import shutil
from pathlib import Path

from analysis.files.nifti import read_mask
from analysis.files.results import write_json, write_mask
from analysis.presets import find_preset
from analysis.quality.folder import processed_files
from analysis.quality.kept import write_quality
from analysis.quality.measuring import measure_quality
from analysis.stats.cohort_table import read_cohort_table
from analysis.stats.patient_files import write_patient_result
from analysis.stats.reference_cohort import load_cohort, load_patient
from analysis.stats.single_patient import compare_patient
from tests.analysis.quality.made_patient import write_patient
from tests.analysis.stats.made_cohort import MASK, write_cohort

VALUES = {"age": "45", "sex": "M", "mean_fd": "0.12"}


def write_case(root: Path, *, perfusion: bool = False, t1: bool = True) -> tuple[Path, Path]:
    """Write the patient and its comparison; returns the folders of both. With perfusion one light of it is red."""
    derivative = write_patient(root / "derivative", perfusion=perfusion, t1=t1)
    files = processed_files(derivative)
    write_quality(measure_quality(files, find_preset("spinal_pain_zhang2025")), files)
    table, image = write_cohort(root / "erika", n=22)
    maps = files.folder / "maps"
    maps.mkdir()
    for path in image.parent.iterdir():
        shutil.copy(path, maps / path.name)
    scans = [*(["t1"] if t1 else []), "bold"]
    record = {"Format": "algoscope-processing-1", "Preset": "spinal_pain_zhang2025", "Maps": ["malff"], "Warnings": []}
    write_json({**record, "Scans": scans}, files.folder / "sub-made_desc-processing_record.json")
    mask = write_mask(MASK, root / "erika" / "mask.nii.gz", space="MNI152")
    cohort = load_cohort(read_cohort_table(table), "malff", read_mask(mask))
    result = compare_patient(cohort, load_patient(maps / "malff.nii.gz", cohort, VALUES))
    write_patient_result(result, root / "compared")
    return derivative, root / "compared"


def edit_json(path: Path, **changes: object) -> None:
    """Change entries of a JSON file."""
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, **changes}))


def add_vmhc(folder: Path) -> Path:
    """Give the patient one more map, a changed copy of the other; returns the folder of the results."""
    maps = folder / "sub-made" / "maps"
    for path in list(maps.glob("malff*")):
        shutil.copy(path, maps / path.name.replace("malff", "vmhc"))
    image = maps / "vmhc.nii.gz"
    edit_json(image.with_name("vmhc.json"), statistic="vmhc", name="malff (2)")
    edit_json(folder / "sub-made" / "sub-made_desc-processing_record.json", Maps=["malff", "vmhc"])
    content = bytearray(gzip.decompress(image.read_bytes()))
    content[352 + 4 * 3000] ^= 1  # the last bit of one value: another map, with another hash
    image.write_bytes(gzip.compress(bytes(content)))
    return folder
