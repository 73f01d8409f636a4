"""Windows Server: the long-term releases and the releases of the former semi-annual and of the annual channel."""

from __future__ import annotations

BY_YEAR = {  # year as shown → cycle, version of the system
    "2000": ("2000", "5.0.2195"), "2003": ("2003-sp2", "5.2.3790"), "2008": ("2008-sp2", "6.0.6003"),
    "2008 R2": ("2008-r2-sp1", "6.1.7601"), "2012": ("2012", "6.2.9200"), "2012 R2": ("2012-r2", "6.3.9600"),
    "2016": ("2016", "10.0.14393"), "2019": ("2019", "10.0.17763"), "2022": ("2022", "10.0.20348"),
    "2025": ("2025", "10.0.26100"),
}  # fmt: skip
TEMPLATES = [
    ("Windows Server {year}", ""), ("Microsoft Windows Server {year} Standard", "{version}"),
    ("Windows Server {year} Datacenter", "{paired}"), ("Server {year}", ""), ("Win Server {year} Std", ""),
    ("Microsoft® Windows Server® {year} Standard x64", ""), ("Windows {year} Server", ""), ("WinSrv {year}", ""),
    ("Microsoft Windows Server {year} (64-bit)", ""), ("WINDOWS SERVER {year} STANDARD (DESKTOP EXPERIENCE)", "{version}"),
]  # fmt: skip
FROM_2008 = [("", "{version}"), ("Windows Server", "{version}"), ("Microsoft Windows Server Standard", "{version}.0")]
SHORT = {
    "2000": ["Windows 2000 Advanced Server", "Win2k Server", "W2K Server"],
    "2003-sp2": ["Windows Server 2003 R2 SP2", "Win2003 Server", "Windows Server 2003 Standard Edition Service Pack 2"],
    "2003-sp1": ["Windows Server 2003 SP1", "Windows Server 2003 Service Pack 1", "Win Server 2003 Std SP1",
                 "Microsoft(R) Windows(R) Server 2003, Standard Edition Service Pack 1"],
    "2003": ["Windows Server 2003 RTM", "Windows Server 2003 SP0", "Windows Server 2003 without Service Pack"],
    "2008-sp2": ["Win2008 Server", "W2K8 Server", "Windows Server® 2008 Standard Service Pack 2"],
    "2008-r2-sp1": ["Windows Server 2008R2", "W2K8R2", "Win2008 R2 Std", "Windows Server 2008 R2 Enterprise SP1"],
    "2012": ["Win2012", "W2K12", "Windows Server 2012 Essentials", "Server 2012 Std"],
    "2012-r2": ["Windows Server 2012R2", "W2K12R2", "Win2012R2 Datacenter", "Hyper-V Server 2012 R2", "Svr 2012 R2"],
    "2016": ["Win2016", "W2K16", "WS2016", "Microsoft Hyper-V Server 2016", "Windows 2016 Standard", "Windows Server 2016 1607"],
    "2019": ["Win2019", "W2K19", "WS2019", "Windows Server 2019 Standard Evaluation", "Windows Server 2019 (1809)"],
    "2022": ["Win2022", "WS2022", "Windows Server 2022 Datacenter: Azure Edition", "Windows Server 2022 21H2"],
    "2025": ["Win2025", "WS2025", "Windows Server 2025 Datacenter Azure Edition", "Windows Server 2025 24H2 (26100)"],
}  # fmt: skip
CHANNEL = {  # release → build
    "1709": "16299", "1803": "17134", "1809": "17763", "1903": "18362", "1909": "18363", "2004": "19041",
    "20h2": "19042", "23h2": "25398",
}  # fmt: skip
CHANNEL_TEMPLATES = [
    ("Windows Server, version {release}", ""), ("Windows Server {release}", ""), ("Windows Server version {release} (SAC)", ""),
    ("Windows Server {release} Datacenter Core", ""), ("Microsoft Windows Server Datacenter {release}", "10.0.{build}"),
]  # fmt: skip


def spellings() -> list[tuple[str, str, bool, str, str, str]]:
    rows = []
    for year, (cycle, version) in BY_YEAR.items():
        said = {"year": year, "version": version, "paired": _paired(version)}
        templates = TEMPLATES + (FROM_2008 if year not in {"2000", "2003"} else [])
        rows += [(text.format(**said), column.format(**said), cycle) for text, column in templates]
        if version.startswith("10.0"):
            rows += [(f"Windows Server {year} Standard", version.removeprefix("10.0."), cycle)]
            rows += [(f"Windows Server {year} Standard {version}.5458", "", cycle)]
    rows += [(text, "", cycle) for cycle, written in SHORT.items() for text in written]
    servers = [(text, version, True, "windows-server", cycle, "") for text, version, cycle in rows]
    for release, build in CHANNEL.items():
        for text, version in CHANNEL_TEMPLATES:
            said = {"release": release.upper(), "build": build}
            row = (text.format(**said), version.format(**said), True, "windows-server", release, "semi_annual")
            servers.append(row)
    return servers


def _paired(version):
    """Active Directory's operatingSystemVersion: '10.0 (17763)'."""
    head, _, build = version.rpartition(".")
    return f"{head} ({build})"
