"""Evergreen's library: asset spreadsheets in, a defensible roadmap and budget out. It knows nothing of Streamlit."""

__version__ = "0.1.0"
