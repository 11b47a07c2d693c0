"""The analysis of the demonstration patient without a window: brain mask, ALFF, ReHo, and their figures."""

from pathlib import Path

from analysis.files import bids, nifti, results
from analysis.image import Series, Volume
from analysis.metrics.catalogue import ALFF, REHO
from analysis.plane import Orientation
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.progress import Progress, part
from analysis.provenance import InputRecord, sha256_of_file
from analysis.scan import Modality, Scan, StatMap
from gui.commands.first_look import first_look, map_of
from gui.figures.export import ensure_application, save_figure
from gui.figures.page import Page
from gui.figures.slice_plan import plan_cuts
from gui.figures.slices import FigureLayer, SliceFigure, draw_slices

_SLICES = 12


def analyse(dataset: Path, progress: Progress) -> list[Path]:
    """Compute and draw into the folder ``NAME-results`` beside the dataset; earlier results there are replaced.

    Returns
    -------
    list of Path
        absolute, the figures first, then the maps
    """
    folder = dataset.absolute().with_name(f"{dataset.name}-results")
    found = {image.modality: image.path for image in reversed(bids.images(dataset))}
    t1, bold = nifti.read(found[Modality.T1]), nifti.read(found[Modality.BOLD])
    maps = _maps(bold, part(progress, 0.0, 0.7))
    written = [results.write_map(m, folder, space=results.space_of(bold), force=True) for m in maps]
    ensure_application()
    record = InputRecord("underlay", sha256_of_file(found[Modality.T1]))
    figures = []
    for number, name in enumerate(("zalff", "reho")):
        progress(0.7 + 0.15 * number, f"Drawing {name}")
        stat_map = next(m for m in maps if m.statistic == name)
        drawn = draw_slices(_figure(t1, stat_map, record))
        figures.append(save_figure(drawn, folder / f"{name}.png", dpi=200, force=True))
    progress(1.0, "Done")
    return [*figures, *written]


def _maps(bold: Scan, progress: Progress) -> list[StatMap]:
    assert isinstance(bold.image, Series)
    assert bold.path is not None
    series = bold.image
    nifti.finish(series, part(progress, 0.0, 0.2))
    inputs = (InputRecord("bold", sha256_of_file(bold.path)),)
    mask = estimate_brain_mask(series, part(progress, 0.2, 0.4))
    alff = ALFF.compute(series, mask, None, part(progress, 0.4, 0.6), inputs=inputs)
    reho = REHO.compute(series, mask, None, part(progress, 0.6, 1.0), inputs=inputs)
    return [*alff, *reho]


def _figure(t1: Scan, stat_map: StatMap, underlay: InputRecord) -> SliceFigure:
    """The map over the T1, coloured as the window first shows it."""
    assert isinstance(t1.image, Volume)
    below = FigureLayer(t1.image, first_look(t1).display.scale)
    above = FigureLayer(stat_map.volume, map_of(stat_map).display.scale)
    cuts = plan_cuts(below, above, Orientation.AXIAL, _SLICES)
    title = f"{stat_map.volume.name} of the demonstration patient"
    inputs = (underlay, *stat_map.provenance.inputs)
    return SliceFigure(
        below,
        above,
        Orientation.AXIAL,
        cuts.positions_mm,
        title=title,
        page=Page(180, 8.25, dpi=200),
        inputs=inputs,
        warnings=cuts.warnings,
    )
