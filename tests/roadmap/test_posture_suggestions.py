"""Which service a contract is for, by its name alone."""

from __future__ import annotations

import re

import pytest

from planner.roadmap.posture_suggestions import CONTRACT_NAMES


def services_of(name: str) -> set[str]:
    return {service for service, pattern in CONTRACT_NAMES.items() if re.search(pattern, name, re.IGNORECASE)}


@pytest.mark.parametrize(
    ("name", "services"),
    [
        ("Mimecast Email Security (M2A)", {"email_filtering"}),
        ("Barracuda Email Protection", {"email_filtering"}),
        ("KnowBe4 Security Awareness", {"awareness"}),
        ("Cisco Duo Essentials", {"mfa"}),
        ("SentinelOne Control", {"endpoint_protection"}),
        ("Sophos MDR Complete", {"endpoint_protection"}),
        ("Bitdefender GravityZone", {"endpoint_protection"}),
        ("Veeam Backup for Microsoft 365", {"backup"}),
        ("Datto SIRIS cloud retention", {"backup"}),
        ("NinjaOne RMM", {"monitoring"}),
        ("RMM and patching", {"monitoring", "patching"}),
        ("FortiGuard UTP bundle", {"firewall"}),
        ("vCIO retainer", {"guidance"}),
        ("IT Glue", {"documentation"}),
        ("1Password Business", {"access_control"}),
    ],
)
def test_a_contract_serves_the_service_that_its_name_says(name: str, services: set[str]) -> None:
    assert services_of(name) == services


@pytest.mark.parametrize(
    "name",
    ["Microsoft 365 E3", "Password reset portal", "Dispatch board", "Bookkeeper online", "Leased line 1 Gb", "Adobe CC",
     "Email hosting", "Duophonic music licence", "Kit Gluestick", "Coffee machine"],
)  # fmt: skip
def test_other_names_serve_none(name: str) -> None:
    assert services_of(name) == set()
