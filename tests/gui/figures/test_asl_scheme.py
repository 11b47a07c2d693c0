import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from analysis.perfusion.completion import complete
from analysis.scan import Fact, FactSource
from gui.figures.asl_scheme import draw_scheme, scheme_of, tick_step
from gui.style import Themes
from tests.analysis.perfusion.made_asl import PASL, PCASL, scan_of

BLUE, GREEN = QColor("#4da3ff"), QColor("#5fcf80")


def scheme(types=("control", "label"), pulses=None, **fields):
    scan = scan_of([1.0] * len(types), types, **fields)
    facts = {} if pulses is None else {"BackgroundSuppressionPulseTime": Fact(pulses, FactSource.SIDECAR)}
    return scheme_of(complete(scan), facts)


def picture(drawn, theme=Themes.DARK.value):
    image = QImage(400, 120, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.panel))
    painter = QPainter(image)
    draw_scheme(painter, QRectF(0, 0, 400, 120), drawn, theme)
    painter.end()
    return np.array(image.constBits(), np.uint8).reshape(120, 400, 4)[..., 2::-1]


def columns_of(pixels, colour):
    found = (pixels[30:48] == [colour.red(), colour.green(), colour.blue()]).all(axis=2).any(axis=0)
    return np.flatnonzero(found)


def test_that_a_row_ends_where_label_and_delay_end():
    (row,) = scheme(**PCASL).rows
    assert (row.label_s, row.delay_s, row.readout_s, row.count) == (1.8, 1.8, pytest.approx(3.6), 2)


def test_that_the_inversion_time_of_pasl_counts_from_the_pulse():
    drawn = scheme(**PASL)
    assert drawn.is_pulsed
    assert (drawn.rows[0].label_s, drawn.rows[0].readout_s) == (0.8, 1.8)


def test_that_delays_are_rows_and_m0_is_none():
    delays = [0.0, 1.0, 1.0, 0.5, 0.5]
    drawn = scheme(("m0scan", "control", "label", "control", "label"), **{**PCASL, "PostLabelingDelay": delays})
    assert [row.delay_s for row in drawn.rows] == [0.5, 1.0]


def test_that_slices_of_a_2d_readout_make_it_long():
    fields = {**PCASL, "MRAcquisitionType": "2D", "SliceTiming": [0, 0.05, 0.1, 0.15]}
    assert scheme(**fields).rows[0].readout_length_s == pytest.approx(0.15)


def test_that_pulses_are_drawn_only_where_their_times_are_known():
    fields = {**PCASL, "BackgroundSuppression": True, "BackgroundSuppressionNumberPulses": 2}
    assert scheme(**fields).pulses_s == ()
    assert "times are not stated" in scheme(**fields).pulses_in_words()
    assert scheme(pulses=[2.0, 3.1], **fields).pulses_s == (2.0, 3.1)
    assert scheme(pulses=[2000.0, 3100.0], **fields).pulses_s == ()  # milliseconds


def test_that_the_picture_is_to_scale(qapp):
    pixels = picture(scheme(**{**PCASL, "LabelingDuration": 1.2, "PostLabelingDelay": 2.4}))
    label, readout = columns_of(pixels, BLUE), columns_of(pixels, GREEN)
    assert label[0] == 0
    assert readout[0] == pytest.approx(3 * (label[-1] + 1), abs=3)  # (1.2 + 2.4) / 1.2


@pytest.mark.parametrize(("end", "most", "step"), [(3.6, 8, 0.5), (3.6, 4, 1.0), (1.8, 20, 0.1), (12, 5, 5)])
def test_that_ticks_are_round_numbers(end, most, step):
    assert tick_step(end, most) == pytest.approx(step)
