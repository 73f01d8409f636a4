"""How people and tools write each cycle of each operating system, written from the makers' own documentation.

A row is (text, version column, on a server, product, cycle, edition of the table's row). Nothing here reads the
matcher or the tables. The templates follow documented forms: WMI's Caption and Version, Active Directory's
operatingSystemVersion ('10.0 (19045)'), winver, dxdiag, `ver`, `sw_vers`, `uname`, /etc/os-release, lsb_release,
`show version`, `get system status`, `vmware -vl`, Nmap, Intune and other MDM exports, and what people type.
"""

from __future__ import annotations

from tests.reference.spellings import apple, linux, network, windows, windows_server

Spelling = tuple[str, str, bool, str, str, str]

GROUPS = (windows, windows_server, apple, linux, network)
SPELLINGS: list[Spelling] = [row for group in GROUPS for row in group.spellings()]
