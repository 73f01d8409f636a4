"""The stored tables. Importing this package registers all of them with SQLModel's metadata."""

from planner.records.asset import Asset, Correction, HeaderMapping, Import, Sighting
from planner.records.case import CaseFigures
from planner.records.client import Client, ClientAlias, PolicyOverride, PriceOverride
from planner.records.contract import Contract
from planner.records.people import AuditEntry, StaffSession
from planner.records.reference import ReferenceVersion
from planner.records.roadmap import InitiativeEdit, PinnedQuarter
from planner.records.scenario import LevelledPlan

__all__ = [
    "Asset", "AuditEntry", "CaseFigures", "Client", "ClientAlias", "Contract", "Correction", "HeaderMapping", "Import",
    "InitiativeEdit", "LevelledPlan", "PinnedQuarter", "PolicyOverride", "PriceOverride", "ReferenceVersion",
    "Sighting", "StaffSession",
]  # fmt: skip
