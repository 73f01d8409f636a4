"""Which stored tables move with a client, and why the others stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import SQLModel

from planner.records import (
    AcceptedRisk,
    ActionItem,
    Assessment,
    AssessmentAnswer,
    Asset,
    AuditEntry,
    Baseline,
    Brand,
    CaseFigures,
    Client,
    ClientAlias,
    ClientFigures,
    Contract,
    Correction,
    Decision,
    DecisionReply,
    DecisionRound,
    ExchangeRate,
    Goal,
    HeaderMapping,
    HeldAsset,
    HeldInitiative,
    Import,
    InvoiceLine,
    LevelledPlan,
    PinnedQuarter,
    PolicyOverride,
    PriceOverride,
    ProcurementStep,
    Project,
    ProjectAsset,
    ProjectLine,
    PublishedRoadmap,
    ReferenceVersion,
    Review,
    RiskEdit,
    ServiceTerm,
    ShareLink,
    ShareView,
    Sighting,
    SpecialPrice,
    StaffSession,
    Ticket,
)
from planner.store.bulk import table_of


@dataclass(frozen=True, slots=True)
class Moved:
    """A table that moves. `by`: the column that says whose a row is: the client's id, or that of a row that moves."""

    record: type[SQLModel]
    by: str = "client_id"

    @property
    def table(self) -> Any:
        return table_of(self.record)

    @property
    def name(self) -> str:
        return str(self.table.name)

    @property
    def refers(self) -> dict[str, str]:
        """Column → the table that its ids are of."""
        keys = {column.name: str(key.column.table.name) for column in self.table.c for key in column.foreign_keys}
        return keys | ({"client_id": "client"} if "client_id" in self.table.c else {})

    @property
    def has_id(self) -> bool:
        return "id" in self.table.c


MOVED: Final = (
    Moved(Client, "id"), Moved(ClientAlias), Moved(PolicyOverride), Moved(PriceOverride), Moved(SpecialPrice),
    Moved(CaseFigures), Moved(ServiceTerm), Moved(Brand), Moved(Goal), Moved(Contract), Moved(Asset),
    Moved(Import, "id"), Moved(Sighting, "asset_id"), Moved(Correction, "asset_id"), Moved(PinnedQuarter, "asset_id"),
    Moved(Project), Moved(ProjectLine, "project_id"), Moved(ProjectAsset, "project_id"), Moved(HeldInitiative),
    Moved(HeldAsset, "initiative_id"), Moved(LevelledPlan), Moved(Baseline), Moved(InvoiceLine), Moved(Ticket),
    Moved(Assessment), Moved(AssessmentAnswer, "assessment_id"), Moved(Review), Moved(ActionItem), Moved(RiskEdit),
    Moved(PublishedRoadmap), Moved(Decision), Moved(DecisionReply, "decision_id"), Moved(DecisionRound),
    Moved(AcceptedRisk), Moved(ProcurementStep), Moved(AuditEntry),
)  # fmt: skip
"""In an order in which each can be written: what a row refers to comes before it."""

NOT_MOVED: Final[dict[type[SQLModel], str]] = {
    ShareLink: "a link is a secret between this installation and one recipient: share the roadmap anew",
    ShareView: "it tells of links, which are not moved",
    StaffSession: "who is signed in here is not signed in elsewhere",
    HeaderMapping: "it tells how all clients' sheets are read, and is the installation's",
    ExchangeRate: "rates count for all clients, and are the installation's",
    ReferenceVersion: "own reference tables count for all clients, and are the installation's",
    ClientFigures: "it is calculated anew from what is moved",
}

HISTORY: Final = "moved:"
"""Stands before a moved audit entry's action: it tells what was done elsewhere, by that place's ids, and cannot be
taken back here."""
