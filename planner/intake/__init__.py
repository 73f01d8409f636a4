"""Spreadsheets → readings → sightings → assets. Nothing here writes to the store."""
