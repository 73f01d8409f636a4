"""Windows on clients: every release with the editions that end on different days, the long-term channels, embedded."""

from __future__ import annotations

RELEASES = {  # release → build (Microsoft's release information)
    "10-1507": "10240", "10-1511": "10586", "10-1607": "14393", "10-1703": "15063", "10-1709": "16299",
    "10-1803": "17134", "10-1809": "17763", "10-1903": "18362", "10-1909": "18363", "10-2004": "19041",
    "10-20h2": "19042", "10-21h1": "19043", "10-21h2": "19044", "10-22h2": "19045", "11-21h2": "22000",
    "11-22h2": "22621", "11-23h2": "22631", "11-24h2": "26100", "11-25h2": "26200", "11-26h1": "28000",
}  # fmt: skip
ONE_END_FOR_ALL = {"10-1507", "10-1511", "10-1903", "10-2004", "10-21h1", "10-22h2"}
"""Releases whose Home, Pro, Enterprise and Education ended on one day."""

HOME_AND_PRO = [
    ("Windows {major} Pro", "{release}"), ("Win {major} Pro {release}", ""), ("Win{major}Pro {release}", ""),
    ("Microsoft Windows {major} Pro", "10.0.{build}"), ("Windows {major} Home", "10.0.{build}.4529"),
    ("Windows {major} Pro", "10.0 ({build})"), ("Microsoft® Windows® {major} Home", "{build}"),
    ("Windows {major} Pro for Workstations", "10.0.{build}.1"), ("WINDOWS {major} PROFESSIONAL {release}", ""),
    ("Windows {major} Pro Education", "10.0.{build}"), ("Windows {major} Pro N 64-bit", "{build}.3803"),
    ("Windows {major} Pro 64-bit (10.0, Build {build})", ""), ("", "10.0.{build}.2965"),
    ("Microsoft Windows [Version 10.0.{build}.3593]", ""), ("Windows {major} Version {release} (OS Build {build}.4529)", ""),
    ("Microsoft Windows NT 10.0.{build}.0", ""), ("Microsoft Windows {major} Famille", "10.0.{build}"),
    ("Windows-{major}-10.0.{build}-SP0", ""), ("W{major} Pro {release}", ""), ("Windows {major} ({release})", ""),
]  # fmt: skip
ENTERPRISE_AND_EDUCATION = [
    ("Windows {major} Enterprise", "{release}"), ("Win {major} Ent {release}", ""), ("Win{major} Enterprise", "{build}"),
    ("Microsoft Windows {major} Enterprise", "10.0.{build}"), ("Windows {major} Education", "10.0.{build}.4529"),
    ("Windows {major} Enterprise", "10.0 ({build})"), ("Windows {major} Edu {release}", ""),
    ("Microsoft Windows {major} Entreprise", "10.0.{build}"), ("Windows {major} Enterprise N {release} x64", ""),
    ("Microsoft Windows {major} Enterprise for Virtual Desktops", "10.0.{build}"),
    ("Windows {major} Enterprise multi-session", "10.0.{build}.1"),
]  # fmt: skip
LONG_TERM = {  # year → cycle, build, name of the channel
    "2015": ("10-1507", "10240", "LTSB"), "2016": ("10-1607", "14393", "LTSB"), "2019": ("10-1809", "17763", "LTSC"),
    "2021": ("10-21h2", "19044", "LTSC"), "2024": ("11-24h2", "26100", "LTSC"),
}  # fmt: skip
LONG_TERM_SPELLINGS = [
    ("Windows {major} Enterprise {channel} {year}", ""), ("Microsoft Windows {major} Enterprise {year} {channel}", "10.0.{build}"),
    ("Microsoft Windows {major} Enterprise {channel}", "10.0.{build}.1"), ("Win{major} Ent {channel} {year}", ""),
    ("Windows {major} {channel} {year}", ""), ("Windows {major} Enterprise N {channel}", "10.0 ({build})"),
    ("Win {major} {channel}", "{build}"), ("Windows {major} Enterprise {channel} {year} ({release})", "{build}"),
]  # fmt: skip
IOT_LONG_TERM = [
    ("Windows {major} IoT Enterprise {channel} {year}", ""), ("Microsoft Windows {major} IoT Enterprise {channel}", "10.0.{build}"),
    ("Win{major} IoT Ent {channel} {year}", "{build}"), ("Windows {major} IoT {channel} {year}", "10.0.{build}.4529"),
]  # fmt: skip
BEFORE_10 = {
    "5-sp3": ["Windows XP", "Microsoft Windows XP Professional|5.1.2600", "Win XP SP3", "WinXP Pro", "|5.1.2600"],
    "6-sp2": ["Windows Vista", "Microsoft Windows Vista Business|6.0.6002", "Win Vista SP2", "Windows Vista (TM) Ultimate"],
    "7-sp1": ["Windows 7", "Microsoft Windows 7 Professional|6.1.7601", "Win7 Pro SP1", "|6.1.7601", "Win 7 Ultimate x64",
              "Windows 7 Enterprise|6.1 (7601)", "Microsoft Windows [Version 6.1.7601]"],
    "8": ["Windows 8", "Microsoft Windows 8 Pro|6.2.9200", "Win8", "|6.2.9200", "Win 8 Pro 64-bit"],
    "8.1": ["Windows 8.1", "Microsoft Windows 8.1 Pro|6.3.9600", "Win8.1 Enterprise", "|6.3.9600", "Windows 8.1 Pro N|6.3 (9600)"],
}  # fmt: skip
EMBEDDED = {
    "standard-7-sp1": ["Windows Embedded Standard 7", "Windows Embedded Standard|6.1.7601", "Windows 7 Embedded Standard SP1"],
    "compact-7": ["Windows Embedded Compact 7", "Microsoft Windows Embedded Compact 7", "Windows Embedded Compact|7.0"],
    "posready-7": ["Windows Embedded POSReady 7", "Microsoft Windows Embedded POSReady 7|6.1.7601", "POSReady 7"],
    "compact-2013": ["Windows Embedded Compact 2013", "Microsoft Windows Embedded Compact 2013", "Windows Embedded Compact|2013"],
    "8.1-pro": ["Windows Embedded 8.1 Pro", "Microsoft Windows Embedded 8.1 Pro|6.3.9600", "Windows Embedded 8.1 Pro 64-bit"],
    "8.1-industry": ["Windows Embedded 8.1 Industry Pro", "Microsoft Windows Embedded 8.1 Industry Enterprise|6.3.9600",
                     "Windows Embedded 8.1 Industry"],
}  # fmt: skip
ONLY_NAMED = [  # without a release: the newest of the edition that is offered to devices in use
    ("Windows 10", "10-22h2", ""), ("Win10", "10-22h2", ""), ("Windows 10 Enterprise", "10-22h2", ""),
    ("Microsoft Windows 11 Pro", "11-25h2", "pro"), ("Win 11 Home", "11-25h2", "pro"),
    ("Windows 11 Enterprise", "11-25h2", "enterprise"), ("Windows 11 Education", "11-25h2", "enterprise"),
]  # fmt: skip


def spellings() -> list[tuple[str, str, bool, str, str, str]]:
    rows = []
    for cycle, build in RELEASES.items():
        classes = [("pro", HOME_AND_PRO), ("enterprise", ENTERPRISE_AND_EDUCATION)]
        for edition, templates in classes:
            shown = "" if cycle in ONE_END_FOR_ALL else edition
            rows += _filled(templates, cycle, build, shown, "", "")
    for year, (cycle, build, channel) in LONG_TERM.items():
        rows += _filled(LONG_TERM_SPELLINGS, cycle, build, "ltsc", year, channel)
        if year in {"2021", "2024"}:
            rows += _filled(IOT_LONG_TERM, cycle, build, "iot_ltsc", year, channel)
    rows += [("Windows 10 IoT Core 1507", "", False, "windows", "10-1507", "iot")]
    rows += [("Windows 10 IoT Core", "10.0.10240", False, "windows", "10-1507", "iot")]
    rows += [("Microsoft Windows 10 IoT Core", "1507", False, "windows", "10-1507", "iot")]
    for product, table in (("windows", BEFORE_10), ("windows-embedded", EMBEDDED)):
        for cycle, written in table.items():
            rows += [(*_columns(text), False, product, cycle, "") for text in written]
    return rows + [(text, "", False, "windows", cycle, edition) for text, cycle, edition in ONLY_NAMED]


def _filled(templates, cycle, build, edition, year, channel):
    major, _, release = cycle.partition("-")
    said = {"major": major, "release": release.upper(), "build": build, "year": year, "channel": channel}
    return [
        (text.format(**said), version.format(**said), False, "windows", cycle, edition) for text, version in templates
    ]


def _columns(written):
    text, _, version = written.partition("|")
    return text, version
