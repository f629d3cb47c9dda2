"""The small plots of a style. Importing this loads pyqtgraph, half a second of work: only a background thread does it first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from studio.theme import Theme, with_alpha
from studio.words import tr

HEIGHT = 176  # px of a plot
Style = Mapping[str, Any]


def plots(styles: Sequence[Style], theme: Theme) -> Iterator[pg.PlotWidget]:
    """The plots of one hand or of two, one at a time, of what is known of either."""
    bars = {
        "slant_bars": (tr("Slant"), tr("degrees, to the right positive")),
        "aspect_bars": (tr("Width to height"), tr("width over height")),
        "seconds_bars": (tr("Time a letter"), tr("seconds")),
        "width_bars": (tr("Width of the line"), tr("mm")),
        "weight_bars": (tr("Line to letter height"), "%"),
    }
    curves = {
        "speed": (tr("Speed over a stroke"), tr("share of a stroke's time, %"), tr("mm/s")),
        "bends": (tr("Speed in curves"), tr("bend, radians a letter"), tr("mm/s")),
        "pressure": (tr("Pressure over a stroke"), tr("share of a stroke's time, %"), "%"),
    }
    for name in ("slant_bars", "speed", "bends", "pressure", "aspect_bars", "seconds_bars", "width_bars", "weight_bars"):
        told = [style["profiles"].get(name) for style in styles]
        if not any(told):
            continue
        if name in bars:
            plot = _plot(theme, *bars[name], tr("share of letters, %"))
            _bars(plot, told, theme)
        else:
            plot = _plot(theme, *curves[name])
            (_bends if name == "bends" else _profile)(plot, told, theme, 100.0 if name == "pressure" else 1.0)
        plot.setAccessibleDescription(_in_words(told, name in bars))
        yield plot


def colours(theme: Theme) -> tuple[QColor, QColor]:
    """Of the first hand and of the second."""
    return theme.colour("accent"), theme.colour("time_start")


def _plot(theme: Theme, title: str, below: str, beside: str) -> pg.PlotWidget:
    plot = pg.PlotWidget(background=theme.colour("raised"))
    plot.setFixedHeight(HEIGHT)
    plot.setMinimumWidth(160)
    plot.setAccessibleName(title)
    plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
    plot.setAntialiasing(True)
    for part in (plot, plot.viewport()):
        part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    item = plot.getPlotItem()
    item.setTitle(title, color=theme.text, size="9pt", bold=True)
    item.setMenuEnabled(False)
    item.hideButtons()
    item.setMouseEnabled(False, False)
    font = QFont(plot.font())
    font.setPixelSize(10)
    for side, words in (("bottom", below), ("left", beside)):
        axis = item.getAxis(side)
        axis.setPen(theme.colour("border"))
        axis.setTextPen(theme.colour("muted"))
        axis.setTickFont(font)
        axis.setStyle(tickLength=-4)
        axis.enableAutoSIPrefix(False)
        item.setLabel(side, words, color=theme.muted, **{"font-size": "8pt"})
    plot.wheelEvent = lambda event: event.ignore()  # the page scrolls, not the plot
    return plot


def _bars(plot: pg.PlotWidget, told: Sequence[Any], theme: Theme) -> None:
    for number, (bars, colour) in enumerate(zip(told, colours(theme), strict=False)):
        if not bars:
            continue
        low, high, counts = bars
        step = (high - low) / len(counts)
        share = 100 * np.asarray(counts) / max(1, sum(counts))
        fill = with_alpha(colour, 0.75 if len(told) == 1 else 0.4)
        x = low + step * (np.arange(len(counts)) + 0.5)
        pen = pg.mkPen(colour, width=1, style=Qt.PenStyle.DashLine if number else Qt.PenStyle.SolidLine)
        plot.addItem(pg.BarGraphItem(x=x, height=share, width=0.92 * step, brush=fill, pen=pen))
    plot.getPlotItem().setLimits(yMin=0)


def _profile(plot: pg.PlotWidget, told: Sequence[Any], theme: Theme, scale: float) -> None:
    for number, (rows, colour) in enumerate(zip(told, colours(theme), strict=False)):
        if not rows:
            continue
        low, middle, high = scale * np.asarray(rows)
        x = np.linspace(0, 100, len(middle))
        edges = [pg.PlotCurveItem(x, edge, pen=None) for edge in (low, high)]
        for edge in edges:
            plot.addItem(edge)
        plot.addItem(pg.FillBetweenItem(*edges, brush=with_alpha(colour, 0.18)))
        plot.addItem(pg.PlotCurveItem(x, middle, pen=_pen(colour, number)))
    plot.getPlotItem().setRange(xRange=(0, 106), yRange=(0, _highest(told, scale)), padding=0)


def _bends(plot: pg.PlotWidget, told: Sequence[Any], theme: Theme, _scale: float) -> None:
    for number, (rows, colour) in enumerate(zip(told, colours(theme), strict=False)):
        if rows:
            x, y = (np.asarray(row, float) for row in rows)
            symbol = "t" if number else "o"
            plot.plot(x, y, pen=_pen(colour, number), symbol=symbol, symbolSize=6, symbolBrush=colour, symbolPen=None)
    plot.getPlotItem().setLogMode(x=True, y=False)
    ticks = [(float(np.log10(value)), f"{value:g}") for value in (0.5, 1, 2, 4, 8, 16, 32)]
    plot.getPlotItem().getAxis("bottom").setTicks([ticks])
    plot.getPlotItem().setYRange(0, _highest([rows[1] for rows in told if rows], 1.0))


def _highest(told: Sequence[Any], scale: float) -> float:
    return max(float(np.max(rows)) for rows in told if rows) * scale * 1.08


def _pen(colour: QColor, number: int) -> Any:
    return pg.mkPen(colour, width=2, style=Qt.PenStyle.DashLine if number else Qt.PenStyle.SolidLine)


def _in_words(told: Sequence[Any], bars: bool) -> str:
    """What a plot shows, for those who hear it."""
    parts = []
    for rows in told:
        if rows and bars:
            low, high, counts = rows
            step = (high - low) / len(counts)
            parts.append(
                tr("most between {:.2f} and {:.2f}").format(*(low + step * (int(np.argmax(counts)) + n) for n in (0, 1)))
            )
        elif rows:
            middle = rows[len(rows) // 2]
            parts.append(tr("from {:.2f} to {:.2f}").format(min(middle), max(middle)))
    return "; ".join(parts)
