"""Makers by their usual name, and the maker that a model's name gives away."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from planner.intake.categories import line_of

_MAKERS: Final = {
    "HPE": ("hewlett packard enterprise", "hpe", "hp enterprise", "aruba hpe"),
    "HP": ("hewlett-packard", "hewlett packard", "hp inc", "hp", "hp development company"),
    "Dell": ("dell", "dell inc", "dell emc", "dell technologies", "dell computer", "alienware"),
    "Lenovo": ("lenovo", "lenovo group", "ibm lenovo", "lenovo pc international"),
    "Apple": ("apple", "apple inc", "apple computer"),
    "Microsoft": ("microsoft", "microsoft corporation", "microsoft corp"),
    "Cisco": ("cisco", "cisco systems", "cisco systems inc", "cisco small business"),
    "Cisco Meraki": ("meraki", "cisco meraki"),
    "Fortinet": ("fortinet", "fortinet inc"), "SonicWall": ("sonicwall", "dell sonicwall"), "Sophos": ("sophos",),
    "WatchGuard": ("watchguard", "watchguard technologies"), "Palo Alto Networks": ("palo alto", "palo alto networks"),
    "Juniper": ("juniper", "juniper networks"), "Aruba": ("aruba", "aruba networks"),
    "Ubiquiti": ("ubiquiti", "ubiquiti networks", "ubiquiti inc", "unifi", "ubnt"), "MikroTik": ("mikrotik",),
    "Ruckus": ("ruckus", "ruckus wireless"), "Netgear": ("netgear",), "TP-Link": ("tp-link", "tplink", "tp link"),
    "D-Link": ("d-link", "dlink"), "Zyxel": ("zyxel",), "DrayTek": ("draytek",), "LANCOM": ("lancom",),
    "APC": ("apc", "american power conversion", "schneider electric", "apc by schneider electric", "schneider"),
    "Eaton": ("eaton", "eaton powerware"), "CyberPower": ("cyberpower", "cyber power"), "Vertiv": ("vertiv", "liebert"),
    "Synology": ("synology", "synology inc"), "QNAP": ("qnap", "qnap systems"), "NetApp": ("netapp",),
    "Datto": ("datto",), "Buffalo": ("buffalo",), "Supermicro": ("supermicro", "super micro computer"),
    "Fujitsu": ("fujitsu", "fujitsu siemens", "fujitsu client computing"), "Acer": ("acer", "acer inc"),
    "ASUS": ("asus", "asustek", "asustek computer", "asustek computer inc"), "Samsung": ("samsung", "samsung electronics"),
    "Toshiba": ("toshiba",), "Dynabook": ("dynabook",), "Panasonic": ("panasonic",), "Sony": ("sony",), "LG": ("lg", "lg electronics"),
    "MSI": ("msi", "micro-star international", "micro-star"), "Intel": ("intel", "intel corporation", "intel(r) client systems"),
    "Gigabyte": ("gigabyte", "gigabyte technology"), "Google": ("google",), "Motorola": ("motorola",), "Nokia": ("nokia",),
    "Zebra": ("zebra", "zebra technologies"), "Honeywell": ("honeywell",), "Brother": ("brother",), "Canon": ("canon",),
    "Epson": ("epson", "seiko epson"), "Kyocera": ("kyocera",), "Ricoh": ("ricoh",), "Xerox": ("xerox",),
    "Konica Minolta": ("konica minolta",), "Lexmark": ("lexmark",), "OKI": ("oki",), "Polycom": ("polycom", "poly"),
    "Yealink": ("yealink",), "Snom": ("snom",), "Mitel": ("mitel",), "Grandstream": ("grandstream",), "Avaya": ("avaya",),
    "Axis": ("axis", "axis communications"), "Hikvision": ("hikvision",), "Dahua": ("dahua",), "AOC": ("aoc",),
    "BenQ": ("benq",), "Eizo": ("eizo",), "iiyama": ("iiyama",), "ViewSonic": ("viewsonic",), "Philips": ("philips",),
    "NEC": ("nec",), "VMware": ("vmware", "vmware inc"), "Logitech": ("logitech",), "CTL": ("ctl",), "Sharp": ("sharp",), "Nutanix": ("nutanix",),
    "ATEN": ("aten",), "IBM": ("ibm",), "Riello": ("riello", "riello ups"), "Huawei": ("huawei",), "Xiaomi": ("xiaomi",), "Getac": ("getac",),
    "Framework": ("framework",), "Razer": ("razer",), "Medion": ("medion",), "AVM": ("avm",), "Seagate": ("seagate",), "Western Digital": ("western digital", "wd"),
    "Asustor": ("asustor",), "Barracuda": ("barracuda", "barracuda networks"), "Check Point": ("check point", "check point software technologies", "checkpoint"),
    "Extreme Networks": ("extreme networks", "extreme"), "Cambium": ("cambium", "cambium networks"), "Tripp Lite": ("tripp lite", "tripp-lite"), "Wacom": ("wacom",),
    "Jabra": ("jabra",), "Gigaset": ("gigaset",), "Hanwha": ("hanwha", "hanwha techwin", "hanwha vision"), "Bosch": ("bosch",), "Dymo": ("dymo",), "HTC": ("htc",),
    "OnePlus": ("oneplus",), "Fairphone": ("fairphone",), "Star": ("star micronics",), "Alcatel-Lucent": ("alcatel", "alcatel-lucent", "alcatel-lucent enterprise"),
    "Fanvil": ("fanvil",), "Reolink": ("reolink",), "Uniview": ("uniview",), "Peplink": ("peplink",), "Cradlepoint": ("cradlepoint",),
    "Teltonika": ("teltonika",), "TERRA": ("terra", "wortmann"),
}  # fmt: skip
_BY_ALIAS: Final = {alias: maker for maker, aliases in _MAKERS.items() for alias in aliases}
_LONGEST_FIRST: Final = sorted(_BY_ALIAS, key=len, reverse=True)
_NOT_SPLIT: Final = frozenset({"alienware", "dynabook", "terra"})
"""Aliases that are also the name of what the maker makes: they stay in the model."""
_LEADING: Final = re.compile(
    "(" + "|".join(re.escape(alias) for alias in _LONGEST_FIRST if alias not in _NOT_SPLIT) + r")(?![^\W_])"
)
_FORM: Final = r"(?:inc|incorporated|corp|corporation|ltd|llc|gmbh|co|company|limited|ag|ab|sa|bv|kg|plc|systems)"
_SUFFIX: Final = re.compile(rf"(?:[,.\s]+{_FORM}\b\.?)+$")
_AFTER_MAKER: Final = re.compile(rf"(?:[\s,.:-]+|{_FORM}\b\.?(?=[\s,]))*", re.IGNORECASE)


@lru_cache(maxsize=8_192)
def known_maker(text: str) -> str | None:
    """'Dell Inc.' → 'Dell'; None where the maker is not in our table."""
    folded = " ".join(text.casefold().replace(",", " ").split()).rstrip(".")
    return _BY_ALIAS.get(folded) or _BY_ALIAS.get(_SUFFIX.sub("", folded))


@lru_cache(maxsize=65_536)
def leading_maker(model: str) -> tuple[str, str] | None:
    """'HP EliteBook 840 G5' → ('HP', 'EliteBook 840 G5'); None where the model begins with no maker."""
    found = _LEADING.match(model.casefold())
    if found is None or len(model) == found.end():
        return None
    rest = model[_end_of_form(model, found.end()) :]
    return (_BY_ALIAS[found[1]], rest) if rest else None


def _end_of_form(model: str, start: int) -> int:
    """Where a maker's legal form and the signs after it end."""
    found = _AFTER_MAKER.match(model, start)
    return found.end() if found else start


def maker_of_model(model: str) -> str | None:
    """'Latitude 5420' → 'Dell'."""
    line = line_of(model)
    return line[0] or None if line else None
