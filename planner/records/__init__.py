"""The stored tables. Importing this package registers all of them with SQLModel's metadata."""

from planner.records.asset import Asset, Correction, HeaderMapping, Import, Sighting
from planner.records.client import Client, ClientAlias, PolicyOverride, PriceOverride
from planner.records.people import AuditEntry, StaffSession
from planner.records.roadmap import InitiativeEdit, PinnedQuarter

__all__ = [
    "Asset", "AuditEntry", "Client", "ClientAlias", "Correction", "HeaderMapping", "Import", "InitiativeEdit",
    "PinnedQuarter", "PolicyOverride", "PriceOverride", "Sighting", "StaffSession",
]  # fmt: skip
