"""Plotly figures for the screens. They draw a finished roadmap and calculate nothing."""
