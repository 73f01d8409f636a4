"""An operating system's text, and its build where there is one → product, cycle and edition class.

Windows' home and professional editions share their ends and are class 'pro'; Enterprise and Education are
'enterprise'; the long-term channels 'ltsc' and 'iot_ltsc'. A text without a version is the newest cycle of its edition
for Windows (updates come by themselves there) and no cycle elsewhere. What is ambiguous or contradicts itself is told
without a cycle.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from planner.reference.cycles import Cycle, Cycles, EndState, OsMatch, Support
from planner.reference.os_versions import FIRST_IOS_XE, versioned
from planner.reference.os_windows import NEW_DEVICES_ONLY, NT, known_build, windows_client
from planner.reference.os_windows_server import YEAR, windows_server
from planner.reference.os_words import UNSURE, named_product, plain

__all__ = ["NEW_DEVICES_ONLY", "Cycle", "Cycles", "EndState", "OsMatch", "Support", "match_os", "named_system"]

_SHORT_NAMES: Final = {"al2": "amazon linux 2", "al2023": "amazon linux 2023"}
_SERVER_BUILDS: Final = frozenset({"14393", "17763", "20348", "25398", "26100"})
_RUN_TOGETHER: Final = re.compile(r"\bw(?:in(?:dows)?)?[ -]?(7|8\.1|8|10|11|xp|vista)(?!\d|[./]\d)-? ?")
_WIN: Final = re.compile(r"(?<!dar)win")
_SHORT_SERVER: Final = re.compile(r"\b(?:w|win )2k ?(3|8|12|16|19|22|25)? ?(r2)?\b|\bwin2k(3|8|12|16|19)? ?(r2)?\b")
_WIN_YEAR: Final = re.compile(r"\b(?:win|ws|win server|winsrv|win srv|srv|svr) ?(20(?:00|03|08|12|16|19|22|25))")
_OTHER_WINDOWS: Final = re.compile(
    r"\bwindows (?:(?:10 )?mobile|phone|ce|me|9\d|nt [34]|365|defender|home server|thin pc|small business|sbs|subsystem"
    r"|hello|update|media|admin)\b"
)
_OTHER_SERVERS: Final = re.compile(
    r"\b(?:sql|exchange|sharepoint|office|project|dynamics)(?: server)?(?: 20\d\d)?(?: r2)?\b"
)
_SERVER_FIRST: Final = re.compile(r"(?:microsoft |ms )?(?:hyper[- ]v )?(?:server|srv|svr) ?20\d\d\b")
_WINDOWS: Final = re.compile(r"\bwin(?:dows)?\b|\b10\.0\.\d{5}\b|\b10\.0 \(\d{5}\)|^\d{5}(?:\.\d+)?$")
_CLIENT: Final = re.compile(r"\bwindows (?:nt )?(?:7|8|1[01]|xp|vista)\b|lts[bc](?![a-z])|embedded|posready")
_ONLY_VERSION: Final = re.compile(r"(?:version |build )?\(?[56]\.\d")
_POSREADY: Final = re.compile(r"^posready ?7")

_SYSTEM_OF_MAKER: Final = {
    ("apple", "mobile_phone"): "iOS", ("apple", "tablet"): "iPadOS", ("apple", "laptop"): "macOS",
    ("apple", "desktop"): "macOS", ("apple", "workstation"): "macOS", ("fortinet", "firewall"): "FortiOS",
    ("palo alto networks", "firewall"): "PAN-OS", ("palo alto", "firewall"): "PAN-OS",
    ("cisco", "switch"): "Cisco IOS", ("cisco", "router"): "Cisco IOS", ("cisco", "access_point"): "Cisco IOS",
}  # fmt: skip
_BARE_VERSION: Final = re.compile(r"v?\d+(?:\.\d+)+(?:[a-z]|-h\d+|,? ?build ?\d+)?")
_CISCO_IOS: Final = re.compile(r"(?:cisco )?ios\b(?![- ]?x[er])")


def named_system(text: str, maker: str, category: str) -> str:
    """A bare version ('17.5.1') with the system that this maker's device of this category runs; else the text.

    'IOS' on a Cisco is Cisco's, and 'iOS/iPadOS' is the one of the two that the category says.
    """
    said = text.strip().lower()
    system = _SYSTEM_OF_MAKER.get((maker, category), "")
    if _BARE_VERSION.fullmatch(said):
        if system == "Cisco IOS" and int(said.lstrip("v").split(".")[0]) >= FIRST_IOS_XE:
            system = "IOS XE"
        return f"{system} {text}".strip()
    if said == "ios/ipados" and maker == "apple":
        return system or text
    if maker == "cisco" and (found := _CISCO_IOS.match(said)):
        return f"Cisco IOS{text.strip()[found.end() :]}"
    return text


def match_os(text: str, version: str, is_server: bool, cycles: Cycles) -> OsMatch | None:
    """What the tables know of an operating system as a sheet names it; None where the product is not recognised.

    `is_server` decides for a build that a Windows client and a Windows Server share.
    """
    if "-" in text and " " not in text:
        text = text.replace("-", " ")
    said = plain(f"{text} {version}" if version else text)
    if not said:
        return None
    said = _SHORT_NAMES.get(said, said)
    if not _WIN.search(said) and (named := named_product(said)):
        match = versioned(said, named, cycles) if named.product else None
    else:
        match = _windows(_spelled_out(said), is_server, cycles)
    if match is not None and match.cycle is not None and UNSURE.search(said):
        return replace(match, version=None, cycle=None)
    return match


def _spelled_out(said: str) -> str:
    """'win10pro' → 'windows 10 pro', 'w2k12r2' → 'windows server 2012 r2'."""
    said = _RUN_TOGETHER.sub(r"windows \1 ", said)
    if "2k" in said:
        said = _SHORT_SERVER.sub(_year_of_2k, said)
    return _WIN_YEAR.sub(r"windows server \1", said).strip()


def _year_of_2k(found: re.Match[str]) -> str:
    digits = found[1] or found[3] or "0"
    return f"windows server 20{int(digits):02d} {found[2] or found[4] or ''}"


def _windows(said: str, is_server: bool, cycles: Cycles) -> OsMatch | None:
    if _OTHER_WINDOWS.search(said):
        return None
    said = _OTHER_SERVERS.sub(" ", said)
    if not _WINDOWS.search(said):
        if _SERVER_FIRST.match(said):
            return windows_server(said, cycles)
        if _POSREADY.match(said):
            return windows_client(said, cycles)
        return _by_version_alone(said, is_server, cycles)
    return windows_server(said, cycles) if _is_server(said, is_server, cycles) else windows_client(said, cycles)


def _by_version_alone(said: str, is_server: bool, cycles: Cycles) -> OsMatch | None:
    """'6.1.7601' and nothing else."""
    if not _ONLY_VERSION.match(said) or not NT.search(said):
        return None
    return windows_server(said, cycles) if is_server else windows_client(said, cycles)


def _is_server(said: str, on_server: bool, cycles: Cycles) -> bool:
    if "server" in said:
        return True
    if _CLIENT.search(said):
        return False
    if year := YEAR.search(said):
        return year[1] != "2000" or (on_server and "professional" not in said)
    build = known_build(said, "windows-server", cycles)
    if build and not known_build(said, "windows", cycles):
        return True
    return on_server and (build in _SERVER_BUILDS or bool(NT.search(said)))
