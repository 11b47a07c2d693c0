"""The first page: quality, the cohort, regions, figures, sentences by fixed rules, limits, and room for a comment."""

import re
from collections.abc import Iterator

import numpy as np

from analysis.image import Volume
from analysis.perfusion.quality import Check, Light
from analysis.quality.record import Topic
from analysis.quality.standing import standings
from analysis.report.case import Case
from analysis.report.comparison import Comparison, RegionLine, volume_at
from analysis.report.details import Details
from analysis.report.document import (
    Comment,
    DotPlot,
    Dots,
    Histogram,
    Lights,
    Paragraphs,
    Section,
    Slices,
    Table,
    Tone,
)
from analysis.report.limits import limits, notes_of
from analysis.report.red_lights import Part, RedLight, is_perfusion, mark_of
from analysis.report.values import OwnMap, own_values, shown_statistics, shows_own_values
from analysis.report.wording import MINUS, fixed, number, p_value, percent
from analysis.stats.patient_regions import prespecified_regions
from analysis.stats.reference_cohort import Level

MOST_ROWS, N_DOTS, MOST_PICTURES = 14, 4, 3
W_SHOWN = 2.0
POSITIONS_MM = (-24.0, -8.0, 8.0, 24.0, 40.0, 56.0)
"""MNI heights of the six axial slices: cerebellum, midbrain, basal ganglia, thalamus and insula, cingulum, vertex."""
_ALPHA = 0.05
_ALWAYS = {
    Topic.MOTION: ("translation", "rotation", "mean_fd", "max_fd", "percent_high", "high_fd"),
    Topic.SIGNAL: ("tsnr", "minutes"),
    Topic.REGISTRATION: ("overlap", "asl_overlap", "correlation"),
    Topic.ANATOMY: ("tiv",),
    Topic.COVERAGE: ("brain", "regions"),
    Topic.PERFUSION: ("mean_cbf", "gray_white_ratio", "negative", "spatial_cov"),
}
_VERDICTS = {
    Light.GREEN: "Nothing stands out",
    Light.AMBER: "Look before you read the maps",
    Light.RED: "Not interpretable",
    Light.NONE: "Nothing could be measured",
}


def findings(
    case: Case,
    comparisons: tuple[Comparison, ...],
    details: Details,
    acknowledged: tuple[str, ...],
    remarks: tuple[str, ...] = (),
    together: str = "",
    perfusion: tuple[Section, ...] = (),
    waiting: tuple[RedLight, ...] = (),
) -> tuple[tuple[Section, ...], ...]:
    """A page for the first comparison (or for the patient's own values), one more for each other comparison.

    Where only drawn maps were compared, the values of those that were computed from the scans have a page too.
    ``perfusion`` stands before the limits. What the red lights ``waiting`` concern is marked: on the first page, and
    where it stands.
    """
    lights = _lights(case, comparisons)
    marks = tuple(filter(None, (mark_of(part, waiting) for part in Part)))
    flow = mark_of(Part.PERFUSION, waiting)
    if perfusion:
        perfusion = (*_warning(flow), *perfusion)
    if not comparisons:
        own, rest = _own(case)
        alone = ((lights, *_warning(*marks), *own, *perfusion, *_closing(case, (), details, acknowledged)), rest)
        return tuple(filter(None, alone))
    first, *others = comparisons
    begin = (lights, *_warning(*marks, *_about_drawn(case, first), *remarks))
    closing = _closing(case, comparisons, details, acknowledged)
    pages: list[tuple[Section, ...]] = [(*begin, *_compared(case, first, together), *perfusion, *closing)]
    for other in others:
        marked = flow if is_perfusion(case, case.name_of(other.patient_sha256) or other.statistic) else ""
        above = _warning(marked, *_about_drawn(case, other))
        notes = notes_of(case, other, besides=(first,))
        below = (Paragraphs("Limits", notes, Tone.FAINT, runs_in=True, is_joined=True),) if notes else ()
        pages.append((*above, *_compared(case, other), *below))
    if shows_own_values(case, comparisons):
        own, rest = _own(case, comparisons)
        marked = flow if any(is_perfusion(case, name) for name in shown_statistics(case, comparisons)) else ""
        pages.append((*_warning(marked), *own, *rest))
    return tuple(pages)


def _warning(*sentences: str) -> tuple[Section, ...]:
    """Sentences that must not be overlooked; nothing without any."""
    lines = tuple(filter(None, sentences))
    return (Paragraphs("", lines, Tone.WARNING),) if lines else ()


def _about_drawn(case: Case, comparison: Comparison) -> Iterator[str]:
    if case.is_drawn(case.name_of(comparison.patient_sha256)):
        yield (
            "The map that is compared here is simulated, like those of the controls: drawn from a model, not computed "
            "from scans."
        )


def _lights(case: Case, comparisons: tuple[Comparison, ...]) -> Lights:
    """The checks that a reader expects, and every other one that is not green."""
    shown: list[Check] = []
    for group in case.quality.groups:
        always = _ALWAYS.get(group.topic, ())
        shown += [c for c in group.checks if c.key in always or c.light in (Light.AMBER, Light.RED)]
    verdict = case.verdict
    of_controls = next((c.quality_of_controls for c in comparisons if c.quality_of_controls), {})
    found = standings(case.quality, of_controls)
    known = {check.key: found[check.key] for check in shown if check.key in found}
    note = ""
    if known:
        sizes = sorted({standing.n for standing in known.values()})
        n = f"{sizes[0]}" if len(sizes) == 1 else f"{sizes[0]} to {sizes[-1]}"
        note = f"P: percentile among the {n} controls"
    words = (_VERDICTS[verdict.light], verdict.sentences)
    return Lights("Quality of the data", verdict.light, *words, tuple(shown), known, note)


# -- with a cohort ------------------------------------------------------------------------------------------------


def _compared(case: Case, comparison: Comparison, together: str = "") -> Iterator[Section]:
    title = case.title_of(case.name_of(comparison.patient_sha256)) or comparison.statistic
    yield Paragraphs("Reference cohort", (cohort_line(comparison, title),), runs_in=True)
    banners = tuple(str(banner["sentence"]) for banner in comparison.record.get("banners", []))
    if banners:
        yield Paragraphs("", banners, Tone.WARNING)
    rows = comparison.rows("prespecified")[:MOST_ROWS]
    if rows:
        yield region_table(comparison, rows, title)
    pairs = comparison.rows("prespecified asymmetry")
    if pairs:
        words = f"{'; '.join(map(_asymmetry, pairs))}."
        yield Paragraphs("Left minus right (percentile; Holm p)", (words,), Tone.FAINT, runs_in=True)
    if comparison.w is not None and case.underlay is not None:
        yield _w_slices(comparison, comparison.w, case.underlay, title)
    elif comparison.w is not None:
        yield Paragraphs("", ("No image of the patient in MNI space: slices are not shown.",), Tone.FAINT)
    yield from _plots(comparison, rows)
    sentences = [s for s in comparison.record.get("sentences", []) if s not in banners]
    if together:
        sentences.append(f"All maps that were compared, tested at once: {together}")
    yield Paragraphs("Result, by fixed rules", tuple(sentences), runs_in=True)


def _plots(comparison: Comparison, rows: tuple[RegionLine, ...]) -> Iterator[Section]:
    plots = tuple(_dots(row) for row in most_deviating(rows) if row.controls.size)
    if plots:
        yield Dots("The regions that deviate most: dots are controls, the diamond is the patient", plots)
    claim = comparison.claim("voxel")
    if claim is not None:
        yield Histogram(
            "Largest |t| anywhere in the map",
            np.array(claim["controls"], dtype=float),
            float(claim["patient"]),
            f"largest |t| of each of {claim['n_controls']} controls",
        )


def cohort_line(comparison: Comparison, title: str) -> str:
    """Who the controls are, how near to the patient, the covariates, the leverage, and the calibration."""
    begin = str(comparison.record.get("caption", "")).split("; t with")[0].rstrip(".")
    begin = re.sub(r", pipeline [0-9a-f]{12}(?=;|$)", "", begin)  # it stands in the heading
    begin = f"{title}{begin.removeprefix(comparison.statistic)}" if comparison.statistic else begin
    level = comparison.provenance.get("parameters", {}).get("level")
    level = "" if level == Level.MAP_TEST.value else level
    calibration = comparison.record.get("calibration") or ["The cohort has not been calibrated."]
    parts = [begin, *_near(comparison), *_leverage(comparison), *([str(level)] if level else [])]
    return f"{'; '.join(parts)}. {calibration[0]}"


def _near(comparison: Comparison) -> Iterator[str]:
    controls = comparison.record.get("controls") or {}
    for found in (controls.get("counts") or {}).values():
        yield ", ".join(f"{n} {word}" for word, n in found.items())
    if controls.get("n_within") is not None:
        yield f"{controls['n_within']} within {controls['within_years']:g} years of the patient's age"
    if "scanner" in controls:
        scanner = controls["scanner"]
        yield f"scanner as the patient's ({scanner})" if scanner else "scanner not recorded"


def _leverage(comparison: Comparison) -> Iterator[str]:
    leverage = comparison.record.get("leverage")
    limit = (comparison.record.get("controls") or {}).get("leverage_limit")
    if isinstance(leverage, int | float):
        above = f", limit {limit:.2f}" if isinstance(limit, int | float) else ""
        yield f"leverage {leverage:.3f}{above}"


def region_table(comparison: Comparison, rows: tuple[RegionLine, ...], title: str) -> Table:
    """The pre-specified regions with everything that is known of each."""
    units = {row.unit for row in rows}
    unit = f" ({units.pop()})" if len(units) == 1 and "" not in units else ""
    dof = comparison.record.get("dof")
    columns = (
        "Region", f"{title}{unit}", "Expected", "95 % prediction", "Percentile (95 % CI)", "W",
        f"t({dof})", "Holm p",
    )  # fmt: skip
    marked = tuple(i for i, row in enumerate(rows) if row.p_holm is not None and row.p_holm <= _ALPHA)
    note = (
        "Named beforehand; Holm p over this set, two-tailed; W is descriptive; in bold: outside the range of this "
        "cohort (Holm p ≤ 0.05)."
    )
    return Table("Pre-specified regions", columns, tuple(map(_row, rows)), note, marked)


def _row(row: RegionLine) -> tuple[str, ...]:
    if row.n_voxels == 0:
        return (row.caption, "outside the search volume", *([""] * 6))
    n = row.numbers
    return (
        row.caption,
        number(n["value"]),
        number(n["expected"]),
        f"{number(n['interval_low'])} to {number(n['interval_high'])}",
        f"{percent(n['percentile'])} ({percent(n['percentile_low'])} to {percent(n['percentile_high'])})",
        fixed(n["w_descriptive"], 1),
        fixed(n["t"], 2),
        p_value(row.p_holm),
    )


def _asymmetry(row: RegionLine) -> str:
    unit = f" {row.unit}" if row.unit else ""
    value = fixed(row.numbers["value"], 1) if row.unit == "%" else number(row.numbers["value"])
    words = f"{value}{unit} ({percent(row.numbers['percentile'])}; {p_value(row.p_holm)})"
    return f"{row.caption.removesuffix(', left minus right')} {words}"


def most_deviating(rows: tuple[RegionLine, ...]) -> tuple[RegionLine, ...]:
    """The rows with the largest |t|, the largest first."""
    known = [row for row in rows if np.isfinite(row.numbers["t"])]
    return tuple(sorted(known, key=lambda row: -abs(row.numbers["t"]))[:N_DOTS])


def _dots(row: RegionLine) -> DotPlot:
    n = row.numbers
    return DotPlot(
        row.caption, row.unit, row.controls, n["value"], n["expected"], (n["interval_low"], n["interval_high"])
    )


def _w_slices(comparison: Comparison, w: Volume, underlay: tuple[Volume, str], title: str) -> Slices:
    peak = peak_height_mm(w)
    nothing = comparison.surviving is not None and not np.isfinite(comparison.surviving.data).any()
    if comparison.surviving is None:
        end = "no claim about the map is possible"
    elif nothing:
        end = "no single voxel survives the exact test of the map"
    else:
        end = "lines surround the voxels that survive the exact test of the map"
    where = "" if peak is None else f" The largest |W| is at z = {f'{peak:g}'.replace('-', MINUS)} mm."
    caption = f"W of {title} over the patient's own {underlay[1]} in MNI space where |W| ≥ 2, descriptive; {end}."
    outline = None if nothing else comparison.surviving
    return Slices("Map", underlay[0], w, slice_heights(peak), caption + where, W_SHOWN, outline)


def peak_height_mm(volume: Volume) -> float | None:
    """Height of the voxel that is largest in size; None where there is no value."""
    size = np.abs(volume.data)
    if not np.isfinite(size).any():
        return None
    ijk = np.unravel_index(int(np.nanargmax(size)), size.shape)
    return round(float(volume.grid.to_mm(np.array([ijk], dtype=float))[0, 2]), 1)


def slice_heights(peak_mm: float | None) -> tuple[float, ...]:
    """The usual six heights, the one nearest to the peak moved to it."""
    if peak_mm is None:
        return POSITIONS_MM
    nearest = min(range(len(POSITIONS_MM)), key=lambda i: abs(POSITIONS_MM[i] - peak_mm))
    return tuple(sorted(peak_mm if i == nearest else mm for i, mm in enumerate(POSITIONS_MM)))


# -- without a cohort ----------------------------------------------------------------------------------------------


def _own(case: Case, comparisons: tuple[Comparison, ...] = ()) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The values with as many pictures as a page holds with limits and comment, and the other pictures."""
    beside = bool(comparisons)
    words = (
        "These maps were computed from the patient's scans. They were not compared with anybody; whether a value is "
        "unusual cannot be said from them."
        if beside
        else "None: the patient was not compared with anybody. Quality and the patient's own values are shown; whether "
        "a value is unusual cannot be said from them."
    )
    title = "Maps that were computed from the scans" if beside else "Reference cohort"
    begin = Paragraphs(title, (words,), Tone.WARNING)
    own = own_values(case, comparisons)
    if not own:
        return (begin, Paragraphs("Values", ("There are no maps in MNI space of this patient.",), Tone.WARNING)), ()
    columns = ("Region", *(f"{m.name} ({m.unit})" if m.unit else m.name for m in own))
    rows = tuple(
        (region.caption, *(number(m.means[i]) for m in own))
        for i, region in enumerate(prespecified_regions()[:MOST_ROWS])
    )
    note = "Means of the patient's maps in regions that were named beforehand; – where a map does not reach the region."
    table = Table("The patient's own values", columns, rows, note)
    most = len(own) if case.chosen is not None else MOST_PICTURES if beside else MOST_PICTURES - 1
    pictures = tuple(_pictures(case, own[:most]))
    room = MOST_PICTURES - 1
    return (begin, table, *pictures[:room]), pictures[room:]


def _pictures(case: Case, own: tuple[OwnMap, ...]) -> Iterator[Slices]:
    for shown in own:
        path = case.map_path(shown.statistic)
        if case.underlay is not None and path is not None:
            below, words = case.underlay
            caption = f"{shown.name} over the patient's own {words} in MNI space; not compared with anybody."
            yield Slices("Map", below, volume_at(path), POSITIONS_MM, caption)


# -- limits and comment ----------------------------------------------------------------------------------------------


def _closing(
    case: Case, comparisons: tuple[Comparison, ...], details: Details, acknowledged: tuple[str, ...]
) -> Iterator[Section]:
    yield Paragraphs(
        "Limits", tuple(limits(case, comparisons, details, acknowledged)), Tone.FAINT, runs_in=True, is_joined=True
    )
    yield Comment("Radiologist's comment", details.comment)
