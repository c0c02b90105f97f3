"""What a chart promises: words, honest axes, intervals, two sizes, no style attribute."""

import re
from itertools import pairwise

import pytest

from core import charts
from core.charts import drawing
from tests.core.conftest import drawings


def line(values, **more):
    points = [charts.Point(f"{i + 1}월", value) for i, value in enumerate(values)]
    return charts.line_series([charts.Series("취업률", points)], label="취업률", **more)


def paths(markup):
    wide = markup[: markup.index("p-svg-s")]
    return re.findall(r'<path d="([^"]+)"', wide)


@pytest.mark.parametrize("name", ["line", "tiles", "dots", "stack", "bars"])
def test_every_chart_has_a_wide_and_a_narrow_drawing_with_a_spoken_sentence(name):
    markup = drawings()[name]
    assert markup.count('role="img"') == 2
    assert len(set(re.findall(r'aria-label="([^"]+)"', markup))) == 1
    assert len(set(re.findall(r'viewBox="0 0 (\d+)', markup))) == 2


@pytest.mark.parametrize("name", ["line", "tiles", "dots", "stack", "multi", "bars"])
def test_no_chart_writes_a_style_or_a_number_that_is_none(name):
    markup = drawings()[name]
    assert "style" not in markup
    assert not re.search(r"nan|inf\b|None", markup)


def test_words_are_escaped():
    points = [charts.Point("<b>", 1.0), charts.Point("2월", 2.0)]
    markup = charts.line_series([charts.Series("x", points)], label='"><script>')
    assert "<b>" not in markup
    assert "<script>" not in markup


def test_bars_begin_at_zero_and_are_proportional():
    markup = charts.bars([charts.Estimate("가", 50), charts.Estimate("나", 100)], label="견주기")
    short, long = re.findall(r'<rect[^>]*width="([\d.]+)"', markup)[:2]
    assert float(long) / float(short) == pytest.approx(2, abs=0.02)


@pytest.mark.parametrize("name", ["청년", "일을 쉬었다 다시 시작하는 여성"])
def test_the_name_of_a_bar_is_whole_in_both_drawings(name):
    assert charts.bars([charts.Estimate(name, 50)], label="견주기").count(f">{name}<") == 2


def test_a_bar_below_zero_is_refused():
    with pytest.raises(ValueError, match="below 0"):
        charts.bars([charts.Estimate("가", -1)], label="x")


def test_higher_values_are_drawn_higher():
    (path,) = paths(line([1.0, 2.0, 3.0]))
    heights = [float(pair.split(",")[1]) for pair in re.findall(r"[\d.]+,[\d.]+", path)]
    assert heights == sorted(heights, reverse=True)


def test_a_gap_breaks_the_line():
    assert len(paths(line([1.0, 2.0, None, 2.0, 3.0]))) == 2


def test_where_years_are_missing_each_known_one_is_a_dot():
    dots = [line(values).count('r="3.5"') // 2 for values in ([1.0, None, 2.0, 3.0], [1.0, 2.0, 3.0])]
    assert dots == [3, 0]


def test_provisional_points_are_dashed_and_joined_to_the_settled_line():
    points = [charts.Point(str(i), float(i), provisional=i > 2) for i in range(5)]
    markup = charts.line_series([charts.Series("a", points)], label="x")
    settled, dashed = paths(markup)
    assert settled.split("L")[-1] == dashed.removeprefix("M").split("L")[0]
    assert markup.count('stroke-dasharray="2 5"') == 2


def test_an_interval_band_is_drawn_for_one_line_only():
    points = [charts.Point(str(i), 5.0, 4.0, 6.0) for i in range(3)]
    one = charts.line_series([charts.Series("a", points)], label="x")
    two = charts.line_series([charts.Series("a", points), charts.Series("b", points)], label="x")
    assert one.count(drawing.BAND) == 2
    assert drawing.BAND not in two


def test_labels_at_the_ends_of_lines_do_not_cover_one_another():
    series = [charts.Series(name, [charts.Point("1월", 50.0), charts.Point("2월", 50.1)]) for name in "가나다라"]
    markup = charts.line_series(series, label="x")
    wide = markup[: markup.index("p-svg-s")]
    heights = sorted(float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"[^>]*class="strong"', wide))
    assert len(heights) == 4
    assert min(b - a for a, b in pairwise(heights)) >= drawing.FONT


def test_a_sixth_line_is_refused():
    series = [charts.Series(str(i), [charts.Point("1월", 1.0)]) for i in range(6)]
    with pytest.raises(ValueError, match="one to five"):
        charts.line_series(series, label="x")


def test_a_line_without_values_is_refused():
    with pytest.raises(ValueError, match="at least one value"):
        line([None, None])


def test_a_flat_line_still_has_an_axis():
    assert "nan" not in line([5.0, 5.0])


@pytest.mark.parametrize(("low", "high"), [(0, 1), (50, 66), (-3, 3), (0, 1e7), (0.001, 0.002), (5, 5)])
def test_axes_cover_their_values_in_round_steps(low, high):
    axis = drawing.ticks(low, high)
    assert axis[0] <= low
    assert axis[-1] >= high
    assert 2 <= len(axis) <= 9


def test_the_tile_map_has_sixteen_places_and_no_two_in_one_spot():
    assert len(charts.KOREA_TILES) == 16
    assert len(set(charts.KOREA_TILES.values())) == 16
    assert {"29", "46"}.isdisjoint(charts.KOREA_TILES)


def test_a_tile_without_a_figure_is_white_with_a_dash():
    tiles = [charts.Tile("서울", 60.0, 0, 0), charts.Tile("울산", None, 0, 1)]
    markup = charts.tile_map(tiles, label="x", measure="%", limits=[55, 57, 59, 61])
    assert ">울산 –</title>" in markup
    assert 'fill="#ffffff"' in markup


def test_class_limits_decide_the_colour_of_a_tile():
    tiles = [charts.Tile("가", 54.9, 0, 0), charts.Tile("나", 61.0, 0, 1)]
    markup = charts.tile_map(tiles, label="x", measure="%", limits=[55, 57, 59, 61])
    first, second = re.findall(r'<rect[^>]*rx="8" fill="(#\w+)"', markup)[:2]
    assert (first, second) == (drawing.SEQUENCE[0], drawing.SEQUENCE[4])


def test_dots_are_sorted_from_the_lowest():
    rows = [charts.Estimate("높음", 9.0, 8.0, 10.0), charts.Estimate("낮음", 1.0, 0.5, 1.5)]
    markup = charts.dots(rows, label="x")
    assert markup.index("낮음") < markup.index("높음")


def test_a_dot_outside_the_cell_stays_inside():
    markup = charts.dot_cell(charts.Estimate("x", 99.0), low=0, high=10)
    assert 'cx="254"' in markup


def test_shares_fill_the_bar_and_a_fifth_part_is_refused():
    markup = charts.stacked([("가", [1, 1, 2])], ["a", "b", "c"], label="x")
    assert re.findall(r">(\d+%)<", markup[: markup.index("p-svg-s")]) == ["25%", "25%", "50%"]
    with pytest.raises(ValueError, match="four parts"):
        charts.stacked([("가", [1] * 5)], list("abcde"), label="x")


def test_levels_show_where_each_stood_at_first_and_stands_now():
    rows = [charts.Level("집", 4, before=2), charts.Level("기술", 5, before=5), charts.Level("건강", 1)]
    markup = charts.levels(rows, top=5, ends=("급함", "힘"), label="x")
    wide = markup[: markup.index("p-svg-s")]
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', wide)]
    assert len(places) == 4  # then and now of one, now of two
    assert places[3] < places[0] < places[1] < places[2]
    with pytest.raises(ValueError, match="at least one"):
        charts.levels([], top=5, ends=("", ""), label="x")
