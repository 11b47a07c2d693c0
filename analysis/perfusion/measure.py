"""From an opened ASL scan to its maps: facts completed, order confirmed, M0 and brain found, then computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.errors import DataError, GeometryError, InputError, OptionError
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.perfusion.averages import AslData
from analysis.perfusion.calibration import (
    REFERENCES,
    Calibration,
    M0Image,
    Relaxed,
    relaxed_estimate,
    relaxed_map,
    relaxed_reference,
)
from analysis.perfusion.cbf import CbfResult, compute_cbf, require_calibration
from analysis.perfusion.completion import complete
from analysis.perfusion.head_motion import AslMotion, estimate_motion, realigned, reason_against
from analysis.perfusion.m0_source import find_m0, stated_estimate
from analysis.perfusion.protocol import AslProtocol
from analysis.perfusion.quality import Tissues
from analysis.perfusion.quantify import CbfOptions, HeadMotion
from analysis.perfusion.scanner_map import EQUATION, is_scanner_cbf, pass_through
from analysis.perfusion.volume_order import detect_order
from analysis.preprocess.brain_mask import estimate_brain_mask, estimate_brain_mask_of_volume
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import Fact, FactSource, Scan


@dataclass(frozen=True, eq=False)
class PerfusionRequest:
    """What to compute.

    Parameters
    ----------
    scan : the ASL series as it was opened, complete
    given : typed facts, by field
    m0 : the separate M0 scan, if there is one
    mask : the brain on the grid of the series; estimated where None
    calibration : against what
    reference, reference_mask : tissue ("csf", "gm", "wm") and its region, for `Calibration.REFERENCE`
    gray, white : fractions of grey and white matter on the grid of the series, for quality and rejection
    m0_fwhm_mm : smoothing of the M0 inside the mask
    align_m0 : whether a separate M0, or one in the series, is aligned rigidly with the labelled images
    options : of the computation
    inputs : records of the files
    """

    scan: Scan
    given: Mapping[str, Fact] = field(default_factory=dict)
    m0: Scan | None = None
    mask: Mask | None = None
    calibration: Calibration = Calibration.M0
    reference: str = ""
    reference_mask: Mask | None = None
    gray: Volume | None = None
    white: Volume | None = None
    m0_fwhm_mm: float = 0.0
    options: CbfOptions = field(default_factory=CbfOptions)
    inputs: tuple[InputRecord, ...] = ()
    align_m0: bool = False


def measure_perfusion(request: PerfusionRequest, progress: Progress = silent) -> CbfResult:
    """Compute the maps; see `cbf.compute_cbf`.

    Raises
    ------
    DataError
        with the fields that nobody told, or what is impossible; also where absolute perfusion lacks an M0
    GeometryError
        if M0, mask or tissue is on another grid
    OptionError
        if options do not fit each other
    """
    scan = _as_series(request.scan)
    if is_scanner_cbf(scan, request.given):
        return _of_scanner(request, scan, progress)
    protocol = _protocol(scan, request, part(progress, 0.0, 0.1))
    scan, motion, protocol = _held_still(scan, protocol, request.options, part(progress, 0.1, 0.4))
    series = scan.image
    assert isinstance(series, Series)
    m0 = None
    if request.calibration is not Calibration.NONE:
        m0 = find_m0(scan, protocol, request.given, request.m0, part(progress, 0.4, 0.45), align=request.align_m0)
    mask = request.mask if request.mask is not None else _brain(series, m0, part(progress, 0.45, 0.5))
    _require_grid(mask.grid.matches(series.grid), "mask")
    relaxed = _relaxed(request, scan, protocol, m0, mask)
    tissues = _tissues(request, mask)
    data = AslData(series, mask, protocol, relaxed, tissues, request.inputs, motion)
    return compute_cbf(data, request.options, part(progress, 0.5, 1.0))


def _held_still(
    scan: Scan, protocol: AslProtocol, options: CbfOptions, progress: Progress
) -> tuple[Scan, AslMotion | None, AslProtocol]:
    """The scan with the head held still, where that is wanted; the protocol says why not, where it could not be."""
    if options.head_motion is HeadMotion.OFF:
        return scan, None, protocol
    assert isinstance(scan.image, Series)
    reason = reason_against(protocol) if options.head_motion is HeadMotion.AUTO else ""
    if not reason:
        try:
            motion = estimate_motion(scan.image, protocol, progress=part(progress, 0.0, 0.7))
            still = realigned(scan.image, motion, part(progress, 0.7, 1.0))
            return replace(scan, image=still), motion, protocol
        except InputError as error:
            if options.head_motion is HeadMotion.ON:
                raise
            reason = str(error)
    note = f"Head motion was not corrected: {reason.rstrip('.')}."
    return scan, None, replace(protocol, warnings=(*protocol.warnings, note))


def _of_scanner(request: PerfusionRequest, scan: Scan, progress: Progress) -> CbfResult:
    """CBF that the scanner has computed."""
    assert isinstance(scan.image, Series)
    mask = request.mask if request.mask is not None else estimate_brain_mask(scan.image, progress)
    _require_grid(mask.grid.matches(scan.image.grid), "mask")
    maps, checks = pass_through(scan, request.given, mask, _tissues(request, mask), request.inputs)
    return CbfResult(maps, checks, (), (), EQUATION)


def _as_series(scan: Scan) -> Scan:
    """A single volume (a difference that the scanner has averaged) as a series of one."""
    if isinstance(scan.image, Series):
        scan.image.require_complete()
        return scan
    image = scan.image
    return replace(scan, image=Series(image.grid, ArrayFrames(image.data[..., None]), None, image.name, image.unit))


def _protocol(scan: Scan, request: PerfusionRequest, progress: Progress) -> AslProtocol:
    given, proposals = dict(request.given), {}
    assert isinstance(scan.image, Series)
    known = "VolumeTypes" in given or (scan.asl is not None and scan.asl.volume_types)
    if not known and scan.image.n_timepoints > 1:
        mask = request.mask or estimate_brain_mask(scan.image, part(progress, 0.0, 0.5))
        order = detect_order(scan.image, mask, part(progress, 0.5, 1.0))
        if order is not None and order.is_sure:
            given["VolumeTypes"] = Fact(order.volume_types, FactSource.VALUES)
        elif order is not None:
            proposals["VolumeTypes"] = order.words
    protocol = complete(scan, given, proposals)
    if protocol.facts["VolumeTypes"].source is FactSource.VALUES:
        note = "Which volumes are control and label was told from their values: in every pair one is darker."
        return replace(protocol, warnings=(*protocol.warnings, note))
    return protocol


def _brain(series: Series, m0: M0Image | None, progress: Progress) -> Mask:
    if m0 is not None:
        return estimate_brain_mask_of_volume(m0.volume, progress)
    return estimate_brain_mask(series, progress)


def _relaxed(
    request: PerfusionRequest, scan: Scan, protocol: AslProtocol, m0: M0Image | None, mask: Mask
) -> Relaxed | None:
    partition = protocol.partition.value
    if request.calibration is Calibration.NONE:
        return None
    estimate = stated_estimate(scan, request.given) if m0 is None else None
    if estimate is not None and request.calibration is Calibration.M0:
        return relaxed_estimate(estimate, partition)
    require_calibration(
        request.calibration, has_m0=m0 is not None, background_suppression=protocol.background_suppression
    )
    assert m0 is not None
    if request.calibration is Calibration.M0:
        return relaxed_map(m0, mask, request.m0_fwhm_mm)
    if request.reference not in REFERENCES or request.reference_mask is None:
        raise OptionError(f"A reference tissue is one of {', '.join(REFERENCES)}, with a mask of its region.")
    _require_grid(request.reference_mask.grid.matches(mask.grid), "reference region")
    return relaxed_reference(m0, request.reference_mask, REFERENCES[request.reference], partition)


def _tissues(request: PerfusionRequest, mask: Mask) -> Tissues | None:
    if request.gray is None:
        if request.white is not None:
            raise OptionError("White matter is used only together with grey matter; give both.")
        return None
    return Tissues(_fraction(request.gray, mask), None if request.white is None else _fraction(request.white, mask))


def _fraction(volume: Volume, mask: Mask) -> np.ndarray:
    _require_grid(volume.grid.matches(mask.grid), "map of tissue")
    values = np.nan_to_num(volume.data[mask.data].astype(np.float64), nan=0.0)
    if values.min() < -0.01 or values.max() > 1.01 or values.max() <= 0:
        raise DataError(
            f"A map of tissue holds fractions from 0 to 1, but this one goes from {values.min():.4g} to "
            f"{values.max():.4g}."
        )
    return values


def _require_grid(matches: bool, name: str) -> None:
    if not matches:
        raise GeometryError(f"The {name} is not on the grid of the ASL series; bring it there first.")
