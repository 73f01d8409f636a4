"""Native charts, editable in PowerPoint: their data stands in a workbook inside the slide."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt
from xlsxwriter import Workbook

from planner.reports.slides.canvas import INK, MUTED, Area, Canvas, colour

CAP_COLOUR: Final = "#B3261E"


def stacked_columns(
    canvas: Canvas, area: Area, labels: Sequence[str], series: Mapping[str, tuple[str, Sequence[float]]],
    number_format: str, told: str, cap: tuple[str, Sequence[float | None]] | None = None,
) -> None:  # fmt: skip
    """Columns by label, stacked: name → (colour, values). `cap`: its name and values, drawn as a line. `told`: the
    chart in words."""
    data = CategoryChartData(number_format=number_format)
    data.categories = list(labels)
    for name, (_, values) in series.items():
        data.add_series(name, list(values))
    if cap is not None:
        data.add_series(cap[0], list(cap[1]))
    chart = _added(canvas, area, XL_CHART_TYPE.COLUMN_STACKED, data, told)
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    _axes(chart, number_format)
    for one, (ink, _) in zip(chart.plots[0].series, series.values(), strict=False):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = colour(ink)
        one.invert_if_negative = False
    if cap is not None:
        _as_line(chart)
    if len(series) + (cap is not None) > 1:
        _legend(chart)


def bars(
    canvas: Canvas, area: Area, labels: Sequence[str], name: str, values: Sequence[float | None],
    colours: Sequence[str], number_format: str, told: str, most: float | None = None,
) -> None:  # fmt: skip
    """Lying bars, the first at the top, each in its colour and with its value. `most`: the end of the axis."""
    data = CategoryChartData(number_format=number_format)
    data.categories = list(labels)
    data.add_series(name, list(values))
    chart = _added(canvas, area, XL_CHART_TYPE.BAR_CLUSTERED, data, told)
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 40, False
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.category_axis.tick_labels.font.size = Pt(12)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    if most is not None:
        chart.value_axis.maximum_scale = most
    for at, ink in enumerate(colours):
        point = plot.series[0].points[at]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour(ink)
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(12)
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = number_format, False


def _added(canvas: Canvas, area: Area, kind: Any, data: CategoryChartData, told: str) -> Any:
    places = (Emu(one) for one in (area.left, area.top, area.width, area.height))
    frame = canvas.slide.shapes.add_chart(kind, *places, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", told[:2000])  # noqa: SLF001 - the alternative text has no property
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(data))
    for name in ("c:axId", "c:crossAx"):  # python-pptx numbers axes below zero, which the schema does not know
        for one in chart._chartSpace.iter(qn(name)):  # noqa: SLF001 - the numbers have no property
            one.set("val", str(abs(int(one.get("val")))))
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(11), colour(INK)
    return chart


def _workbook(data: CategoryChartData) -> bytes:
    """The chart's own workbook, with the cells where python-pptx's formulas point; its own one would make a formula of
    a label that begins with '='."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet, figure = book.add_worksheet(), book.add_format({"num_format": data.number_format})
        for row, category in enumerate(data.categories, start=1):
            sheet.write_string(row, 0, str(category.label))
        for col, series in enumerate(data, start=1):
            sheet.write_string(0, col, series.name)
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, col, value, figure)
    return out.getvalue()


def _axes(chart: Any, number_format: str) -> None:
    values, labels = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = colour("#DDE3E1")
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = number_format, False
    labels.format.line.color.rgb = colour(MUTED)
    labels.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    labels.tick_labels.font.size = Pt(10)


def _legend(chart: Any) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(11)


def _as_line(chart: Any) -> None:
    """The last series leaves the columns for a line over the same axes: both stay editable as one chart."""
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001 - python-pptx makes charts of one kind only
    columns = area.find(qn("c:barChart"))
    series = columns.findall(qn("c:ser"))[-1]
    columns.remove(series)
    for name in ("c:invertIfNegative", "c:spPr"):
        for old in series.findall(qn(name)):
            series.remove(old)
    line = etree.SubElement(area, qn("c:lineChart"))
    area.remove(line)
    columns.addnext(line)
    etree.SubElement(line, qn("c:grouping")).set("val", "standard")
    etree.SubElement(line, qn("c:varyColors")).set("val", "0")
    look = etree.fromstring(
        f'<c:spPr xmlns:c="{columns.nsmap["c"]}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:ln w="28575"><a:solidFill><a:srgbClr val="{CAP_COLOUR[1:]}"/></a:solidFill>'
        '<a:prstDash val="dash"/></a:ln></c:spPr>'
    )
    series.find(qn("c:tx")).addnext(look)
    marker = etree.Element(qn("c:marker"))
    etree.SubElement(marker, qn("c:symbol")).set("val", "none")
    look.addnext(marker)
    etree.SubElement(series, qn("c:smooth")).set("val", "0")
    line.append(series)
    etree.SubElement(line, qn("c:marker")).set("val", "1")
    for axis in columns.findall(qn("c:axId")):
        line.append(copy.deepcopy(axis))
