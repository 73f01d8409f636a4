"""A client whose money is round: three laptops bought on stated days, £1,000 each and 2 hours at £60 to install, no
growth, contingency or tax; his fiscal year starts in April and eight quarters are planned, Oct 2026 to Sep 2028.

    LT1 bought 1 Mar 2023, LT2 1 May 2023, LT3 1 Jun 2024; a laptop is replaced at 4 years by default.
"""

from __future__ import annotations

from datetime import date

from planner.actions.clients import create_client
from planner.actions.imports import apply_import, preview_import
from planner.actions.policies import save_rules
from planner.actions.rule_change import RuleChange
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import Store

AS_OF = date(2026, 11, 23)
LAPTOPS = """Client,Name,Serial,Type,Make,Model,Purchased,In service
Acme,LT1,PF3K9QX1,Laptop,Lenovo,ThinkPad T14,2023-03-01,2023-03-01
Acme,LT2,PF3K9QX2,Laptop,Lenovo,ThinkPad T14,2023-05-01,2023-05-01
Acme,LT3,PF3K9QX3,Laptop,Lenovo,ThinkPad T14,2024-06-01,2024-06-01
"""
OWN_PRICE = RuleChange(prices={"laptop": {"hardware": "1000", "labour_hours": "2", "priced_on": AS_OF}})


def acme(store: Store, actor: Actor, sheet: str = LAPTOPS) -> int:
    """The client, with his laptops and his price; gives his id."""
    client_id = create_client(
        store, actor, "Acme", currency="GBP", locale="en_GB", fiscal_first_month=4, horizon_quarters=8,
        labour_rate_minor=6000, price_growth_basis_points=0, contingency_basis_points=0, tax_basis_points=0,
    )  # fmt: skip
    apply_import(store, actor, preview_import(store, actor, [Upload("laptops.csv", sheet.encode())], AS_OF))
    save_rules(store, actor, client_id, OWN_PRICE, AS_OF)
    return client_id
