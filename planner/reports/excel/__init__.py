"""The Excel workbook: `workbook(roadmap)` gives its bytes."""

from planner.reports.excel.build import workbook

__all__ = ["workbook"]
