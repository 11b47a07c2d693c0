"""Compute cerebral blood flow (CBF) of an ASL series; with several delays the arrival time too.

What the files do not say is asked for by the name of its field, and typed with --set. Without --mask the brain is
estimated and saved. quality.tsv holds the checks of plausibility, cbf.json the equation with its numbers. A red light
is recorded as blocking the report until a person has acknowledged it. With --territories the map is read too.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from analysis.errors import OptionError, OutputError
from analysis.files import asl_scheme, results, sidecar
from analysis.image import Series, Volume
from analysis.perfusion.calibration import REFERENCES, Calibration
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.fields import FIELDS, parse_typed
from analysis.perfusion.head_motion import MOST_FD_MM
from analysis.perfusion.measure import PerfusionRequest, measure_perfusion
from analysis.perfusion.pairs import Subtraction
from analysis.perfusion.placement import Placement
from analysis.perfusion.quality import Light, table_of
from analysis.perfusion.quantify import CbfOptions, HeadMotion, Method
from analysis.perfusion.rejection import Rejection
from analysis.perfusion.vendors import ge_product
from analysis.progress import part
from analysis.provenance import InputRecord, sha256_of_file
from analysis.scan import Fact, FactSource, Scan, StatMap
from gui.command_line import cbf_reading
from gui.command_line.arguments import add_output_folder, add_threads, number, path
from gui.command_line.inputs import open_mask, open_scan, open_volume
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing, with_note, write_maps
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py cbf --asl sub-01_asl.nii.gz --out sub-01_cbf
  main.py cbf --asl asl.nii.gz --m0 m0.nii.gz --set PostLabelingDelay=1.8 --set LabelingDuration=1.8 --out results
  main.py cbf --asl asl.nii.gz --calibration none --out results  # relative perfusion, without an M0
  main.py cbf --asl asl.nii.gz --motion on --t1 T1w.nii.gz --territories --out results
  main.py cbf --asl pw.nii.gz --m0 pd.nii.gz --ge-product 3 --out results  # GE's 3D product sequence

fields for --set (times in s; several values with commas, 8*1.8 repeats):
""" + "\n".join(f"  {field.name:<35}{field.meaning}" for field in FIELDS.values())

_QUALITY = "quality.tsv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The scans, what is typed about them, and the method."""
    parser.add_argument("--asl", type=path, required=True, metavar="FILE", help="ASL series, .nii or .nii.gz")
    parser.add_argument("--m0", type=path, metavar="FILE", help="separate M0 scan (default: the one beside the series)")
    parser.add_argument("--mask", type=path, metavar="FILE", help="mask of the brain on its grid (default: estimated)")
    parser.add_argument("--context", type=path, metavar="TSV", help="table of volume types (default: aslcontext.tsv)")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        dest="typed",
        help="a fact about the scan, see below",
    )
    parser.add_argument("--gm", type=path, metavar="FILE", help="fraction of grey matter on its grid, for the checks")
    parser.add_argument("--wm", type=path, metavar="FILE", help="fraction of white matter on its grid")
    parser.add_argument(
        "--calibration",
        choices=[c.value for c in Calibration],
        default=Calibration.M0.value,
        help="m0: voxel by voxel (default); reference: one tissue for all; none: relative perfusion",
    )
    parser.add_argument("--reference", choices=list(REFERENCES), default="csf", help="reference tissue; default csf")
    parser.add_argument("--reference-mask", type=path, metavar="FILE", help="region of the reference tissue")
    parser.add_argument(
        "--method",
        choices=[m.value for m in Method],
        default=Method.WEIGHTED_DELAY.value,
        help="for several delays; default weighted-delay",
    )
    parser.add_argument(
        "--t1-tissue-s", type=number(0.3, 5), metavar="S", help="T1 of label that left the blood (default: it stays)"
    )
    parser.add_argument(
        "--m0-fwhm-mm", type=number(0, 50), default=0.0, metavar="MM", help="smooth the M0 inside the mask; default 0"
    )
    parser.add_argument(
        "--partial-volume", action="store_true", help="flow of grey and white matter alone too (needs --gm and --wm)"
    )
    parser.add_argument("--keep-all-pairs", action="store_true", help="leave no pair out")
    _add_preparation(parser)
    cbf_reading.add_arguments(parser)
    add_output_folder(parser)
    add_threads(parser)


def _add_preparation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--motion",
        choices=[m.value for m in HeadMotion],
        default=HeadMotion.AUTO.value,
        help="on: align control and label with each other first, and leave out pairs with movement; "
        "auto (default): where there are at least four pairs, else said",
    )
    parser.add_argument(
        "--most-fd-mm",
        type=number(0, 10, above=True),
        default=MOST_FD_MM,
        metavar="MM",
        help=f"largest displacement within a pair; default {MOST_FD_MM:g}",
    )
    parser.add_argument(
        "--subtraction",
        choices=[s.value for s in Subtraction],
        default=Subtraction.PAIRWISE.value,
        help="surround: the mean of the controls on both sides of a label; default pairwise",
    )
    parser.add_argument("--align-m0", action="store_true", help="align the M0 rigidly with the labelled images")
    parser.add_argument(
        "--ge-product", type=number(0, 100, above=True), metavar="NEX", help="facts of GE's 3D product sequence"
    )
    parser.add_argument("--standard-error", action="store_true", help="map the standard error from repeated pairs too")


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compute and write the maps and the quality table; their paths go to stdout."""
    given = parse_typed(arguments.typed)
    if arguments.t1 is not None and not arguments.territories:
        raise OptionError("--t1 is used with --territories only.")
    calibration = Calibration(arguments.calibration)
    name = "relative_perfusion" if calibration is Calibration.NONE else "cbf"
    new = [name, f"{name}_gm", f"{name}_se", "perfusion_weighted", "att", *cbf_reading.MAPS]
    refuse_existing(arguments.out, new, force=arguments.force)
    for table in (_QUALITY, *cbf_reading.TABLES):
        if (arguments.out / table).exists() and not arguments.force:
            raise OutputError(f'"{table}" exists already in the folder for the results; see --force.')
    request, placement = _request(arguments, calibration, given, terminal), None
    if arguments.territories:
        placement, records = cbf_reading.placement_of(request, arguments.t1, terminal)
        request = _with_tissues(replace(request, inputs=(*request.inputs, *records)), placement)
    result = measure_perfusion(request, part(terminal, 0.7 if arguments.territories else 0.2, 0.9))
    said = request.scan.warnings
    maps = tuple(with_note(stat_map, said) for stat_map in result.maps)
    for warning in maps[0].provenance.warnings:
        if warning not in said:
            terminal.say(warning)
    terminal.clear()
    _write(maps, result, arguments.out, request.scan, force=arguments.force)
    if placement is not None:
        step = part(terminal, 0.9, 1.0)
        cbf_reading.write_reading(result, placement, request, arguments.out, force=arguments.force, progress=step)
    if arguments.earlier is not None:
        cbf_reading.write_follow_up(
            result,
            arguments.earlier,
            request.scan,
            arguments.out,
            terminal,
            align=arguments.align_earlier,
            force=arguments.force,
        )
    terminal.clear()
    return DONE


def _with_tissues(request: PerfusionRequest, placement: Placement) -> PerfusionRequest:
    """The request with the tissues of the T1, where none were given."""
    if request.gray is not None or placement.gray is None:
        return request
    gray, white = (
        None if v is None else Volume(v.grid, np.clip(np.nan_to_num(v.data), 0, 1), v.name)
        for v in (placement.gray, placement.white)
    )
    return replace(request, gray=gray, white=white)


def _write(maps: tuple[StatMap, ...], result: CbfResult, folder: Path, scan: Scan, *, force: bool) -> None:
    for written in write_maps(maps, folder, space=results.space_of(scan), force=force):
        print(written)
    columns, rows = table_of(result.checks)
    table = folder / _QUALITY
    results.write_tsv(columns, rows, table, force=force)
    print(table.absolute())
    print(result.equation)
    for check in result.checks:
        light = "" if check.light is Light.NONE else f"{check.light.value}: "
        print(f"  {light}{check.caption} {check.value:.4g} {check.unit}".rstrip())
    if result.blocking:
        listed = ", ".join(check.caption for check in result.blocking)
        print(f"No report before a person has acknowledged: {listed}.")


def _request(
    arguments: argparse.Namespace, calibration: Calibration, given: dict[str, Fact], terminal: Terminal
) -> PerfusionRequest:
    if calibration is Calibration.REFERENCE and arguments.reference_mask is None:
        raise OptionError("A reference tissue needs --reference-mask FILE, the region of that tissue.")
    scan, given, records = _series(arguments, given, terminal)
    m0 = None
    m0_path = arguments.m0 or (_m0_beside(scan, given, terminal) if calibration is not Calibration.NONE else None)
    if m0_path is not None:
        found = open_scan(m0_path, "m0", terminal, part(terminal, 0.15, 0.2))
        m0 = found.scan
        records.append(found.record)
    mask = reference = None
    if arguments.mask is not None:
        mask, record = open_mask(arguments.mask)
        records.append(record)
    if arguments.reference_mask is not None:
        reference, record = open_mask(arguments.reference_mask)
        records.append(replace(record, role="reference mask"))
    return PerfusionRequest(
        scan,
        given,
        m0,
        mask,
        calibration,
        arguments.reference,
        reference,
        _tissue(arguments.gm, "grey matter", records, terminal),
        _tissue(arguments.wm, "white matter", records, terminal),
        arguments.m0_fwhm_mm,
        _options(arguments),
        tuple(records),
        arguments.align_m0,
    )


def _series(
    arguments: argparse.Namespace, given: dict[str, Fact], terminal: Terminal
) -> tuple[Scan, dict[str, Fact], list[InputRecord]]:
    """The series, what is given about it (typed facts come first), and what was read."""
    opened = open_scan(arguments.asl, "asl", terminal, part(terminal, 0.0, 0.15))
    scan, records = _as_asl(opened.scan, arguments.asl), [opened.record]
    if arguments.ge_product is not None:
        given = {**ge_product(arguments.ge_product, _field_of(scan, given)), **given}
    if arguments.context is not None:
        given = {"VolumeTypes": Fact(asl_scheme.read_context(arguments.context), FactSource.SIDECAR), **given}
        records.append(InputRecord("aslcontext", sha256_of_file(arguments.context)))
    return scan, given, records


def _options(arguments: argparse.Namespace) -> CbfOptions:
    return CbfOptions(
        Method(arguments.method),
        arguments.t1_tissue_s,
        Rejection.NONE if arguments.keep_all_pairs else Rejection.SCORE,
        arguments.partial_volume,
        Subtraction(arguments.subtraction),
        HeadMotion(arguments.motion),
        arguments.most_fd_mm,
        arguments.standard_error or arguments.territories,
    )


def _field_of(scan: Scan, given: dict[str, Fact]) -> float:
    """Field of the scanner in T, on which GE's T1 of blood depends."""
    fact = given.get("MagneticFieldStrength") or scan.facts.get("MagneticFieldStrength")
    if fact is None or not isinstance(fact.value, int | float):
        raise OptionError("GE's facts depend on the field of the scanner; type it (--set MagneticFieldStrength=3).")
    return float(fact.value)


def _as_asl(scan: Scan, image: Path) -> Scan:
    """The scan with what its sidecar says about labelling, also where its name does not say that it is ASL."""
    if scan.asl is not None:
        return scan
    n_volumes = scan.image.n_timepoints if isinstance(scan.image, Series) else 1
    scheme, warnings = asl_scheme.read(image, sidecar.read(image), n_volumes)
    return replace(scan, asl=scheme, warnings=(*scan.warnings, *warnings))


def _m0_beside(scan: Scan, given: dict[str, Fact], terminal: Terminal) -> Path | None:
    """The M0 scan that lies beside the series by its BIDS name, unless the M0 is known to be elsewhere."""
    assert scan.path is not None
    stated = given["M0Type"].value if "M0Type" in given else scan.asl.m0 if scan.asl is not None else None
    types = given["VolumeTypes"].value if "VolumeTypes" in given else scan.asl.volume_types if scan.asl else ()
    if stated not in (None, "Separate") or "m0scan" in types:
        return None
    for ending in (".nii.gz", ".nii"):
        for found in sidecar.beside(scan.path, "m0scan", ending):
            terminal.say("The M0 scan beside the series is used.")
            return found
    return None


def _tissue(given: Path | None, role: str, records: list[InputRecord], terminal: Terminal) -> Volume | None:
    if given is None:
        return None
    opened = open_volume(given, role, terminal)
    records.append(opened.record)
    return opened.volume
