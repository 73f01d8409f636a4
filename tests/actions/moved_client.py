"""A client of whom something is stored in every table: the demo client's devices, and all that people decided."""

from __future__ import annotations

from datetime import date

from planner.actions.assets import pin_quarter
from planner.actions.baselines import freeze_plan
from planner.actions.brands import set_brand
from planner.actions.case import save_case_inputs
from planner.actions.client_levelling import level_client
from planner.actions.clients import add_alias, create_client
from planner.actions.contracts import ContractEdits, client_contracts, save_contracts
from planner.actions.decisions import client_decisions, close_round, record_decisions, reply
from planner.actions.demo import DEMO_FOLDER
from planner.actions.edits import correct_asset
from planner.actions.goals import Goal, client_goals, save_goals
from planner.actions.imports import apply_import, preview_import
from planner.actions.initiatives import edit_initiatives, movable_keys, move_initiative
from planner.actions.invoice_import import apply_invoices, preview_invoices
from planner.actions.policies import save_rules
from planner.actions.posture import save_assessment
from planner.actions.posture_terms import save_terms
from planner.actions.procurement import procurement_list, take_step
from planner.actions.projects import save_project
from planner.actions.publishing import Publication, publish_roadmap
from planner.actions.reviews import ActionItem, hold_review, save_items, save_review, say_of_risk
from planner.actions.roadmaps import client_roadmap
from planner.actions.rule_change import RuleChange
from planner.actions.shared_views import DecisionAsked
from planner.actions.shares import Recipient, create_share
from planner.actions.tickets_import import apply_tickets, preview_tickets
from planner.actions.uploads import Upload
from planner.budget.case_inputs import CaseInputs
from planner.budget.levelled_plan import PlanLimits
from planner.roadmap.document_build import Profile
from planner.sharing.people import Actor
from planner.store import Store
from tests.conftest import AS_OF

SUITE = {
    "name": "Office suite", "vendor": "Contoso", "unit_price": "22", "quantity": 10, "billing": "month",
    "term_months": 12, "starts_on": date(2026, 1, 15), "notice_days": 30, "uplift": "5", "kind": "subscription",
}  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def rich_client(store: Store, actor: Actor, name: str, *, levelled: bool = True) -> int:
    """Its id. All that is stored of it is the same whatever else is in the store, but for its ids."""
    client_id = create_client(store, actor, name, currency="GBP", locale="en_GB", fiscal_first_month=4, users=12)
    sheets = sorted(path for path in DEMO_FOLDER.iterdir() if path.suffix in (".csv", ".xlsx"))
    for path in sheets:
        apply_import(store, actor, preview_import(store, actor, [Upload.of(path)], AS_OF, name))
    _rules(store, actor, client_id, name)
    _work(store, actor, client_id)
    _meetings(store, actor, client_id)
    if levelled:
        level_client(store, actor, client_id, AS_OF, PlanLimits(), seconds=1)
    _decided(store, actor, client_id)
    return client_id


def _rules(store: Store, actor: Actor, client_id: int, name: str) -> None:
    add_alias(store, actor, client_id, f"{name} and partners")
    change = RuleChange(
        policies={"desktop": {"plan_years": "4.5"}},
        prices={"laptop": {"hardware": "1100", "labour_hours": "2", "priced_on": AS_OF}},
        special_prices={("laptop", "model", "EliteBook"): {"hardware": "1500", "priced_on": AS_OF}},
    )
    save_rules(store, actor, client_id, change, AS_OF)
    save_case_inputs(store, actor, client_id, CaseInputs(people_affected=7))
    save_terms(store, actor, client_id, {"backup": {"weight": 5}})
    set_brand(store, actor, {"name": "Redstone IT", "accent": "#0B6E4F"}, client_id, PNG)
    save_contracts(store, actor, client_id, ContractEdits(added=(SUITE, {**SUITE, "name": "Backup", "vendor": None})))


def _work(store: Store, actor: Actor, client_id: int) -> None:
    """Goals, projects that wait for others and take devices' places, a held initiative, a pin, a correction."""
    save_goals(store, actor, client_id, [Goal(0, "Open a studio"), Goal(0, "Sleep well")])
    goal = client_goals(store, actor, client_id)[-1].goal_id
    roadmap = client_roadmap(store, actor, client_id, AS_OF)
    laptops = next(one for one in roadmap.initiatives if one.category == "laptop")
    servers = next(one for one in roadmap.initiatives if one.category == "server").asset_ids
    assert laptops.key in movable_keys(roadmap)
    move_initiative(store, actor, client_id, AS_OF, laptops.key, roadmap.quarters[2].starts_on)
    held = next(one.key for one in client_roadmap(store, actor, client_id, AS_OF).initiatives if one.is_held)
    first = {"title": "Move files", "starts_on": date(2027, 4, 1), "devices": {servers[0]: "migrate"}, "goal": goal,
             "depends_on": [held], "lines": [{"name": "Work", "quantity": 2, "unit_price": "1000"}]}  # fmt: skip
    project = save_project(store, actor, client_id, first)
    contract = next(one for one in client_contracts(store, actor, client_id, AS_OF).contracts if one.vendor is None)
    second = {"title": "New backup", "starts_on": date(2027, 7, 1), "depends_on": [f"project:{project}"],
              "lines": [{"name": "Seats", "kind": "recurring", "quantity": 9, "unit_price": "4"}]}  # fmt: skip
    save_project(store, actor, client_id, second, source=f"licence:{contract.contract_id}:2027")
    edit_initiatives(store, actor, client_id, AS_OF, {held: {"goal": goal, "owner": "Vera"}})
    switch = next(one for one in roadmap.initiatives if one.category == "switch").asset_ids[0]
    pin_quarter(store, actor, client_id, [switch], roadmap.quarters[4].starts_on, "after the move")
    correct_asset(store, actor, switch, "site", "Bath")


def _meetings(store: Store, actor: Actor, client_id: int) -> None:
    """A review that was held, the next one, what is to be done, risks, posture, tickets, invoices, a frozen plan."""
    save_assessment(store, actor, client_id, AS_OF, {"backup": {"maturity": 2, "evidence": "Restored in May."}})
    held = save_review(store, actor, client_id, AS_OF, {"title": "QBR autumn", "meets_on": AS_OF})
    hold_review(store, actor, client_id, AS_OF, held)
    save_review(store, actor, client_id, AS_OF, {"title": "QBR winter", "meets_on": date(2027, 2, 1)})
    save_items(store, actor, client_id, (ActionItem(0, "Ask the maker", "Vera", date(2027, 1, 5), "open"),))
    say_of_risk(store, actor, client_id, "own:flood", {"title": "The river", "likelihood": 2, "impact": 5})
    tickets = "Ticket #,Created,Summary,Contact,Asset\n1,2026-04-13,Slow,Ada,HLA-LT-001\n2,2026-04-14,Loud,Bo,\n"
    apply_tickets(store, actor, preview_tickets(store, actor, client_id, Upload("tickets.csv", tickets.encode())))
    invoices = (
        "Description,Supplier,Invoice no.,Invoice date,Qty,Net,Serial number\n"
        "HP EliteBook,Redstone,I-1,2026-11-04,1,1150.00,5CG705HH5W\nOffice suite,Contoso,C-8,2026-11-01,1,220.00,\n"
    )
    apply_invoices(store, actor, preview_invoices(store, actor, client_id, Upload("inv.csv", invoices.encode())))
    freeze_plan(store, actor, client_id, AS_OF, "Approved FY27")


def _decided(store: Store, actor: Actor, client_id: int) -> None:
    """Two versions, a link, decisions in a closed and in an open round, an answer, an accepted risk, a purchase."""
    roadmap = client_roadmap(store, actor, client_id, AS_OF)
    project, other = (one for one in roadmap.initiatives if one.key.startswith("project:"))
    protect = next(one for one in roadmap.initiatives if one.lane == "Protect" and not one.is_held)
    bought = next(one for one in roadmap.initiatives if one.category == "switch")
    publish_roadmap(store, actor, client_id, AS_OF, Publication(profile=Profile(left_out=frozenset({other.key}))))
    asked = [
        DecisionAsked(project.key, "in_budget"), DecisionAsked(protect.key, "decline", comment="We bear it."),
        DecisionAsked(bought.key, "in_budget"), DecisionAsked(project.key, "ask", comment="=Why?"),
    ]  # fmt: skip
    record_decisions(store, actor, client_id, "Ines Lane", asked[:3])
    close_round(store, actor, client_id)
    publish_roadmap(store, actor, client_id, AS_OF, Publication(note="A calm year."))
    create_share(store, actor, client_id, Recipient("Ines Lane"))
    record_decisions(store, actor, client_id, "Ines Lane", asked)
    item = procurement_list(store, actor, client_id, AS_OF)[0]
    take_step(store, actor, client_id, AS_OF, item.line_key, item.item, item.ship_to, "quoted", 1, "Q-1")
    _answer(store, actor, client_id)


def _answer(store: Store, actor: Actor, client_id: int) -> None:
    [question] = client_decisions(store, actor, client_id, AS_OF).questions
    reply(store, actor, client_id, question.decision_id, "Because.")
