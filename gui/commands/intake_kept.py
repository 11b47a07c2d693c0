"""A patient of whom something is kept already: go on with it, or keep the scans as a new visit.

Nothing is overwritten: results of other settings get a folder of their own.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from analysis.files import nifti
from analysis.importing import dataset, kept
from analysis.importing.look_through import FoundPatient
from analysis.pipeline.case import Case
from analysis.pipeline.chain import typed_facts
from analysis.pipeline.names import Names
from analysis.pipeline.places import hashes_in
from analysis.presets import Preset
from analysis.progress import Progress, silent
from analysis.provenance import sha256_of_file
from gui.commands.about_patient import read_about
from gui.commands.intake_answers import RESULTS, SCANS, Again, Answers, Kept, Person, patients_folder

_SAME_MM = 0.01
_VISIT = "_visit-"  # between the name of the patient's folder and the number of the visit


def _tr(text: str) -> str:
    return QCoreApplication.translate("intake", text)


def scans_in(path: Path) -> Path:
    """The scans in the folder of a patient who was kept here; any other path as it is."""
    return path / SCANS if path.is_dir() and dataset.is_ours(path / SCANS) else path


def known_again(found: FoundPatient, progress: Progress = silent) -> FoundPatient:
    """With the pseudonym under which scans of an export are kept already, if they are."""
    if not found.is_export or found.pseudonym:
        return found
    folders = kept.kept_under(_files(found), patients_folder(), SCANS, progress)
    names = {folder.split(_VISIT)[0].removeprefix("sub-") for folder in folders}
    return replace(found, pseudonym=names.pop()) if len(names) == 1 else found


def _files(found: FoundPatient) -> dict[int, Path]:
    scans = {n: series.scan for n, series in enumerate(found.series) if series.scan is not None}
    return {n: scan.path for n, scan in scans.items() if scan.path is not None}


def is_asked(found: FoundPatient, answers: Answers) -> bool:
    """Whether a person must decide, because the patient's folder holds more than these scans themselves."""
    home = answers.home
    if answers.kept is not None and answers.again is not Again.UNDECIDED:
        return True
    return home.is_dir() and _is_patients(home, answers.person.pseudonym) and not is_free(home, found)


def is_free(home: Path, found: FoundPatient) -> bool:
    """Whether a folder is empty, or holds nothing but the scans of this patient, which were kept there earlier."""
    own = bool(found.pseudonym) and all(path.absolute().is_relative_to(home / SCANS) for path in _files(found).values())
    return all(own and entry.name == SCANS for entry in home.iterdir())


def _is_patients(home: Path, name: str) -> bool:
    """Whether a folder holds scans and results of this pseudonym, and nothing else."""
    names = {entry.name for entry in home.iterdir()}
    subjects = dataset.subjects(home / SCANS)
    alone = subjects <= {f"sub-{name.removeprefix('sub-')}"} and (not subjects or dataset.is_ours(home / SCANS))
    return bool(names) and alone and all(n == SCANS or n.split("-")[0] == RESULTS for n in names)


def look_at(found: FoundPatient, answers: Answers, progress: Progress = silent) -> Kept:
    """The job: which of the series are the same, voxel for voxel, as what is kept in the patient's folder."""
    home, name = answers.home, answers.person.pseudonym.removeprefix("sub-")
    files = _files(found)
    images = kept.same_files(files, home / SCANS, progress)
    results = sorted(home.glob(f"{RESULTS}*"))
    if not found.is_export:
        hashes = {digest for folder in results for digest in hashes_in(Names(folder, name))}
        for place, path in files.items() if hashes else ():
            progress(0.9, "")
            if place not in images and sha256_of_file(path) in hashes:
                images[place] = path
    told = (read_about(folder, f"sub-{name}") for folder in results)
    return Kept(home, images, next(filter(None, told), {}), _with_kept(found, images))


def _with_kept(found: FoundPatient, images: Mapping[int, Path]) -> FoundPatient:
    """The series with the scans that are kept: those are processed, so their facts are to be seen."""
    series = [
        replace(one, scan=nifti.read(images[n])) if n in images and found.is_export else one
        for n, one in enumerate(found.series)
    ]
    return replace(found, series=tuple(series))


def seen(found: FoundPatient, answers: Answers) -> FoundPatient:
    """What the window shows: the scans that were found, or those that are kept where a person goes on with them."""
    kept_scans = None if answers.kept is None else answers.kept.found
    return kept_scans if answers.again is Again.GO_ON and kept_scans is not None else found


def noted(answers: Answers, found_there: Kept) -> Answers:
    """With what is kept; of the patient, what was said then stands where nothing is said now."""
    if found_there.home != answers.home:
        return answers
    person, known = answers.person, found_there.person
    now = {"age": person.age, "sex": person.sex, "handedness": person.hand, "scan_date": person.date}
    then = {column: one for column, one in known.items() if not now[column]}
    texts = {**now, **{column: one.value for column, one in then.items()}}
    sources = {**person.sources, **{column: one.source for column, one in then.items() if one.source is not None}}
    filled = Person(person.pseudonym, texts["age"], texts["sex"], texts["handedness"], texts["scan_date"], sources)
    return replace(answers, kept=found_there, person=filled)


def settled(answers: Answers) -> Answers:
    """Without a decision about another folder than that of the patient now."""
    if answers.kept is None or answers.kept.home == answers.home:
        return answers
    return replace(answers, kept=None, again=Again.UNDECIDED, visit=None)


def decide(answers: Answers, again: Again) -> Answers:
    """Go on with what is kept, or keep the scans as a new visit."""
    visit = next_visit(answers.home) if again is Again.VISIT else None
    return replace(answers, again=again, visit=visit)


def next_visit(home: Path) -> Path:
    """The folder of the patient's next visit: ``sub-01_visit-2``."""
    number = 2
    while home.with_name(f"{home.name}{_VISIT}{number}").exists():
        number += 1
    return home.with_name(f"{home.name}{_VISIT}{number}")


def about(found: FoundPatient, answers: Answers, places: tuple[int, ...]) -> str:
    """What must be decided about what is kept already, as a sentence; "" where nothing must.

    Parameters
    ----------
    places : of the series that processing reads
    """
    name = answers.home.name
    if answers.again is Again.VISIT:
        return ""
    if answers.kept is not None and not set(places) & set(answers.kept.images):
        return _tr(
            '"{name}" holds something already, but none of these scans: keep them as a new visit if it is the same '
            "patient, or choose another pseudonym."
        ).format(name=name)
    if answers.again is not Again.GO_ON or answers.kept is None:
        words = _tr('"{name}" holds something already: choose whether to go on with it, or to keep a new visit.')
        return words.format(name=name)
    lacking = [str(found.series[n].number) for n in places if n not in answers.kept.images]
    if lacking:
        words = _tr('Series {numbers} is not kept in "{name}": set it to ignore, or keep these scans as a new visit.')
        return words.format(numbers=", ".join(lacking), name=name)
    return ""


def results_for(home: Path, case: Case, preset: Preset, voxel_mm: float) -> Path:
    """Where a run's results go: to those of the same settings or of a stopped run, else into a new folder."""
    number = 1
    while True:
        folder = home / (RESULTS if number == 1 else f"{RESULTS}-{number}")
        if not folder.exists() or _is_same_run(Names(folder, case.subject), case, preset, voxel_mm):
            return folder
        number += 1


def _is_same_run(names: Names, case: Case, preset: Preset, voxel_mm: float) -> bool:
    try:
        record = json.loads(names.record.read_text(encoding="utf-8"))
    except OSError:
        return not any(names.maps.glob("*.nii.gz"))  # a run that was stopped before its maps
    except ValueError:
        return False
    if not isinstance(record, dict):
        return False
    typed: Any = json.loads(json.dumps(typed_facts(case).get("TypedFacts", {})))
    same = record.get("Preset") == preset.key and record.get("TypedFacts", {}) == typed
    return same and abs(_voxel_mm(names) - voxel_mm) < _SAME_MM and _same_scans(record, case)


def _same_scans(record: Mapping[str, Any], case: Case) -> bool:
    roles = {"t1": case.t1, "bold": case.bold, "asl": case.asl, "lesion": case.lesion}
    now = {role for role, path in roles.items() if path is not None}
    return set(record.get("Scans", ())) - {"m0"} == now


def _voxel_mm(names: Names) -> float:
    """Of the maps of a run, 0 where there is none."""
    path = next(iter(sorted(names.maps.glob("*.nii.gz"))), None)
    return 0.0 if path is None else float(nifti.read_header(path).header.grid.voxel_size_mm[0])
