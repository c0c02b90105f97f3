"""Charts as SVG text: no script, no style attribute, real words, printable.

Every function takes plain values and returns markup that holds a wide and a narrow drawing (SVG words shrink with
the drawing, so a phone gets its own) and switches by class. Words come from the caller in the reader's language;
`label` is the sentence a screen reader says: start, end and extremes.
"""

from core.charts.block import Block, Cell
from core.charts.drawing import Target
from core.charts.levels import Level, levels
from core.charts.lines import Point, Series, line_series, multiples
from core.charts.places import (
    KOREA_TILES,
    Estimate,
    Tile,
    bars,
    class_limits,
    dot_cell,
    dots,
    stacked,
    tile_map,
)

__all__ = [
    "KOREA_TILES",
    "Block",
    "Cell",
    "Estimate",
    "Level",
    "Point",
    "Series",
    "Target",
    "Tile",
    "bars",
    "class_limits",
    "dot_cell",
    "dots",
    "levels",
    "line_series",
    "multiples",
    "stacked",
    "tile_map",
]
