"""The stored tables. Importing this package registers all of them with SQLModel's metadata."""

from planner.records.actual import Baseline, InvoiceLine
from planner.records.asset import Asset, Correction, HeaderMapping, Import, Sighting
from planner.records.case import CaseFigures
from planner.records.client import Client, ClientAlias, PolicyOverride, PriceOverride
from planner.records.contract import Contract
from planner.records.initiative import Goal, HeldAsset, HeldInitiative
from planner.records.people import AuditEntry, StaffSession
from planner.records.posture import Assessment, AssessmentAnswer, ServiceTerm, Ticket
from planner.records.price import ExchangeRate, SpecialPrice
from planner.records.project import Project, ProjectAsset, ProjectLine
from planner.records.reference import ReferenceVersion
from planner.records.review import ActionItem, Review, RiskEdit
from planner.records.roadmap import PinnedQuarter
from planner.records.scenario import LevelledPlan

__all__ = [
    "ActionItem", "Assessment", "AssessmentAnswer", "Asset", "AuditEntry", "Baseline", "CaseFigures", "Client",
    "ClientAlias", "Contract", "Correction", "ExchangeRate", "Goal", "HeaderMapping", "HeldAsset",
    "HeldInitiative", "Import", "InvoiceLine", "LevelledPlan", "PinnedQuarter", "PolicyOverride",
    "PriceOverride", "Project", "ProjectAsset", "ProjectLine", "ReferenceVersion", "Review", "RiskEdit",
    "ServiceTerm", "Sighting", "SpecialPrice", "StaffSession", "Ticket",
]  # fmt: skip
