"""Which product a text names, by its words, whatever stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SIGNS: Final = str.maketrans({"®": " ", "™": " "})
_MARKS: Final = re.compile(r"\((?:r|tm|c)\)")
_WORD: Final = re.compile(r"[a-z]+")
_LABEL: Final = re.compile(r"^(?:os|operating system)(?: name| version)? ?[:=] ?")
_ARCHITECTURE: Final = re.compile(
    r"\b(?:x86[ -]64|x64|x86|x32|amd64|arm64|aarch64|i[36]86)\b|(?<!\d)(?:32|64)[- ]?bits?\b"
)
_DAY: Final = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|\d\d\.\d\d\.20\d\d)\b")
_SIZE: Final = re.compile(r"\b\d+ ?(?:gb|tb|ghz|v?cores?|v?cpus?)\b")
"""Architecture, days and sizes are no versions."""

_V_BEFORE: Final = re.compile(r"\bv(?=\d)")
UNSURE: Final = re.compile(
    r"\bor (?:later|newer|above|higher|greater|earlier|older)\b"
    r"|\b(?:ready|compatible|capable|eligible|upgrade|upgradable)\b"
    r"|\d[)a-z]* ?(?:\||\bor\b|\bund\b|\bou\b) ?(?:win(?:dows)? ?)?\d|\b\d{1,2} ?/ ?(?:win(?:dows)? ?)?\d{1,2}\b(?!/)"
    r"|#\d+\S* smp\b"
)
"""What could run, or several releases at once, or a kernel's number: no statement of the release that a device runs."""


@dataclass(frozen=True, slots=True)
class Named:
    """`after` is where the product's name ends in the text."""

    product: str
    name: str
    after: int


_UNTOLD: Final = ""
"""A product of which the tables hold nothing, told apart so that it is not mistaken for another."""

_PRODUCTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("ios xr|nx os|nxos|aos cx|aoscx", _UNTOLD, ""),
    ("forticlient|fortimanager|fortianalyzer|fortiswitchos|fortiswitch|fortiap|fortimail|fortiweb", _UNTOLD, ""),
    ("vmware tools|vmware workstation|vmware fusion|vmware horizon|vmware player|vsphere client", _UNTOLD, ""),
    ("tvos|watchos|visionos|ios ipados|android auto|parallels|mac address", _UNTOLD, ""),
    ("hat linux|globalprotect|cortex xdr", _UNTOLD, ""),
    ("fortios|forti os", "fortios", "FortiOS"),
    ("pan os|panos", "pan-os", "PAN-OS"),
    ("ios xe|iosxe", "cisco-ios-xe", "Cisco IOS XE"),
    ("cisco ios", "cisco-ios", "Cisco IOS"),
    ("vcenter|vcsa", "vmware-vcenter", "VMware vCenter"),
    ("esxi|esx", "vmware-esxi", "VMware ESXi"),
    ("vmware vsphere|vsphere", "vmware-esxi", "VMware ESXi"),
    ("proxmox backup|pbs", "proxmox-backup-server", "Proxmox Backup Server"),
    ("proxmox|pve", "proxmox-ve", "Proxmox VE"),
    ("xcp ng", "xcp-ng", "XCP-ng"),
    ("fortigate|fgt|fgvm", "fortios", "FortiOS"),
    ("palo alto", "pan-os", "PAN-OS"),
    ("ipados|ipad os", "ipados", "iPadOS"),
    ("macos|mac os|macosx|os x|osx|darwin", "macos", "macOS"),
    ("iphone os|iphoneos|ios", "ios", "iOS"),
    ("android", "android", "Android"),
    ("linuxmint|linux mint|lmde", "linuxmint", "Linux Mint"),
    ("ubuntu|kubuntu|xubuntu|lubuntu", "ubuntu", "Ubuntu"),
    ("debian", "debian", "Debian"),
    ("rhel|redhat|red hat", "rhel", "Red Hat Enterprise Linux"),
    ("centos stream", "centos-stream", "CentOS Stream"),
    ("centos", "centos", "CentOS"),
    ("rocky", "rocky-linux", "Rocky Linux"),
    ("almalinux|alma linux|alma", "almalinux", "AlmaLinux"),
    ("oracle linux", "oracle-linux", "Oracle Linux"),
    ("amazon linux|amzn", "amazon-linux", "Amazon Linux"),
    ("sles|suse linux", "sles", "SUSE Linux Enterprise"),
    ("opensuse", "opensuse", "openSUSE"),
    ("fedora", "fedora", "Fedora"),
    ("freebsd", "freebsd", "FreeBSD"),
    ("ontap|data ontap|netapp release", "netapp-ontap", "NetApp ONTAP"),
    ("routeros|router os", "routeros", "RouterOS"),
    ("opnsense", "opnsense", "OPNsense"),
    ("big ip|bigip", "big-ip", "F5 BIG-IP"),
    ("nutanix|aos", "nutanix-aos", "Nutanix AOS"),
)  # fmt: skip
_BY_NAME: Final = {
    name: (rank, product, shown)
    for rank, (names, product, shown) in enumerate(_PRODUCTS)
    for name in names.split("|")
}  # fmt: skip
_SINGLE: Final = {name: entry for name, entry in _BY_NAME.items() if " " not in name}
_PAIRS: Final = {name: entry for name, entry in _BY_NAME.items() if " " in name}
_PAIR_STARTS: Final = frozenset(name.split(" ")[0] for name in _PAIRS)


def plain(text: str) -> str:
    """Lower case, with single spaces, without trade marks, labels and numbers that are no versions."""
    said = text.lower().replace("_", " ").replace(";", " ").strip(" ,:-")
    if not said.isascii():
        said = said.translate(_SIGNS)
    if "(" in said:
        said = _MARKS.sub(" ", said)
    if ":" in said or "=" in said:
        said = _LABEL.sub("", said)
    if "v" in said:
        said = _V_BEFORE.sub("", said)
    return " ".join(_without_other_numbers(said).split()).strip(" ,:-")


def _without_other_numbers(said: str) -> str:
    """A sign of each is looked for before its pattern, which takes a tenth of the time."""
    if "64" in said or "86" in said or "32" in said:
        said = _ARCHITECTURE.sub(" ", said)
    if "/" in said or "-" in said or ".20" in said:
        said = _DAY.sub(" ", said)
    if "gb" in said or "tb" in said or "ghz" in said or "core" in said or "cpu" in said:
        said = _SIZE.sub(" ", said)
    return said


def named_product(said: str) -> Named | None:
    """The product that a plain text names: of several the more specific one, as Proxmox on Debian is Proxmox.

    `product` is '' where it is one that the tables hold nothing of; None where no product is named.
    """
    best: tuple[int, str, str] | None = None
    after = 0
    before, start = "", 0
    for word in _WORD.finditer(said):
        here = word[0]
        entry = _SINGLE.get(here)
        if before in _PAIR_STARTS and word.start() - start <= 1 and (pair := _PAIRS.get(f"{before} {here}")):
            entry = min(pair, entry) if entry else pair
        if entry and (best is None or entry[0] < best[0]):
            best, after = entry, word.end()
        before, start = here, word.end()
    return Named(best[1], best[2], after) if best else None
