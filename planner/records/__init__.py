"""The stored tables. Importing this package registers all of them with SQLModel's metadata."""

from planner.records.actual import Baseline, InvoiceLine
from planner.records.asset import Asset, Correction, HeaderMapping, Import, Sighting
from planner.records.case import CaseFigures
from planner.records.client import Client, ClientAlias, PolicyOverride, PriceOverride
from planner.records.contract import Contract
from planner.records.decision import AcceptedRisk, Decision, DecisionReply, DecisionRound, ProcurementStep
from planner.records.initiative import Goal, HeldAsset, HeldInitiative
from planner.records.installation import Brand, ClientFigures
from planner.records.people import AuditEntry, StaffSession
from planner.records.posture import Assessment, AssessmentAnswer, ServiceTerm, Ticket
from planner.records.price import ExchangeRate, SpecialPrice
from planner.records.project import Project, ProjectAsset, ProjectLine
from planner.records.published import PublishedRoadmap, ShareLink, ShareView
from planner.records.reference import ReferenceVersion
from planner.records.review import ActionItem, Review, RiskEdit
from planner.records.roadmap import PinnedQuarter
from planner.records.scenario import LevelledPlan

__all__ = [
    "AcceptedRisk", "ActionItem", "Assessment", "AssessmentAnswer", "Asset", "AuditEntry", "Baseline", "Brand",
    "CaseFigures", "Client", "ClientAlias", "ClientFigures", "Contract", "Correction", "Decision", "DecisionReply",
    "DecisionRound", "ExchangeRate", "Goal", "HeaderMapping", "HeldAsset", "HeldInitiative", "Import",
    "InvoiceLine", "LevelledPlan", "PinnedQuarter", "PolicyOverride", "PriceOverride", "ProcurementStep", "Project",
    "ProjectAsset", "ProjectLine", "PublishedRoadmap", "ReferenceVersion", "Review", "RiskEdit", "ServiceTerm",
    "ShareLink", "ShareView", "Sighting", "SpecialPrice", "StaffSession", "Ticket",
]  # fmt: skip
