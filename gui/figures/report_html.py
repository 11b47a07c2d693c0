"""The report as one file of HTML: the same sections, tables as tables, pictures inside, no script, nothing loaded."""

import base64
from html import escape

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from analysis.errors import OutputError
from analysis.perfusion.quality import Check
from analysis.progress import Progress, silent
from analysis.provenance import ALGOSCOPE_VERSION
from analysis.report.document import (
    RESEARCH_USE,
    Comment,
    Document,
    Dots,
    Facts,
    Histogram,
    Lights,
    Paragraphs,
    Section,
    Slices,
    Table,
)
from analysis.report.wording import number
from gui.figures.export import render
from gui.figures.quality_words import MARKS, standing_text, value_in_report
from gui.figures.report_blocks import Block, blocks_of
from gui.figures.report_ink import BODY_WIDTH, Ink
from gui.figures.report_slices import SIDES, slices_row
from gui.figures.svg_text import with_fixed_widths

_DPI = 200
_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; color: #1b2430; background: #eef0f3; margin: 0; }
main { max-width: 920px; margin: 0 auto; padding: 24px 28px 60px; background: #fff; }
h1 { font-size: 26px; margin: 0; } h2 { font-size: 17px; margin: 22px 0 4px; } p { margin: 4px 0; }
.notice { border: 2px solid #c62828; color: #c62828; font-weight: 600; padding: 4px 10px; display: inline-block; }
.stamp { position: sticky; top: 0; text-align: center; padding: 6px; }
.stamp { background: #c62828; color: #fff; font-size: 22px; font-weight: 700; }
.faint, th.name { color: #4d5866; } .warning, .red { color: #c62828; font-weight: 600; }
.green { color: #1a7f4b; } .amber { color: #8f5f00; font-weight: 600; } .none { color: #4d5866; }
table { border-collapse: collapse; width: 100%; font-size: 14px; } tbody th { font-weight: inherit; }
.wide { overflow-x: auto; }
th, td { text-align: left; padding: 2px 12px 2px 0; border-bottom: 1px solid #dfe3e9; vertical-align: top; }
table.numbers thead th:not(:first-child), table.numbers td { text-align: right; white-space: nowrap; }
tr.marked { font-weight: 700; } td.value { overflow-wrap: anywhere; }
.checks { columns: 3; font-size: 13px; } .checks p { break-inside: avoid; } .checks b { float: right; }
img { width: 100%; display: block; } .comment { border: 1px solid #4d5866; min-height: 90px; padding: 8px; }
@media (max-width: 700px) { .checks { columns: 1; } }
@media print { body, main { background: #fff; } tr, img { break-inside: avoid; } }
"""


def html_of(document: Document, record: str, progress: Progress = silent) -> str:
    """The whole file; ``record`` is how the report was made, as one line of JSON. A QGuiApplication must exist."""
    sections = [section for page in document.findings for section in page]
    parts = [_heading(document)]
    every = [*sections, *document.methods]
    for index, section in enumerate(every):
        progress(index / len(every), "Writing the report")
        if index == len(sections):
            parts.append("<hr>")
        parts.append(_section(section))
    made = f", {document.made_on}" if document.made_on else ""
    parts.append(f'<p class="faint">{escape(RESEARCH_USE)}. Algoscope {ALGOSCOPE_VERSION}{escape(made)}.</p>')
    safe = record.replace("<", "\\u003c")
    title = f"Report of patient {document.pseudonym}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n"
        f'<script type="application/json" id="record">{safe}</script>\n</head>\n<body>\n<main>\n'
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _heading(document: Document) -> str:
    facts = " · ".join(f"{escape(caption)}: {escape(text)}" for caption, text in document.heading)
    stamp = f'<p class="stamp">{escape(document.stamp)}</p>' if document.stamp else ""
    return (
        f'<p class="notice">{escape(RESEARCH_USE)}</p><h1>Patient {escape(document.pseudonym)}</h1>'
        f"<p>{facts}</p>{stamp}"
    )


def _section(section: Section) -> str:
    title = f"<h2>{escape(section.title)}</h2>\n" if section.title else ""
    if isinstance(section, Paragraphs):
        return title + "\n".join(f'<p class="{section.tone.value}">{escape(line)}</p>' for line in section.lines)
    if isinstance(section, Facts):
        rows = "".join(
            f'<tr><th scope="row" class="name">{escape(n)}</th><td class="value">{escape(v)}</td></tr>'
            for n, v in section.rows
        )
        return f"{title}<table><tbody>{rows}</tbody></table>"
    if isinstance(section, Lights):
        return title + _lights(section)
    if isinstance(section, Table):
        return title + _table(section)
    if isinstance(section, Slices):
        image = _png(section)
        return f'{title}{image}<p class="faint">{escape(section.caption)} {escape(SIDES)}</p>'
    if isinstance(section, Dots | Histogram):
        return _svg(blocks_of((section,), BODY_WIDTH)[-1], _described(section))
    return title + _comment(section)


def _described(section: Dots | Histogram) -> str:
    """What a plot shows, for whoever does not see it."""
    if isinstance(section, Histogram):
        return f"{section.title}: {section.caption}, {_range(section.controls)}; the patient {number(section.patient)}"
    plots = (
        f"{plot.caption}: the patient {number(plot.patient)} {plot.unit}, expected {number(plot.expected)}, "
        f"{len(plot.controls)} controls {_range(plot.controls)}"
        for plot in section.plots
    )
    return f"{section.title}. {'; '.join(plots)}"


def _range(values: np.ndarray) -> str:
    known = values[np.isfinite(values)]
    return f"{number(float(known.min()))} to {number(float(known.max()))}" if known.size else "not known"


def _lights(section: Lights) -> str:
    sentences = "".join(f'<p class="{section.light.value}">{escape(s)}</p>' for s in section.sentences)
    checks = "".join(
        f'<p><span class="{c.light.value}">{MARKS[c.light]}</span> {escape(c.caption)} '
        f"<b>{escape(value_in_report(c))}</b>{_place(section, c)}</p>"
        for c in section.checks
    )
    verdict = f'<p class="{section.light.value}">{MARKS[section.light]} {escape(section.verdict)}</p>'
    note = f'<p class="faint">{escape(section.note)}</p>' if section.note else ""
    return f'{verdict}{sentences}<div class="checks">{checks}</div>{note}'


def _place(section: Lights, check: Check) -> str:
    """The percentile among the controls, where it is known."""
    standing = section.standings.get(check.key)
    return "" if standing is None else f' <span class="faint">{escape(standing_text(standing))}</span>'


def _table(section: Table) -> str:
    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in section.columns)
    rows = "".join(
        f"<tr{' class=marked' if i in section.marked else ''}>{_cells(row)}</tr>" for i, row in enumerate(section.rows)
    )
    table = f'<table class="numbers"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="wide">{table}</div><p class="faint">{escape(section.note)}</p>'


def _cells(row: tuple[str, ...]) -> str:
    """The first cell names the row."""
    return f'<th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])


def _comment(section: Comment) -> str:
    text = escape(section.text).replace("\n", "<br>")
    return f'<div class="comment">{text}</div><p class="faint">Name, date and signature:</p>'


def _png(section: Slices) -> str:
    figure = slices_row(section, BODY_WIDTH).figure
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not render(figure, _DPI).save(buffer, "PNG"):  # type: ignore[call-overload]  # the stub wants a name only
        raise OutputError("The slices of the report could not be drawn.")
    return _image("png", bytes(data.data()), figure.description)


def _svg(block: Block, description: str) -> str:
    data = QByteArray()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(QBuffer(data))
    generator.setResolution(96)
    generator.setSize(QSize(round(BODY_WIDTH), round(block.height)))
    generator.setViewBox(QRectF(0, 0, BODY_WIDTH, block.height))
    generator.setTitle("Algoscope figure")
    painter = QPainter(generator)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    block.draw(Ink(painter), 0.0, 0.0)
    painter.end()
    return _image("svg+xml", with_fixed_widths(bytes(data.data()).decode()).encode(), description)


def _image(kind: str, data: bytes, description: str) -> str:
    encoded = base64.b64encode(data).decode("ascii")
    return f'<img src="data:image/{kind};base64,{encoded}" alt="{escape(description)}">'
