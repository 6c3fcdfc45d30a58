"""Pictures as PNG. The chart library is imported only when one is drawn."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from handlers.core.figures import SYMBOLS
from handlers.core.reply import Bar, Panel, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH_INCHES = 7.2
BAR_INCHES = 0.46
PANEL_INCHES = 0.82
"""A panel's title, its axis and the air around it."""
CHARACTER_INCHES = 0.083
"""What a letter of a label takes, on the average."""
DPI = 150
WHOLE = 100
"""Shares end here: the axis beyond is room for words."""
LABEL_CHARACTERS = 28
LABEL_LINES = 2
TITLE_CHARACTERS = 64

PAPER, INK, SOFT, RULE = "#ffffff", "#1f2430", "#5b6472", "#dfe3ea"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
"""One a panel; told apart by people who see colours differently too (Okabe and Ito's set)."""


def draw(picture: Picture) -> bytes:
    """`picture` as a PNG: a panel for each measure, a bar for each source's range, a white tick at its median."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    title = textwrap.wrap(picture.title, TITLE_CHARACTERS)
    panels = [panel for panel in picture.panels if panel.bars]
    heights = [len(panel.bars) * BAR_INCHES + PANEL_INCHES for panel in panels]
    head = 0.3 + 0.27 * len(title)
    height = head + sum(heights)
    figure = Figure(figsize=(WIDTH_INCHES, height), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    # Plain text: a dollar sign in a title is money and never the start of a formula.
    heading = figure.text(0.022, 1 - 0.16 / height, "\n".join(title), color=INK, fontsize=12.5, fontweight="bold", va="top")
    heading.set_parse_math(False)
    top = height - head
    left, right = _label_width(panels), 0.985
    extents = _extents(panels)
    for number, (panel, inches) in enumerate(zip(panels, heights, strict=True)):
        bottom = (top - inches + 0.36) / height
        axes = figure.add_axes((left, bottom, right - left, (inches - PANEL_INCHES) / height))
        _panel(axes, panel, COLOURS[number % len(COLOURS)], extents[panel.unit])
        _panel_title(axes, panel, left)
        top -= inches
    written = io.BytesIO()
    figure.savefig(written, format="png", facecolor=PAPER)
    return written.getvalue()


def _label_width(panels: Sequence[Panel]) -> float:
    """Where the bars begin, as a share of the width: labels get the room that the longest line of them needs."""
    longest = max((len(line) for panel in panels for bar in panel.bars for line in _label(bar.label).split("\n")), default=0)
    return 0.05 + longest * CHARACTER_INCHES / WIDTH_INCHES


def _panel(axes: Axes, panel: Panel, colour: str, extent: tuple[int, int]) -> None:
    rows = range(len(panel.bars))
    low, high = extent
    room = (high - low) or max(1, high // 10)
    axes.set_xlim(max(0, low - room * 0.06), high + room * 0.36)
    axes.set_ylim(len(panel.bars) - 0.5, -0.5)
    for row, bar in zip(rows, panel.bars, strict=True):
        _bar(axes, row, bar, colour)
        _figures(axes, row, bar, panel.unit)
    axes.set_yticks(list(rows), [_label(bar.label) for bar in panel.bars], fontsize=9.5, color=INK, linespacing=1.15)
    for label in axes.get_yticklabels():
        label.set_parse_math(False)
    axes.xaxis.set_major_locator(_ticks())
    axes.xaxis.set_major_formatter(lambda value, _: "" if panel.unit == "%" and value > WHOLE else _amount(value, panel.unit))
    axes.tick_params(axis="x", colors=SOFT, labelsize=8.5, length=0, pad=4)
    axes.tick_params(axis="y", length=0, pad=8)
    for label in axes.get_xticklabels():
        label.set_parse_math(False)
    axes.grid(axis="x", color=RULE, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _panel_title(axes: Axes, panel: Panel, left: float) -> None:
    points = (left - 0.022) * WIDTH_INCHES * 72
    axes.annotate(
        f"{panel.title}, {panel.unit}" if panel.unit else panel.title, (0, 1), (-points, 8), xycoords="axes fraction",
        textcoords="offset points", color=INK, fontsize=10.5, fontweight="bold", va="bottom", parse_math=False,
    )  # fmt: skip


def _bar(axes: Axes, row: int, bar: Bar, colour: str) -> None:
    """The range, its median as a tick; a single figure is a dot."""
    if bar.high > bar.low:
        axes.barh(row, bar.high - bar.low, left=bar.low, height=0.46, color=colour, alpha=0.92, linewidth=0)
        if bar.median is not None and bar.low < bar.median < bar.high:
            axes.plot([bar.median, bar.median], [row - 0.23, row + 0.23], color=PAPER, linewidth=2.4, solid_capstyle="butt")
    else:
        axes.plot([bar.high], [row], marker="o", markersize=8, color=colour, clip_on=False)


def _figures(axes: Axes, row: int, bar: Bar, unit: str) -> None:
    """What the range is, in words at its end."""
    ends = _amount(bar.high, unit) if bar.low == bar.high else f"{_amount(bar.low, unit)}–{_amount(bar.high, unit)}"
    written = axes.annotate(ends, (bar.high, row), (8, 0), textcoords="offset points", va="center_baseline", color=INK)
    written.set_fontsize(9.5)
    written.set_parse_math(False)
    written.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})


def _extents(panels: Sequence[Panel]) -> dict[str, tuple[int, int]]:
    """Unit → lowest and highest figure: panels of one currency share a scale, so that a longer bar is a wider range."""
    found: dict[str, tuple[int, int]] = {}
    for panel in panels:
        low, high = min(bar.low for bar in panel.bars), max(bar.high for bar in panel.bars)
        known = found.get(panel.unit, (low, high))
        found[panel.unit] = (min(low, known[0]), max(high, known[1]))
    return found


def _label(text: str) -> str:
    return "\n".join(textwrap.wrap(text, LABEL_CHARACTERS, max_lines=LABEL_LINES, placeholder=" …", break_on_hyphens=False))


def _ticks() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10])


def _amount(value: float, unit: str) -> str:
    """`$230K` for money, `0.2%` for shares, plain figures for the rest."""
    if unit == "%":
        return f"{value:g}%"
    symbol = SYMBOLS.get(unit, f"{unit} " if len(unit) == 3 and unit.isupper() else "")
    return f"{symbol}{value / 1000:g}K" if abs(value) >= 1000 else f"{symbol}{value:g}"
