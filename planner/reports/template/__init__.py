"""The MSP's own workbook, filled: the cells and tables that he marked, and nothing else in it changed.

The parts of the workbook are edited themselves: only the sheets with marks, their tables and the workbook's part are
written anew, and what keeps values or areas of them; every other part goes back byte for byte. A library that
reads a workbook and writes it anew (openpyxl is the only one that can fill one) would lose its charts, pictures,
slicers, form controls and the signature of its macros.
"""

from planner.reports.template.fill import fill, has_macros

__all__ = ["fill", "has_macros"]
