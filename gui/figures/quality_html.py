"""The quality page as one file of HTML: pictures inside, nothing loaded from elsewhere, no script, only the pseudonym.

Two images are compared without a script: the second one shows while the pointer is over them, or in turn with the
first one where the box above them is ticked.
"""

import base64
from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from analysis.errors import OutputError
from analysis.files.writing import staged
from analysis.perfusion.quality import Check, Light
from analysis.plane import Convention
from analysis.progress import Progress, part, silent
from analysis.provenance import library_versions
from analysis.quality.folder import ProcessedFiles
from analysis.quality.lights import verdict_of
from analysis.quality.record import Quality
from analysis.quality.standing import Standing
from gui.figures.export import UNITS_PER_INCH, Figure, ensure_application, render
from gui.figures.quality_figures import PageFigure, page_figures, side_sentence
from gui.figures.quality_images import quality_images
from gui.figures.quality_sheet import PAPER, Sheet
from gui.figures.quality_words import (
    MARKS,
    exclusion_sentence,
    light_word,
    standing_sentence,
    topic_title,
    value_text,
    verdict_title,
)

_DPI = 120
_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; color: #1b2430; background: #eef0f3; margin: 0; }
main { max-width: 900px; margin: 0 auto; padding: 24px 20px 60px; background: #fff; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 32px 0 6px; }
.dim { color: #5c6878; } .banner { border-left: 6px solid; padding: 10px 14px; margin: 14px 0; background: #f4f6f9; }
.banner b { font-size: 18px; } p { margin: 6px 0; }
.green { color: #1a7f4b; } .amber { color: #8f5f00; } .red { color: #c62828; } .none { color: #5c6878; }
.banner.green, .banner.amber, .banner.red, .banner.none { border-color: currentColor; }
table { border-collapse: collapse; width: 100%; font-size: 14px; table-layout: fixed; }
th:nth-child(1) { width: 16%; } th:nth-child(2) { width: 28%; } th:nth-child(3) { width: 14%; }
th:nth-child(4) { width: 18%; }
th, td { text-align: left; padding: 4px 10px 4px 0; border-bottom: 1px solid #cfd5de; vertical-align: top; }
td.number { font-weight: 600; white-space: nowrap; } td.light { white-space: nowrap; }
figure { margin: 0 0 8px; } img { width: 100%; display: block; }
.stack { position: relative; } .stack .second { position: absolute; inset: 0; visibility: hidden; }
.stack:hover .second, .stack:focus .second { visibility: visible; }
input:checked ~ .stack .second { animation: flick 1.4s step-end infinite; }
@keyframes flick { 0% { visibility: hidden; } 50% { visibility: visible; } }
.name { background: #1b2430; color: #fff; padding: 1px 8px; border-radius: 4px;
  position: absolute; left: 4px; top: 4px; }
@media print { body, main { background: #fff; } figure, tr { break-inside: avoid; } }
"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("quality_html", text)


def write_page(
    files: ProcessedFiles,
    quality: Quality,
    progress: Progress = silent,
    *,
    standings: Mapping[str, Standing] | None = None,
) -> None:
    """Write the page of a patient's record; an earlier one is replaced.

    Parameters
    ----------
    standings : where numbers lie among those of a cohort, by the key of their check

    Raises
    ------
    OutputError
        if it cannot be written; then an earlier page is as it was
    InputError, FileFormatError, DataError
        if an image of the patient cannot be used
    """
    ensure_application()
    images = quality_images(files, Convention.RADIOLOGICAL, part(progress, 0.0, 0.7))
    figures = page_figures(quality, images)
    text = html_of(quality, figures, images.convention, part(progress, 0.7, 1.0), standings=standings).encode()
    with staged([files.page], force=True) as (page,):
        page.write_bytes(text)
        if page.read_bytes() != text:
            raise OutputError("The quality page could not be read back as it was written; the disk may be failing.")


def html_of(
    quality: Quality,
    figures: Sequence[PageFigure],
    convention: Convention,
    progress: Progress = silent,
    *,
    standings: Mapping[str, Standing] | None = None,
) -> str:
    """The page; ``standings`` as in `write_page`."""
    ensure_application()
    title = _tr("Quality of {subject}").format(subject=f"sub-{quality.subject}")
    parts = [f"<h1>{escape(title)}</h1>", *_summary(quality, convention), *_tables(quality, standings or {})]
    for number, figure in enumerate(figures):
        progress(number / max(1, len(figures)), "Quality page")
        parts.append(_figure(figure, PAPER))
    parts.append(f'<p class="dim">{escape(_colophon())}</p>')
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n"
        "</html>\n"
    )


def _summary(quality: Quality, convention: Convention) -> list[str]:
    verdict = verdict_of(quality.exclusion, quality.groups, quality.coverage)
    sentences = "".join(f"<p>{escape(sentence)}</p>" for sentence in verdict.sentences)
    light = verdict.light.value
    lines = [
        f'<p class="dim">{escape(_tr("Limits by the preset {preset}").format(preset=quality.preset))}</p>',
        f'<div class="banner {light}"><b>{MARKS[verdict.light]} {escape(verdict_title(verdict))}</b>{sentences}</div>',
        f"<p>{escape(exclusion_sentence(quality.exclusion, quality.motion))}</p>",
        f"<p>{escape(quality.sides)} {escape(side_sentence(convention))}</p>",
    ]
    return lines + [f'<p class="amber">▲ {escape(warning)}</p>' for warning in quality.warnings]


def _tables(quality: Quality, standings: Mapping[str, Standing]) -> list[str]:
    found = []
    for group in quality.groups:
        rows = "".join(_row(check, standings.get(check.key)) for check in group.checks)
        heads = "".join(f"<th>{escape(h)}</th>" for h in (_tr("light"), "", _tr("value"), _tr("limits"), _tr("source")))
        found.append(f"<h2>{escape(topic_title(group.topic))}</h2>\n<table><tr>{heads}</tr>{rows}</table>")
    return found


def _row(check: Check, standing: Standing | None) -> str:
    light: Light = check.light
    place = "" if standing is None else f"<br>{escape(standing_sentence(standing))}"
    return (
        f'<tr><td class="light {light.value}">{MARKS[light]} {escape(light_word(light))}</td>'
        f'<td>{escape(check.caption)}</td><td class="number">{escape(value_text(check))}</td>'
        f'<td>{escape(check.limits)}{place}</td><td class="dim">{escape(check.source)}</td></tr>'
    )


def _figure(figure: PageFigure, sheet: Sheet) -> str:
    head = f'<h2>{escape(figure.title)}</h2>\n<p class="dim">{escape(figure.caption)}</p>\n'
    first = _image(figure.make(sheet), is_picture=figure.is_picture)
    if figure.other is None:
        return f"{head}<figure>{first}</figure>"
    second = _image(figure.other(sheet), is_picture=figure.is_picture)
    one, other = (f'<span class="name">{escape(name)}</span>' for name in figure.names)
    box = f"flick-{figure.key}"
    label = escape(_tr("in turn (or move the pointer over the picture)"))
    return (
        f'{head}<figure><input type="checkbox" id="{box}"> <label for="{box}">{label}</label>'
        f'<div class="stack" tabindex="0">{first}{one}<div class="second">{second}{other}</div></div></figure>'
    )


def _image(figure: Figure, *, is_picture: bool) -> str:
    kind, data = ("png", _png(figure)) if is_picture else ("svg+xml", _svg(figure))
    encoded = base64.b64encode(data).decode("ascii")
    return f'<img src="data:image/{kind};base64,{encoded}" alt="{escape(figure.description)}">'


def _png(figure: Figure) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not render(figure, _DPI).save(buffer, "PNG"):  # type: ignore[call-overload]  # the stub wants a name only
        raise OutputError("A picture of the quality page could not be made.")
    return bytes(data.data())


def _svg(figure: Figure) -> bytes:
    data = QByteArray()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(QBuffer(data))
    generator.setResolution(round(UNITS_PER_INCH))
    generator.setSize(QSize(round(figure.width), round(figure.height)))
    generator.setViewBox(QRectF(0, 0, figure.width, figure.height))
    generator.setTitle("Algoscope figure")
    generator.setDescription(figure.description)
    painter = QPainter(generator)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    figure.draw(painter)
    painter.end()
    return bytes(data.data())


def _colophon() -> str:
    versions = ", ".join(f"{name} {version}" for name, version in library_versions().items())
    return _tr("Research use; not a diagnosis. Made by {versions}.").format(versions=versions)
