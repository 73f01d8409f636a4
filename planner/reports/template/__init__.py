"""The MSP's own workbook, filled: its marked tables and named cells, and nothing else in it."""
