"""Which category a device belongs to: from its stated kind, its model, its operating system, its host name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from planner.intake.models import BRANDS, CODES, FAMILIES, MOSTLY, OWN, Line

_LONGEST: Final = 160
"""Signs of a cell that are looked at: names are shorter, and a pasted page must not take seconds."""

Rules = tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]


def _rules(*pairs: tuple[str, str]) -> Rules:
    """All patterns in one, which most texts fail, and each category's own in order of precedence; all for case-folded
    text."""
    whole = re.compile("|".join(pattern for _, pattern in pairs))
    return whole, tuple((category, re.compile(pattern)) for category, pattern in pairs)


_BY_KIND: Final = _rules(
    ("other", r"\bkvm[- ]?(switch|console|extender)|projector|projektor|beamer|projecteur|proyector|proiettore|\btvs?\b|televi|fernseher|bar ?code ?(scanner|reader)|hand ?scanner|switchboard|\bpbx\b|phone system"),
    ("server", r"\b(vm|vmware|esxi?|hyper-?v|xen|proxmox|virtual|virtuali[sz]ation|virtualisierungs?|nutanix)[ -]?(host|node|hypervisor)|\b(print|printer|backup|storage) ?-?server"),
    ("virtual_machine", r"virtual (machine|server|desktop|workstation)|^virtu(al|ell|elle|ale)$|\bvms?\b|virtuell\w* (maschine|server)|machine virtuelle|m[aá]quina virtual|macchina virtuale|仮想"),
    ("dock", r"\bdock|docking|station d'accueil|replicator|ドッキング"),
    ("monitor", r"monitor(?!ing)|\bdisplays?\b|bildschirm|[eé]cran|pantalla|schermo|beeldscherm|moniteur|\blcd\b|ディスプレイ|モニタ"),
    ("mobile_phone", r"smart ?phone|iphone|mobile ?(phone|device)?s?$|cell ?phone|handy|mobiltelefon|t[eé]l[eé]phone (portable|mobile)|m[oó]vil|cellulare|telem[oó]vel|celular|携帯|スマート"),
    ("tablet", r"tablet|ipad|tablette|tableta|タブレット"),
    ("backup_appliance", r"backup|bdr\b|datensicherung|sauvegarde|copia de seguridad"),
    ("firewall", r"fire ?wall|pare-?feu|cortafuegos|\butm\b|security (appliance|gateway)|ファイアウォール"),
    ("access_point", r"access ?-?points?|\baps?\b|wireless (ap|access)|wlan|wi-?fi|borne|punto de acceso|punto di accesso|ponto de acesso|無線"),
    ("router", r"router|routeur|encaminador|roteador|ルータ|\bsd-?wan\b|modem"),
    ("switch", r"switch|commutateur|conmutador|netzwerkverteiler|スイッチ"),
    ("ups", r"\bups\b|\busv\b|onduleur|\bsai\b|gruppo di continuit|nobreak|uninterruptible|batterieeinheit|無停電"),
    ("recorder", r"\bnvr\b|\bdvr\b|recorder"),
    ("camera", r"camera|kamera|cam[eé]ra|c[aá]mara|telecamera|カメラ"),
    ("storage", r"\bnas\b|\bsan\b|storage|speicher|stockage|almacenamiento|archiviazione|disk array|ストレージ"),
    ("printer", r"print|drucker|imprimante|impresora|stampante|impressora|copier|kopierer|\bmfp\b|multifun|plotter|プリンタ|複合機|scanner"),
    ("server", r"server|serveur|servidor|hypervisor|\besxi?\b|\bhost\b|domain controller|サーバ"),
    ("phone", r"\bvoip\b|ip ?-?phone|desk ?phone|telephone|telefon|t[eé]l[eé]phone|tel[eé]fono|handset|電話|\bphones?\b"),
    ("laptop", r"mobile workstation"),
    ("workstation", r"(cad|graphics?|power)[- ]?workstation|^workstation$|werkstation"),
    ("laptop", r"lap ?tops?|note ?books?|portable|port[aá]til|chrome ?(book|os)|ultrabook|macbook|\bnb\b|ノート"),
    ("desktop", r"desktop|\bpcs?\b|workstation|computer|ordinateur|ordenador|computador|arbeitsplatz|tower|all[- ]?in[- ]?one|thin client|mini ?pc|imac|mac mini|poste|fixe|unit[eé] centrale|sobremesa|デスクトップ|パソコン"),
)  # fmt: skip

_NO_IT: Final = re.compile(
    r"\b(?:furniture|furnishings?|chairs?|desks?|tables?|sofas?|cupboards?|shelf|shelves|shelving|filing cabinets?"
    r"|bookcases?|carpets?|curtains?|blinds"
    r"|(?:motor )?vehicles?|cars?|vans?|trucks?|lorr(?:y|ies)|trailers?|forklifts?|bicycles?|motorcycles?"
    r"|buildings?|land|leasehold|premises|property improvements?|air ?con(?:ditioning)?|hvac|boilers?|lighting"
    r"|fridges?|refrigerators?|microwaves?|dishwashers?|coffee machines?|kettles?|vacuum cleaners?|water coolers?"
    r"|artworks?|paintings?"
    r"|m[öo]bel|b[üu]rom[öo]bel|st[üu]hle?|schreibtische?|b[üu]rostuhl|fahrzeuge?|fuhrpark|pkw|lkw|geb[äa]ude"
    r"|grundst[üu]cke?|k[üu]hlschrank"
    r"|mobilier|meubles?|chaises?|v[ée]hicules?|voitures?|b[âa]timents?|terrains?|mobiliario|muebles?|sillas?"
    r"|veh[íi]culos?|edificios?|terrenos?"
    r"|mobili|arredi|arredamento|sedi[ae]|veicoli|automezzi|fabbricati|m[óo]veis|ve[íi]culos?|meubilair"
    r"|stoel(?:en)?|bureaustoel|voertuig(?:en)?|gebouw(?:en)?)\b"
)


def is_no_it(text: str) -> bool:
    """Whether a kind or a description names furniture, a vehicle, a building or a household appliance. A kind that
    names equipment too ('Furniture & Equipment') says nothing."""
    folded = text[:_LONGEST].casefold()
    return _NO_IT.search(folded) is not None and not re.search(
        r"equipment|\bit\b|electronic|ausstattung|mat[ée]riel", folded
    )


_BY_SYSTEM: Final = _rules(
    ("server", r"server|\besxi?\b|hyper-?v|proxmox|centos|red ?hat|rhel|suse linux enterprise|debian|ubuntu.*lts"),
    ("switch", r"\bios[- ]xe|nx-?os|arubaos-cx|\bcomware"),
    ("mobile_phone", r"^ios\b|iphone os|android"),
    ("tablet", r"ipados"),
    ("laptop", r"chrome ?os"),
    ("firewall", r"fortios|sonicos|pan-?os|sfos|fireware"),
    ("desktop", r"windows|mac ?os|os x|linux"),
)
_BY_NAME: Final = _rules(
    ("laptop", r"(^|[-_ ])(lt|lap|laptop|nb|note|mbp|ltp)(?=[-_ \d])"),
    ("server", r"(^|[-_ ])(srv|svr|server|dc|sql|exch|esx|hyperv|fs|host)(?=[-_ \d]|$)|srv\d*$"),
    ("switch", r"(^|[-_ ])(sw|switch|coresw|acc)(?=[-_ \d]|$)"),
    ("firewall", r"(^|[-_ ])(fw|firewall|fgt|utm)(?=[-_ \d]|$)"),
    ("access_point", r"(^|[-_ ])(ap|wap|wlan)(?=[-_ \d])"),
    ("router", r"(^|[-_ ])(rtr|router|gw)(?=[-_ \d]|$)"),
    ("ups", r"(^|[-_ ])(ups|usv)(?=[-_ \d]|$)"),
    ("printer", r"(^|[-_ ])(prn|prt|printer|mfp)(?=[-_ \d]|$)"),
    ("storage", r"(^|[-_ ])(nas|san)(?=[-_ \d]|$)"),
    ("workstation", r"(^|[-_ ])(cad)(?=[-_ \d])"),
    ("desktop", r"(^|[-_ ])(pc|dt|ws|wks|desk|desktop|pos|till)(?=[-_ \d])"),
)  # fmt: skip


_NUMBER: Final = re.compile(r"\d+")
_JOINED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACCESSORY: Final = re.compile(
    r"^(?!.*\b(and|with|und|mit|et|avec|incl))[\w -]*\b(mouse|keyboard|bag|sleeve|adapt[eo]r|charger|cable|headset"
    r"|licen[cs]e)s?$"
)
_FIRST: Final = _rules(
    ("other", r"\bkvm[- ]?(?:switch|console|extender|over)"),
    ("dock", r"\bdock\b|docking station|wd1[59]|wd22|\btb1[68]\b|d6000|thunderbolt.*dock"),
)
"""What a name says whichever maker's other products it names too: 'Latitude dock'."""


def _first(rules: Rules, text: str) -> str | None:
    whole, each = rules
    if whole.search(text) is None:
        return None
    for category, pattern in each:
        if pattern.search(text):
            return category
    return None


class _Lines:
    """Lines of `models` as one pattern: a plain one, which most texts fail fast, and one that tells the line."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.plain = re.compile(r"\b(?:" + "|".join(pattern for _, _, pattern in lines) + ")")
        self.telling = re.compile(r"\b(?:" + "|".join(f"({pattern})" for _, _, pattern in lines) + ")")

    def find(self, text: str) -> Line | None:
        if not self.plain.search(text) or not (found := self.telling.search(text)):
            return None
        return self.lines[(found.lastindex or 1) - 1]


_ANY_LINE: Final = _Lines((*BRANDS, *CODES))
_ANY_BRAND: Final = _Lines(BRANDS)


@lru_cache(maxsize=256)
def _lines_of(maker: str) -> _Lines | None:
    """The lines that a maker's own products follow; None for a maker without any."""
    family = next((makers for makers in FAMILIES if maker in makers), frozenset({maker}))
    own = tuple(line for line in (*OWN, *BRANDS, *CODES) if line[0] in family)
    return _Lines(own) if own else None


@lru_cache(maxsize=65_536)
def line_of(model: str, maker: str | None = None) -> Line | None:
    """The line of `models` that a model follows. A stated maker's own lines come first; other makers' short codes
    do not count then."""
    text = model[:_LONGEST].casefold()
    if maker is None:
        return _ANY_LINE.find(text)
    own = _lines_of(maker)
    return (own.find(text) if own else None) or _ANY_BRAND.find(text)


@lru_cache(maxsize=65_536)
def of_kind(text: str) -> str | None:
    """From a stated kind of device, in any of our languages; snake_case and CamelCase too."""
    text = text[:_LONGEST]
    plain = text.casefold()
    spaced = _JOINED.sub(" ", text).replace("_", " ").casefold()
    return _first(_BY_KIND, plain) or (_first(_BY_KIND, spaced) if spaced != plain else None)


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of a stated kind that names several: 'Laptop/Desktop', 'Router & switch'."""
    parts = re.split(r"\s*(?:[/&+,|]|\b(?:and|or|und|oder|et|ou)\b)\s*", text[:_LONGEST].casefold())
    return frozenset(kind for part in parts if (kind := of_kind(part)))


def is_accessory(kind: str) -> bool:
    """Whether a stated kind is only what goes with a device: 'Laptop bag'."""
    return _ACCESSORY.search(kind[:_LONGEST].casefold()) is not None


@lru_cache(maxsize=65_536)
def of_model(text: str, maker: str | None = None) -> str | None:
    """From a model's name or part number, and who makes it as far as that is known."""
    if said := _first(_FIRST, text[:_LONGEST].casefold()):
        return said
    line = line_of(text, maker)
    return (line[1] if line else "") or MOSTLY.get(maker or "")


def of_system(text: str) -> str | None:
    """From an operating system's name."""
    return _of_numberless_system(_NUMBER.sub("0", text[:_LONGEST].casefold()))


def of_name(text: str) -> str | None:
    """From a host name's customary parts ('HLA-LT-014', 'srv-file-01')."""
    return _of_numberless_name(_NUMBER.sub("0", text[:_LONGEST].casefold()))


@lru_cache(maxsize=65_536)
def _of_numberless_name(name: str) -> str | None:
    """Without their numbers a fleet's names are few."""
    return _first(_BY_NAME, name)


@lru_cache(maxsize=8_192)
def _of_numberless_system(system: str) -> str | None:
    return _first(_BY_SYSTEM, system)
