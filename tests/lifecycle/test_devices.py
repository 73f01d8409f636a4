"""Sixty devices with what a vCIO would expect of each on 22 November 2026, worked out by hand from the tables."""

from __future__ import annotations

import json

import pytest

from tests.lifecycle.fleet import day, told

W10, W7 = "Windows 10 Pro", "Windows 7 Professional"
LTSC = "Windows 10 Enterprise LTSC"
C2960 = {"category": "switch", "manufacturer": "Cisco", "model": "WS-C2960X-24PSQ-L", "purchased_on": "2021-04-01"}


def d(category: str, bought: str | None = None, **fields: object) -> dict[str, object]:
    return {"category": category, "purchased_on": bought, **fields}


# device, due on, limit on, what limits it, status
DATED = [
    (d("laptop", "2021-03-14"), "2025-03-14", "2026-03-14", "useful_life", "overdue"),
    (d("laptop", "2022-02-28"), "2026-02-28", "2027-02-28", "useful_life", "due"),
    (d("laptop", "2023-06-01"), "2027-06-01", "2028-06-01", "useful_life", "due_soon"),
    (d("laptop", "2024-01-15"), "2028-01-15", "2029-01-15", "useful_life", "healthy"),
    (d("laptop", "2024-02-29"), "2028-02-29", "2029-02-28", "useful_life", "healthy"),
    (d("laptop", "2023-12-01", useful_life_months=36), "2026-12-01", "2027-12-01", "useful_life", "due_soon"),
    (d("desktop", "2020-05-05"), "2025-05-05", "2026-05-05", "useful_life", "overdue"),
    (d("desktop", "2021-11-22"), "2026-11-22", "2027-11-22", "useful_life", "due"),
    (d("workstation", "2022-10-01"), "2027-10-01", "2028-10-01", "useful_life", "due_soon"),
    (d("server", "2019-07-01"), "2024-07-01", "2026-07-01", "useful_life", "overdue"),
    (d("server", "2020-12-01"), "2025-12-01", "2027-12-01", "useful_life", "due"),
    (d("storage", "2023-03-03"), "2028-03-03", "2030-03-03", "useful_life", "healthy"),
    (d("backup_appliance", "2018-01-01"), "2023-01-01", "2025-01-01", "useful_life", "overdue"),
    (d("switch", "2019-11-30"), "2026-11-30", "2029-11-30", "useful_life", "due_soon"),
    (d("router", "2021-06-15"), "2026-06-15", "2028-06-15", "useful_life", "due"),
    (d("firewall", "2022-01-31"), "2027-01-31", "2029-01-31", "useful_life", "due_soon"),
    (d("access_point", "2020-08-08"), "2025-08-08", "2026-08-08", "useful_life", "overdue"),
    (d("ups", "2017-02-02"), "2025-02-02", "2027-02-02", "useful_life", "due"),
    (d("camera", "2021-01-01"), "2027-01-01", "2029-01-01", "useful_life", "due_soon"),
    (d("recorder", "2018-05-01"), "2024-05-01", "2026-05-01", "useful_life", "overdue"),
    (d("tablet", "2023-09-01"), "2027-09-01", "2028-09-01", "useful_life", "due_soon"),
    (d("other", "2022-06-06"), "2027-06-06", "2029-06-06", "useful_life", "due_soon"),
    # The maker's end: Cisco EOL14887, 29 April 2026; iPhone 8, 31 March 2025; S21, 21 February 2026
    (C2960, "2026-04-29", "2026-04-29", "maker_support", "overdue"),
    ({**C2960, "support_ends_on": "2028-12-31"}, "2028-04-01", "2028-12-31", "useful_life", "healthy"),
    (d("mobile_phone", "2018-01-10", manufacturer="Apple", model="iPhone 8"),
     "2021-01-10", "2022-01-10", "useful_life", "overdue"),
    (d("mobile_phone", "2024-06-01", manufacturer="Samsung", model="Galaxy S21"),
     "2026-02-21", "2026-02-21", "maker_support", "overdue"),
    (d("laptop", "2022-06-01", manufacturer="Microsoft", model="Surface Pro 7"),
     "2025-10-30", "2025-10-30", "maker_support", "overdue"),
    (d("firewall", "2023-05-01", support_ends_on="2027-02-28"),
     "2027-02-28", "2027-02-28", "maker_support", "due_soon"),
    # The system's end counts only where the hardware cannot run the successor
    (d("laptop", "2023-01-01", operating_system=W10, cpu="Intel Core i5-6300U"),
     "2025-10-14", "2025-10-14", "os_support", "overdue"),
    (d("laptop", "2024-01-01", operating_system=W10, cpu="Intel Core i5-8350U"),
     "2028-01-01", "2029-01-01", "useful_life", "healthy"),
    (d("laptop", "2024-01-01", operating_system=W10), "2028-01-01", "2029-01-01", "useful_life", "healthy"),
    (d("laptop", "2024-05-05", operating_system=W10, cpu="Intel Core i7-7820HQ"),
     "2028-05-05", "2029-05-05", "useful_life", "healthy"),
    (d("desktop", "2022-08-01", operating_system="Windows 10 Pro 21H2", cpu="AMD Ryzen 5 1600"),
     "2025-10-14", "2025-10-14", "os_support", "overdue"),
    (d("desktop", "2015-06-01", operating_system=W7, cpu="i5-4590"),
     "2020-01-14", "2020-01-14", "os_support", "overdue"),
    (d("desktop", "2024-01-01", operating_system=f"{LTSC} 2019", cpu="i5-6500"),
     "2029-01-01", "2029-01-09", "useful_life", "healthy"),
    (d("desktop", "2024-05-01", operating_system=f"{LTSC} 2021", cpu="i7-7700"),
     "2027-01-12", "2027-01-12", "os_support", "due_soon"),
    (d("laptop", "2024-03-01", operating_system="Windows 11 Pro", os_version="10.0.22621", cpu="i5-1135G7"),
     "2028-03-01", "2029-03-01", "useful_life", "healthy"),
    (d("server", "2023-02-01", operating_system="Windows Server 2012 R2"),
     "2028-02-01", "2030-02-01", "useful_life", "healthy"),
    # Leases follow their end
    (d("laptop", "2024-03-31", ownership="leased", lease_ends_on="2027-03-31"),
     "2027-03-31", "2027-03-31", "lease_end", "due_soon"),
    (d("laptop", "2021-01-01", ownership="leased", lease_ends_on="2026-06-30"),
     "2026-06-30", "2026-06-30", "lease_end", "overdue"),
]  # fmt: skip

# device, in service, by which evidence, whether estimated, due on
AGED = [
    (d("laptop", "2023-01-10", in_service_on="2023-05-01"), "2023-01-10", "purchase_date", False, "2027-01-10"),
    (d("laptop", in_service_on="2021-08-01"), "2021-08-01", "in_service_date", False, "2025-08-01"),
    (d("laptop", warranty_starts_on="2022-12-01"), "2022-12-01", "warranty_start", False, "2026-12-01"),
    (d("laptop", warranty_ends_on="2026-03-31", warranty_months=36),
     "2023-03-31", "warranty_start", False, "2027-03-31"),
    (d("laptop", warranty_ends_on="2025-09-30"), "2022-09-30", "warranty_start", True, "2026-09-30"),
    (d("server", warranty_ends_on="2026-12-31"), "2021-12-31", "warranty_start", True, "2026-12-31"),
    # 1 January + 0.25 years
    (d("laptop", manufactured_on="2022-01-01"), "2022-02-14", "manufacture_date", True, "2026-02-14"),
    # 1996 + 19, week 47 (22 November 2015), + 0.975 years
    (d("switch", manufacturer="Cisco", serial_number="FOC1947S0AB"), "2016-11-12", "serial_number", True, "2023-11-12"),
    # a year ending in 8, week 42 (18 October 2018), + 0.23 years
    (d("laptop", manufacturer="HP", serial_number="5CG8423ABC"), "2019-01-10", "serial_number", True, "2023-01-10"),
    # 2012, week 34 (22 August), + 0.4 years
    (d("ups", manufacturer="APC", serial_number="AS1234567890"), "2013-01-15", "serial_number", True, "2021-01-15"),
    # X is the second half of 2018, 1 its first week (5 July), + 0.25 years
    (d("laptop", manufacturer="Apple", serial_number="C02X1234JHD3"), "2018-10-04", "serial_number", True,
     "2022-10-04"),
    # batteries around 2 June 2021; processor of 15 August 2020 + 0.82 years; their middle + 0.25 years
    (d("laptop", manufacturer="Dell Inc.", model="Latitude 5420"), "2021-06-27", "model_first_seen", True,
     "2025-06-27"),
    # 8th generation, middle of launches 15 May 2018, + 1.07 years
    (d("laptop", cpu="Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz"), "2019-02-25", "cpu_launch", True, "2023-02-25"),
    # bought again in 2025, made in 2020: it ages from its manufacture
    (d("laptop", "2025-01-01", manufactured_on="2020-01-01", notes="Refurbished"),
     "2020-02-14", "manufacture_date", True, "2024-02-14"),
    # nothing at all: the middle of five years
    (d("laptop", manufacturer="Lenovo", serial_number="PF2ABCDE"), "2024-05-22", "category_median", True,
     "2028-05-22"),
]  # fmt: skip

# device, status, reason
UNDATED = [
    (d("printer", "2015-01-01"), "healthy", "on_failure"),
    (d("monitor", "2015-01-01"), "healthy", "on_failure"),
    (d("monitor"), "unknown", "on_failure"),
    (d("laptop", "2019-01-01", status="Spare"), "healthy", "pool"),
    (d("phone", "2010-01-01"), "healthy", "on_failure"),
    (d("dock", "2019-01-01"), "healthy", "follows"),
    (d("virtual_machine", operating_system="Windows Server 2012 R2"), "overdue", "virtual_os"),
    (d("virtual_machine", operating_system="Windows Server 2016"), "due_soon", "virtual_os"),
    (d("server", is_virtual=True, operating_system="Windows Server 2022"), "healthy", "virtual_os"),
    (d("virtual_machine"), "unknown", "virtual"),
    (d("laptop", "2015-01-01", is_retired=True), "unknown", "retired"),
]


@pytest.mark.parametrize(("device", "due_on", "limit_on", "factor", "status"), DATED)
def test_a_dated_device_is_due_when_the_first_of_its_clocks_ends(device, due_on, limit_on, factor, status):
    row = told(device).iloc[0]
    assert (day(row.due_on), day(row.limit_on), row.limiting_factor, row.lifecycle_status) == (
        due_on, limit_on, factor, status,
    )  # fmt: skip


@pytest.mark.parametrize(("device", "in_service", "evidence", "is_estimated", "due_on"), AGED)
def test_a_device_ages_from_the_best_evidence_there_is(device, in_service, evidence, is_estimated, due_on):
    row = told(device).iloc[0]
    assert (day(row.in_service_est_on), row.age_evidence, row.is_estimated, day(row.due_on)) == (
        in_service, evidence, is_estimated, due_on,
    )  # fmt: skip
    assert row.in_service_p10 <= row.in_service_est_on <= row.in_service_p90


@pytest.mark.parametrize(("device", "status", "reason"), UNDATED)
def test_what_is_not_replaced_on_a_date_has_a_reason_instead(device, status, reason):
    row = told(device).iloc[0]
    assert (day(row.due_on), day(row.limit_on), row.lifecycle_status, row.reason_key) == (None, None, status, reason)


def test_the_whole_table_at_once_is_the_same_as_each_device_alone():
    devices = [{**device, "client_id": number} for number, (device, *_) in enumerate(DATED)]
    assert [day(due) for due in told(*devices).due_on] == [due for _, due, *_ in DATED]


def test_the_sentence_names_date_evidence_and_age():
    rows = told(
        d("laptop", "2021-03-14"), d("laptop", manufacturer="HP", serial_number="5CG8423ABC", client_id=2), d("dock")
    )
    assert rows.reason.tolist() == [
        "In service since March 2021; planned for replacement at 4 years, in March 2025.",
        (
            "In service since about January 2019, judged by its serial number; planned for replacement at 4 years, "
            "in January 2023."
        ),
        "Docks are replaced together with the laptop they belong to.",
    ]


def test_the_clocks_that_come_later_are_told_earliest_first():
    row = told({**C2960, "lease_ends_on": "2027-01-31"}).iloc[0]
    assert json.loads(row.runner_ups) == [
        {"rule": "lease_end", "date": "2027-01-31"},
        {"rule": "useful_life", "date": "2028-04-01"},
    ]
