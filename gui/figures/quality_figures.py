"""All figures of the quality page in their order: the same for the window and for the page in a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from analysis.colour import ColourScale
from analysis.plane import Convention
from analysis.quality.record import Quality
from gui.figures.export import Figure
from gui.figures.quality_bars import coverage_figure, volumes_figure
from gui.figures.quality_images import Comparison, QualityImages
from gui.figures.quality_mosaic import mosaic_figure
from gui.figures.quality_pictures import Outline, Slice
from gui.figures.quality_sheet import Sheet
from gui.figures.quality_traces import carpet_figure, motion_figure

Make = Callable[[Sheet], Figure]
_OUTLINED = {"epi": "epi_and_t1", "t1": "t1_and_template"}  # which registration outlines tell of


class Look(Enum):
    """A way to see whether two images lie on each other: one of them, the other, squares of both, or outlines."""

    ONE = "one"
    OTHER = "other"
    SQUARES = "squares"
    OUTLINES = "outlines"


@dataclass(frozen=True, eq=False)
class Registration:
    """Two images that should lie on each other, with their names, and what is drawn for each way of looking."""

    key: str
    names: tuple[str, str]
    makes: Mapping[Look, Make]


@dataclass(frozen=True, eq=False)
class PageFigure:
    """A figure of the page: ``make(sheet)`` lays it out; ``other`` is what a flick shows in its place.

    ``is_picture`` tells whether it is made of pixels; the others are lines and text. ``look`` is the key of the
    registration that it shows and the way it does.
    """

    key: str
    title: str
    caption: str
    make: Make
    other: Make | None = None
    names: tuple[str, str] = ("", "")
    is_picture: bool = True
    look: tuple[str, Look] | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("quality_figures", text)


def page_figures(quality: Quality, images: QualityImages) -> tuple[PageFigure, ...]:
    """Those that can be drawn of this patient."""
    return (*_over_time(quality), *_pictures(images), *_bars(quality))


def side_sentence(convention: Convention) -> str:
    """On which side of the slices the patient's right is."""
    if convention is Convention.RADIOLOGICAL:
        return _tr("Radiological convention: left of the slices is the patient's RIGHT.")
    return _tr("Neurological convention: left of the slices is the patient's LEFT.")


def _over_time(quality: Quality) -> list[PageFigure]:
    found = []
    motion = quality.motion
    if motion is not None:
        limits = (quality.exclusion.translation_mm, quality.exclusion.rotation_degrees)
        found.append(
            PageFigure(
                "motion",
                _tr("Head motion"),
                _tr("Against the reference volume, with the signs of SPM. FD: displacement from volume to volume."),
                lambda sheet: motion_figure(motion, quality.tr_s, limits, sheet),
                is_picture=False,
            )
        )
    if quality.carpet is not None and quality.dvars_percent is not None:

        def carpet(sheet: Sheet) -> Figure:
            figure = carpet_figure(quality, sheet)
            assert figure is not None
            return figure

        caption = _tr("Bands across all rows at the moment of a movement are motion that is still in the series.")
        found.append(PageFigure("carpet", _tr("Carpet plot"), caption, carpet))
    return found


def _pictures(images: QualityImages) -> list[PageFigure]:
    found = []
    if images.tsnr is not None and images.tsnr_scale is not None:
        bar = (images.tsnr_scale, "tSNR")
        tsnr, text = images.tsnr, _tr("tSNR, mean over deviation of each voxel; black: no value")
        make = _mosaic(tsnr, text, bar=bar)
        caption = _tr("Dark places near air (above the nose and the ears) have lost their signal.")
        found.append(PageFigure("tsnr", _tr("Temporal signal-to-noise ratio"), caption, make))
    overlays = (
        (
            "epi",
            _tr("Series on the outlines of the anatomy"),
            images.epi,
            _tr("Ventricles and the brain's border should follow the lines."),
        ),
        (
            "t1",
            _tr("T1 on the outlines of the template"),
            images.t1,
            _tr("Normalised to MNI space: sulci and white matter should follow the lines."),
        ),
        (
            "mask",
            _tr("Brain mask on the T1"),
            images.mask,
            _tr("As it was acquired. The line should follow the brain, not the skull."),
        ),
    )
    for key, title, slices, caption in overlays:
        if slices is not None:
            make = _mosaic(slices, f"{title}. {caption}", outlines=images.outlines[key])
            shows = None if key not in _OUTLINED else (_OUTLINED[key], Look.OUTLINES)
            found.append(PageFigure(key, title, caption, make, look=shows))
    for key, compared in (("epi_and_t1", images.epi_and_t1), ("t1_and_template", images.t1_and_template)):
        if compared is not None:
            found += _compared(key, compared)
    return found


def _compared(key: str, compared: Comparison) -> list[PageFigure]:
    one, other = compared.names
    flick = _tr("Flick: {one} and {other}").format(one=one, other=other)
    squares = _tr("Checkerboard: {one} and {other}").format(one=one, other=other)
    return [
        PageFigure(
            f"flick_{key}",
            flick,
            _tr("Both images in turn: what jumps lies in two places."),
            _mosaic(compared.one, f"{flick}: {one}"),
            _mosaic(compared.other, f"{flick}: {other}"),
            (one, other),
            look=(key, Look.ONE),
        ),
        PageFigure(
            f"squares_{key}",
            squares,
            _tr("Borders should run on from square to square."),
            _mosaic(compared.squares, squares),
            look=(key, Look.SQUARES),
        ),
    ]


def registrations(images: QualityImages) -> tuple[Registration, ...]:
    """Those of the patient, to be flicked through: of the series with the T1, and of the T1 with the template."""
    pairs = (
        ("epi_and_t1", images.epi_and_t1, images.epi, "epi"),
        ("t1_and_template", images.t1_and_template, images.t1, "t1"),
    )
    found = []
    for key, compared, slices, outlines in pairs:
        if compared is None:
            continue
        one, other = compared.names
        both = f"{one}, {other}"
        makes = {
            Look.ONE: _mosaic(compared.one, f"{both}: {one}"),
            Look.OTHER: _mosaic(compared.other, f"{both}: {other}"),
            Look.SQUARES: _mosaic(
                compared.squares, _tr("Checkerboard: {one} and {other}").format(one=one, other=other)
            ),
        }
        if slices is not None:
            makes[Look.OUTLINES] = _mosaic(slices, f"{both}: {_tr('outlines')}", outlines=images.outlines[outlines])
        found.append(Registration(key, compared.names, makes))
    return tuple(found)


def _mosaic(
    slices: tuple[Slice, ...],
    description: str,
    *,
    outlines: tuple[Outline, ...] = (),
    bar: tuple[ColourScale, str] | None = None,
) -> Make:
    return lambda sheet: mosaic_figure(slices, sheet, description, outlines=outlines, bar=bar)


def _bars(quality: Quality) -> list[PageFigure]:
    found = []
    volumes = quality.volumes
    if volumes is not None:
        caption = _tr("Of the T1, within the brain mask.")
        title = _tr("Volumes of the tissues")
        found.append(
            PageFigure("volumes", title, caption, lambda sheet: volumes_figure(volumes, sheet), is_picture=False)
        )
    if quality.coverage:

        def coverage(sheet: Sheet) -> Figure:
            figure = coverage_figure(quality.coverage, sheet)
            assert figure is not None
            return figure

        caption = _tr("Share of each region within the field of view of every volume; lost signal shows in the tSNR.")
        found.append(PageFigure("coverage", _tr("Coverage of the AAL regions"), caption, coverage, is_picture=False))
    return found
