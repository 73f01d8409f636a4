"""Contracts as people keep them: entered, imported from a list, ended on purpose, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.actions.clients import create_client, update_client
from planner.actions.contract_import import ContractPreview, apply_contracts, preview_contracts
from planner.actions.contracts import (
    ClientContracts,
    ContractEdits,
    check_contracts,
    client_contracts,
    contract_history,
    end_contract,
    save_contracts,
    undo_contracts,
)
from planner.actions.exports import workbook
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.conftest import AS_OF

OFFICE = {
    "name": "Office suite", "vendor": "Contoso", "starts_on": date(2026, 7, 1), "term_months": 12, "quantity": 40,
    "unit_price": "20", "billing": "month", "notice_days": 60, "uplift": "5",
}  # fmt: skip
LICENCES = """Software licences,,,,,,,,
Product,Vendor,Seats,Cost per seat,Start date,Renewal date,Billing,Product key,PO number
Office suite,Contoso,40,20.00,2026-07-01,2027-07-01,Monthly,AAAAA-BBBBB-CCCCC-DDDDD-EEEEE,PO-17
Backup,Fabrikam,3,"1,000.00",2026-01-01,2027-01-01,Annual,,PO-18
Font pack,Types Ltd,1,99.00,2020-01-01,perpetual,,,
Firewall care,SecureCo,2,350.00,2027-03-31,2026-03-31,Annual,,
VPN,,0,4.00,2026-07-01,2027-07-01,Monthly,,
Backup,Fabrikam,3,"1,000.00",2026-01-01,2027-01-01,Annual,,PO-18
Total,,89,,,,,,
"""


@pytest.fixture
def client(store: Store, actor: Actor) -> int:
    return create_client(store, actor, "Acme", currency="USD", tax_basis_points=700, fiscal_first_month=7)


def seen(store: Store, actor: Actor, client: int) -> ClientContracts:
    return client_contracts(store, actor, client, AS_OF)


def preview(store: Store, actor: Actor, client: int, text: str = LICENCES) -> ContractPreview:
    return preview_contracts(store, actor, client, Upload("licences.csv", text.encode()), AS_OF)


def refused(store: Store, actor: Actor, client: int, **given: object) -> str:
    problems = check_contracts(store, actor, client, ContractEdits(added=({**OFFICE, **given},)))
    assert len(problems) == 1, problems
    return problems[0].message


def test_an_entered_contract_is_in_the_budget_of_page_command_and_workbook(
    store: Store, actor: Actor, client: int
) -> None:
    assert save_contracts(store, actor, client, ContractEdits(added=(OFFICE,))) == 1
    (contract,) = seen(store, actor, client).contracts
    assert (contract.ends_on, contract.currency, contract.unit_price_minor) == (date(2027, 6, 30), "USD", 2_000)
    roadmap = client_roadmap(store, actor, client, AS_OF)
    (line,) = [line for line in budget_json(roadmap)["lines"] if line["kind"] == "recurring"]
    assert line["line"] == "Office suite (Contoso)"
    assert line["amounts"][:4] == ["800.00", "2400.00", "2400.00", "2520.00"]
    assert roadmap.budget.planned()[:2] == (85_600, 256_800)  # 7 % tax, no contingency
    assert roadmap.answer.startswith("There are no devices yet; contracts cost $")
    assert workbook(store, actor, client, AS_OF).data


def test_every_fault_of_every_row_is_told_at_once_and_nothing_is_stored(
    store: Store, actor: Actor, client: int
) -> None:
    wrong = ContractEdits(added=({**OFFICE, "quantity": 0, "uplift": 900}, {"unit_price": -1, "starts_on": AS_OF}))
    problems = [problem.message for problem in check_contracts(store, actor, client, wrong)]
    assert problems == [
        "Office suite, seats or devices: There are none, so nothing is paid for.",
        "Office suite, uplift at renewal: 900 % is out of range.",
        "A contract without a name, price: -1 is less than nothing.",
        "A contract without a name: It has no name.",
    ]
    with pytest.raises(PlannerError, match="4 of the values"):
        save_contracts(store, actor, client, wrong)
    assert seen(store, actor, client).contracts == ()


def test_odd_contracts_are_each_one_clear_message(store: Store, actor: Actor, client: int) -> None:
    assert "ends on 2026-06-30, before it starts" in refused(store, actor, client, ends_on=date(2026, 6, 30))
    assert "900 % is out of range" in refused(store, actor, client, uplift="900")
    assert "nothing is paid for" in refused(store, actor, client, quantity=0)
    assert "-5 is less than nothing" in refused(store, actor, client, unit_price="-5")
    assert "price is in EUR, the client's currency is USD" in refused(store, actor, client, currency="EUR")
    assert "notice of 400 days is longer" in refused(store, actor, client, notice_days=400)
    assert "neither a start nor an end" in refused(store, actor, client, starts_on=None)
    assert "has no price" in refused(store, actor, client, unit_price=None)
    assert "no date of a contract" in refused(store, actor, client, starts_on=date(9999, 1, 1))
    assert "grows beyond" in refused(store, actor, client, term_months=1, notice_days=0, uplift=100, billing="month")
    assert "has no 'colour'" in refused(store, actor, client, colour="red")


def test_what_costs_nothing_is_kept_and_adds_nothing(store: Store, actor: Actor, client: int) -> None:
    save_contracts(store, actor, client, ContractEdits(added=({**OFFICE, "unit_price": 0},)))
    assert len(seen(store, actor, client).contracts) == 1
    assert client_roadmap(store, actor, client, AS_OF).budget.total == 0


def test_start_end_and_term_follow_from_each_other(store: Store, actor: Actor, client: int) -> None:
    base = {"unit_price": 10}
    save_contracts(store, actor, client, ContractEdits(added=(
        {**base, "name": "A", "ends_on": date(2027, 6, 30)},
        {**base, "name": "B", "starts_on": date(2026, 7, 1), "ends_on": date(2029, 7, 1)},
        {**base, "name": "C", "starts_on": date(2026, 9, 15), "ends_on": date(2027, 6, 30)},
        {**base, "name": "D", "starts_on": date(2026, 9, 1), "billing": "month"},
        {**base, "name": "E", "starts_on": date(2026, 9, 1), "ends_on": date(2027, 3, 31)},
    )))  # fmt: skip
    told = [(one.name, one.starts_on, one.ends_on, one.term_months) for one in seen(store, actor, client).contracts]
    assert told == [
        ("A", date(2026, 7, 1), date(2027, 6, 30), 12),
        ("B", date(2026, 7, 1), date(2029, 7, 1), 36),
        ("C", date(2026, 9, 15), date(2027, 6, 30), 12),
        ("D", date(2026, 9, 1), date(2026, 9, 30), 1),
        ("E", date(2026, 9, 1), date(2027, 3, 31), 7),
    ]


def test_ending_needs_a_reason_stops_the_line_and_can_be_taken_back(store: Store, actor: Actor, client: int) -> None:
    save_contracts(store, actor, client, ContractEdits(added=(OFFICE,)))
    before = client_roadmap(store, actor, client, AS_OF).budget.total
    (contract,) = seen(store, actor, client).contracts
    with pytest.raises(PlannerError, match="not ended without a reason"):
        end_contract(store, actor, client, contract.contract_id, date(2027, 6, 30), " ")
    with pytest.raises(PlannerError, match="before it starts"):
        end_contract(store, actor, client, contract.contract_id, date(2026, 6, 30), "never used")
    end_contract(store, actor, client, contract.contract_id, date(2027, 6, 30), "moves to another suite")
    assert client_roadmap(store, actor, client, AS_OF).budget.total == 7 * 85_600  # December to June
    undo_contracts(store, actor, client, contract_history(store, actor, client)[0].entry_id)
    assert client_roadmap(store, actor, client, AS_OF).budget.total == before


def test_taking_back_leaves_what_was_changed_since(store: Store, actor: Actor, client: int) -> None:
    save_contracts(store, actor, client, ContractEdits(added=(OFFICE, {**OFFICE, "name": "Mail"})))
    mail, office = seen(store, actor, client).contracts
    added = contract_history(store, actor, client)[0].entry_id
    save_contracts(store, actor, client, ContractEdits(changed={office.contract_id: {"quantity": 50}}))
    undo_contracts(store, actor, client, added)
    assert [one.name for one in seen(store, actor, client).contracts] == ["Office suite"]
    with pytest.raises(PlannerError, match="can be taken back"):
        undo_contracts(store, actor, client, added)
    save_contracts(store, actor, client, ContractEdits(removed=frozenset({office.contract_id})))
    assert seen(store, actor, client).contracts == ()
    undo_contracts(store, actor, client, contract_history(store, actor, client)[0].entry_id)
    assert seen(store, actor, client).contracts == (replace(office, quantity=50),)
    with pytest.raises(PlannerError, match="There is no contract"):
        save_contracts(store, actor, client, ContractEdits(changed={mail.contract_id: {"quantity": 2}}))


def test_every_row_of_a_licence_list_is_accounted_for_before_anything_is_stored(
    store: Store, actor: Actor, client: int
) -> None:
    shown = preview(store, actor, client)
    assert shown.counts == {"read": 7, "added": 2, "changed": 0, "unchanged": 0, "skipped": 3, "rejected": 2}
    told = {row.row: (row.outcome, row.label or row.why.split(".")[0]) for row in shown.rows}
    assert told == {
        3: ("added", "Office suite (Contoso)"),
        4: ("added", "Backup (Fabrikam)"),
        5: ("skipped", "It was bought once and does not recur"),
        6: ("rejected", "Firewall care: It ends on 2026-03-30, before it starts on 2027-03-31"),
        7: ("rejected", "VPN, seats or devices: There are none, so nothing is paid for"),
        8: ("skipped", "The same row stands above"),
        9: ("skipped", "a total"),
    }
    assert seen(store, actor, client).contracts == ()


def test_an_applied_list_makes_contracts_and_the_next_one_changes_only_what_differs(
    store: Store, actor: Actor, client: int
) -> None:
    apply_contracts(store, actor, preview(store, actor, client))
    backup, office = seen(store, actor, client).contracts
    assert (office.quantity, office.unit_price_minor, office.billing, office.ends_on) == (
        40, 2_000, "month", date(2027, 6, 30),
    )  # fmt: skip
    assert (backup.unit_price_minor, backup.billing, backup.term_months) == (100_000, "year", 12)
    assert office.notes == "PO number: PO-17"  # the product key is not kept
    assert office.source == "licences.csv"
    again = preview(store, actor, client, LICENCES.replace("Contoso,40", "Contoso,45"))
    assert (again.counts["changed"], again.counts["unchanged"], again.counts["added"]) == (1, 1, 0)
    apply_contracts(store, actor, again)
    assert seen(store, actor, client).contracts[1] == replace(office, quantity=45)
    undo_contracts(store, actor, client, contract_history(store, actor, client)[0].entry_id)
    assert seen(store, actor, client).contracts[1] == office


def test_a_preview_of_what_was_changed_meanwhile_is_not_applied(store: Store, actor: Actor, client: int) -> None:
    stale = preview(store, actor, client)
    apply_contracts(store, actor, preview(store, actor, client))
    with pytest.raises(PlannerError, match="changed since"):
        apply_contracts(store, actor, stale)


def test_totals_are_shared_among_seats_only_where_that_is_exact(store: Store, actor: Actor, client: int) -> None:
    text = (
        "Subscription,Publisher,Licences,Annual cost,Expiry date,Auto-renew,Notice,Term\n"
        "CAD,Draw Inc,4,$2000.00,30/06/2027,yes,3 months,3 years\n"
        "Mail,Post Ltd,3,$100.00,31/12/2026,no,30 days,1\n"
        "Scan,Post Ltd,1,$90.00,soon,yes,,\n"
    )
    shown = preview(store, actor, client, text)
    assert [row.outcome for row in shown.rows] == ["added", "added", "rejected"]
    assert shown.rows[2].problems[0].message == "'soon' is no date."
    cad, mail = (row.after for row in shown.rows[:2])
    assert cad is not None
    assert mail is not None
    assert (cad.quantity, cad.unit_price_minor, cad.billing, cad.term_months, cad.notice_days) == (
        4, 50_000, "year", 36, 90,
    )  # fmt: skip
    assert (cad.starts_on, cad.ends_on, cad.renews) == (date(2024, 7, 1), date(2027, 6, 30), True)
    assert (mail.quantity, mail.unit_price_minor, mail.renews) == (1, 10_000, False)
    assert mail.notes == "3 seats or devices, priced together"


def test_another_clients_rows_and_another_currency_are_told(store: Store, actor: Actor, client: int) -> None:
    text = (
        "Customer,Service,Monthly fee (EUR),Start,Term,Billing\n"
        "Acme Inc.,Line,40,2026-07-01,12 months,Monthly\n"
        "Blue Ltd,Line,40,2026-07-01,12 months,Monthly\n"
    )
    ours, theirs = preview(store, actor, client, text).rows
    assert ours.outcome == "rejected"
    assert "price is in EUR" in ours.why
    assert (theirs.outcome, theirs.why) == (
        "skipped",
        "It is Blue Ltd's. If that is this client, add it as another name of his.",
    )


def test_both_stores_keep_and_give_back_the_same(any_store: Store, actor: Actor) -> None:
    own = create_client(any_store, actor, "Acme", currency="USD")
    other = create_client(any_store, actor, "Blue", currency="USD")
    apply_contracts(any_store, actor, preview(any_store, actor, own))
    backup, office = seen(any_store, actor, own).contracts
    assert (backup.starts_on, office.unit_price_minor, office.renews) == (date(2026, 1, 1), 2_000, True)
    assert seen(any_store, actor, other).contracts == ()
    with pytest.raises(PlannerError, match="There is no contract"):
        end_contract(any_store, actor, other, office.contract_id, AS_OF, "not theirs")
    undo_contracts(any_store, actor, own, contract_history(any_store, actor, own)[0].entry_id)
    assert seen(any_store, actor, own).contracts == ()


def test_a_list_of_devices_is_no_list_of_contracts(store: Store, actor: Actor, client: int) -> None:
    devices = "Name,Serial number,Model,Purchase date,Purchase cost\nLT1,PF3K9QX1,ThinkPad T14,2024-01-01,1200\n"
    with pytest.raises(PlannerError, match="No list of licences or contracts"):
        preview(store, actor, client, devices)


def test_a_price_in_the_clients_old_currency_leaves_the_total_and_is_a_finding(
    store: Store, actor: Actor, client: int
) -> None:
    save_contracts(store, actor, client, ContractEdits(added=(OFFICE,)))
    update_client(store, actor, client, currency="EUR")
    roadmap = client_roadmap(store, actor, client, AS_OF)
    assert roadmap.budget.total == 0
    assert [finding.sentence for finding in roadmap.findings] == [
        "The contract Office suite (Contoso) is priced in USD, not EUR: it is not in the total."
    ]
    assert len(seen(store, actor, client).foreign) == 1
