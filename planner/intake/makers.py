"""Makers by their usual name, and the maker that a model's name gives away."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

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
    "MSI": ("msi", "micro-star international"), "Intel": ("intel", "intel corporation", "intel(r) client systems"),
    "Gigabyte": ("gigabyte", "gigabyte technology"), "Google": ("google",), "Motorola": ("motorola",), "Nokia": ("nokia",),
    "Zebra": ("zebra", "zebra technologies"), "Honeywell": ("honeywell",), "Brother": ("brother",), "Canon": ("canon",),
    "Epson": ("epson", "seiko epson"), "Kyocera": ("kyocera",), "Ricoh": ("ricoh",), "Xerox": ("xerox",),
    "Konica Minolta": ("konica minolta",), "Lexmark": ("lexmark",), "OKI": ("oki",), "Polycom": ("polycom", "poly"),
    "Yealink": ("yealink",), "Snom": ("snom",), "Mitel": ("mitel",), "Grandstream": ("grandstream",), "Avaya": ("avaya",),
    "Axis": ("axis", "axis communications"), "Hikvision": ("hikvision",), "Dahua": ("dahua",), "AOC": ("aoc",),
    "BenQ": ("benq",), "Eizo": ("eizo",), "iiyama": ("iiyama",), "ViewSonic": ("viewsonic",), "Philips": ("philips",),
    "NEC": ("nec",), "VMware": ("vmware", "vmware inc"), "Logitech": ("logitech",), "CTL": ("ctl",), "TERRA": ("terra", "wortmann"),
}  # fmt: skip
_BY_ALIAS: Final = {alias: maker for maker, aliases in _MAKERS.items() for alias in aliases}
_LONGEST_FIRST: Final = sorted(_BY_ALIAS, key=len, reverse=True)
_SUFFIX: Final = re.compile(r"[,.\s]+(inc|corp|corporation|ltd|llc|gmbh|co|company|limited|ag|sa|bv)\.?$", re.IGNORECASE)

_BY_MODEL: Final = tuple(
    (maker, re.compile(pattern, re.IGNORECASE))
    for maker, pattern in (
        ("HPE", r"\b(proliant|msa \d|nimble|storeonce|alletra|primera|3par|apollo \d|synergy)\b|\b[dm]l ?\d{2,3}0? gen"),
        ("HP", r"\b(elitebook|probook|zbook|prodesk|elitedesk|elitedisplay|laserjet|officejet|deskjet|pagewide|designjet|elitepad|elite ?(one|x2|dragonfly|mini)|pavilion|thunderbolt dock g\d)"),
        ("Dell", r"\b(latitude|optiplex|poweredge|powervault|powerconnect|powerswitch|xps|inspiron|vostro|wyse|equallogic|compellent|precision (tower |rack |mobile |\d))"),
        ("Lenovo", r"\b(thinkpad|thinkcentre|thinkstation|thinksystem|thinkbook|thinkvision|ideapad|ideacentre|yoga)\b"),
        ("Apple", r"\b(macbook|imac|mac ?mini|mac ?pro|mac ?studio|iphone|ipad|macmini|macpro|apple tv)"),
        ("Microsoft", r"\bsurface (pro|laptop|book|go|studio|hub|duo)"),
        ("Cisco Meraki", r"^(mr|ms|mx|mv|mt|mg|z)\d{1,3}[a-z]?(-\w+)?$|\bmeraki\b"),
        ("Cisco", r"\b(catalyst|ws-c\d|c9[1-8]\d\d|isr ?\d|asa ?55|firepower|cp-\d{4}|aironet|air-[a-z]*ap|sg[235]\d\d|cbs\d|nexus|2960|3560|3750|3850)"),
        ("Fortinet", r"\b(fortigate|fortiap|fortiswitch|fortiwifi|fg-?\d{2,4}[a-z]?)\b"),
        ("SonicWall", r"\b(tz ?\d{3}|nsa ?\d{4}|sonicwave)"), ("Sophos", r"\b(xgs? ?\d{3}|sg ?\d{3} utm)"),
        ("WatchGuard", r"\bfirebox|^m\d{3}$|\bt\d{2}-w\b"), ("Palo Alto Networks", r"\bpa-\d{3,4}"),
        ("Ubiquiti", r"\b(usw|uap|udm|usg|uxg|unifi|u6|u7|edgeswitch|edgerouter|nanostation|usp|uck)[-\b ]?"),
        ("APC", r"\b(smart-?ups|back-?ups|smt\d{3,4}|smx\d{3,4}|srt\d{3,4}|sua\d{3,4}|bx\d{3,4}|symmetra)"),
        ("Eaton", r"\b(5px|5p \d|9px|9sx|5sc)"),
        ("Synology", r"\b(diskstation|rackstation|(ds|rs)\d{3,4}\+?)"), ("QNAP", r"^t(s|vs|bs|ds)-\w+"),
        ("Datto", r"\bsiris|\balto \d"), ("Samsung", r"\bgalaxy|^sm-[a-z]\d"), ("Google", r"\bpixel \d|pixelbook"),
        ("Brother", r"\b(hl|mfc|dcp)-[a-z]?\d{4}"), ("Epson", r"\b(workforce|ecotank|et-\d{4})"),
        ("Canon", r"\b(imagerunner|imageclass|i-sensys|maxify)"), ("Kyocera", r"\b(ecosys|taskalfa)"),
        ("Lexmark", r"^(cx|mx|ms|cs)\d{3}(de|dn|dw|adn)"), ("Xerox", r"\b(versalink|altalink|workcentre|phaser)"),
        ("Ricoh", r"\b(aficio|im c?\d{4})"), ("Konica Minolta", r"\bbizhub"), ("Yealink", r"\bsip-t\d|^t[45]\d[a-z]$"),
        ("Polycom", r"\bvvx ?\d|soundpoint|soundstation"), ("Fujitsu", r"\b(lifebook|esprimo|primergy|celsius|futro)"),
        ("Aruba", r"\baruba|\biap-\d|^ap-\d{3}"), ("MikroTik", r"\b(ccr|crs|rb)\d{3,4}"),
    )
)  # fmt: skip


@lru_cache(maxsize=8_192)
def known_maker(text: str) -> str | None:
    """'Dell Inc.' → 'Dell'; None where the maker is not in our table."""
    folded = " ".join(text.casefold().replace(",", " ").split()).rstrip(".")
    if folded in _BY_ALIAS:
        return _BY_ALIAS[folded]
    shorter = _SUFFIX.sub("", folded)
    return _BY_ALIAS.get(shorter)


@lru_cache(maxsize=8_192)
def leading_maker(model: str) -> tuple[str, str] | None:
    """'HP EliteBook 840 G5' → ('HP', 'EliteBook 840 G5'); None where the model begins with no maker."""
    folded = model.casefold()
    for alias in _LONGEST_FIRST:
        if folded.startswith(alias) and len(folded) > len(alias) and not folded[len(alias)].isalnum():
            rest = model[len(alias) :].lstrip(" ,.-:")
            rest = re.sub(r"^(inc|corp)\.?\s+", "", rest, flags=re.IGNORECASE)
            if rest:
                return _BY_ALIAS[alias], rest
    return None


@lru_cache(maxsize=8_192)
def maker_of_model(model: str) -> str | None:
    """'Latitude 5420' → 'Dell'."""
    return next((maker for maker, pattern in _BY_MODEL if pattern.search(model)), None)
