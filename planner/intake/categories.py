"""Which category a device belongs to: from its stated kind, its model, its operating system, its host name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final


def _rules(*pairs: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((category, re.compile(pattern, re.IGNORECASE)) for category, pattern in pairs)


_BY_KIND: Final = _rules(
    ("virtual_machine", r"virtual (machine|server|desktop|workstation)|\bvms?\b|virtuell\w* (maschine|server)|machine virtuelle|m[aá]quina virtual|macchina virtuale|仮想"),
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
    ("workstation", r"(cad|mobile|graphics?|power) workstation|^workstation$(?!s)"),
    ("laptop", r"lap ?tops?|note ?books?|portable|port[aá]til|chrome ?(book|os)|ultrabook|macbook|\bnb\b|ノート"),
    ("desktop", r"desktop|\bpcs?\b|workstation|computer|ordinateur|ordenador|computador|arbeitsplatz|tower|all-?in-?one|thin client|mini ?pc|imac|mac mini|poste|fixe|sobremesa|デスクトップ|パソコン"),
)  # fmt: skip

_BY_MODEL: Final = _rules(
    ("virtual_machine", r"vmware|virtual ?(box|machine|platform)|\bkvm\b|\bqemu\b|\bxen\b|\bhvm domu\b|amazon ec2|google compute|bochs|parallels"),
    ("dock", r"\bdock\b|wd1[59]|wd22|tb1[68]|d6000|thunderbolt.*dock|usb-c dock"),
    ("laptop", r"latitude|elitebook|probook|zbook|thinkpad|thinkbook|macbook|xps 1[3-7]|chromebook|surface (laptop|book)|lifebook|ideapad|travelmate|portege|tecra|vivobook|zenbook|expertbook|toughbook|yoga|inspiron 1[3-7]|vostro 1[3-7]|elite dragonfly|precision (mobile|3[45]\d\d|5[4-9]\d\d|7[5-9]\d\d)|galaxy book|swift|dynabook|20[a-z][a-z0-9]|21[a-z][a-z0-9]{2}"),
    ("tablet", r"surface (pro|go)|ipad|galaxy tab|elite ?pad|tab [ams]\d|kindle|fire hd"),
    ("mobile_phone", r"iphone|galaxy (s|a|note|xcover|z)|pixel \d|^sm-[agsn]\d|moto [gez]|nokia \d|oneplus|xperia"),
    ("workstation", r"precision|thinkstation|\bz[2468] (g\d|tower|mini|sff)|\bz\d{3} workstation|mac ?pro\b|mac ?studio|celsius"),
    ("server", r"poweredge|proliant|thinksystem|primergy|supermicro|system x|ucs[ -]|thinkserver|\b[dm]l ?\d{2,3}0? gen|xserve|nuc.*server"),
    ("desktop", r"optiplex|prodesk|elitedesk|thinkcentre|imac|mac ?mini|esprimo|vostro 3\d|inspiron 3\d|aspire|veriton|pavilion|ideacentre|\bnuc|compaq|elite (one|sff|mini|tower)|pro (one|sff|mini|tower) |surface studio|wyse|chromebox"),
    ("firewall", r"fortigate|fortiwifi|\bfg-?\d{2,4}|sonicwall|\btz ?\d{3}|\bnsa ?\d{3,4}|\bxgs? ?\d{3}|firebox|\bpa-\d{3,4}|\basa ?55|firepower|^mx\d{2,3}|meraki mx|\budm|\busg\b|pfsense|netgate|watchguard"),
    ("access_point", r"^mr\d{2}|meraki mr|aironet|air-.*ap|\buap|\bu[67]\b|\bu[67][- ]|fortiap|\biap-|aruba (ap|instant)|ruckus r\d|nanostation|eap\d{3}|sonicwave|^ap-?\d{3}|wax\d{3}|c91\d\d"),
    ("switch", r"catalyst|ws-c|c9[2-5]\d\d|c1[03]00|\bsg[1-5]\d{2}|\bcbs\d|^ms\d{2,3}|meraki ms|\busw|edgeswitch|fortiswitch|powerconnect|powerswitch|procurve|aruba (2|3|6|cx)|\b2960|\b3560|\b3750|\b3850|nexus|\bex[234]\d{3}|\bgs\d{3}|\bt1600|jl\d{3}a|j9\d{3}a|crs\d{3}|sg350"),
    ("router", r"\bisr ?\d|\bc?89\d\b|edgerouter|\brv\d{3}|vigor|ccr\d{4}|rb\d{4}|\bz[134]c?$|router|speedport|fritz"),
    ("ups", r"smart-?ups|back-?ups|\bsm[tx]\d{3,4}|\bsrt\d{3,4}|\bsua\d{3,4}|\b5px|\b9px|\b5p \d|liebert|cyberpower|\bups\b|symmetra|\bbx\d{3,4}"),
    ("backup_appliance", r"siris|alto \d|storeonce|unitrends|barracuda backup|datto|dr4\d{3}|data ?domain"),
    ("storage", r"synology|diskstation|rackstation|\b[dr]s\d{3,4}|qnap|\bt(s|vs|bs|ds)-|powervault|equallogic|\bmsa ?\d|readynas|terastation|netapp|unity|nimble|\bmd\d{4}|\bme\d{4}"),
    ("printer", r"laserjet|officejet|deskjet|pagewide|designjet|imagerunner|imageclass|i-sensys|ecosys|taskalfa|workforce|ecotank|bizhub|versalink|altalink|workcentre|phaser|aficio|\b(hl|mfc|dcp)-|lexmark|zd\d{3}|labelwriter|scansnap|\bim c?\d{4}|^mx\d{3}[a-z]"),
    ("monitor", r"\b[pues]\d{4}[a-z]{0,4}\b|elitedisplay|thinkvision|prolite|flexscan|ultrasharp|\bv\d{3}[a-z]?\b monitor|dell [pue]\d{4}|\be2\d{2}|\bz2[0-9][a-z]"),
    ("phone", r"cp-\d{4}|vvx|sip-t|soundpoint|yealink|snom|\bt[45]\d[sgpuw]\b|polycom|mitel|grandstream|spa5\d\d|\b[789]8\d\d\b ip phone"),
    ("recorder", r"\bnvr|\bdvr|ds-7\d"),
    ("camera", r"\bmv\d{2}|axis [mpq]\d|hikvision|ds-2|dahua|camera"),
    ("other", r"^mt\d{2}"),
)  # fmt: skip

_BY_SYSTEM: Final = _rules(
    ("server", r"server|\besxi?\b|hyper-?v|proxmox|centos|red ?hat|rhel|suse linux enterprise|debian|ubuntu.*lts"),
    ("mobile_phone", r"^ios\b|iphone os|android"),
    ("tablet", r"ipados"),
    ("laptop", r"chrome ?os"),
    ("firewall", r"fortios|sonicos|pan-?os|sfos|fireware"),
    ("switch", r"ios[- ]xe|nx-?os|arubaos-cx|\bcomware"),
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


def _first(rules: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str | None:
    return next((category for category, pattern in rules if pattern.search(text)), None)


@lru_cache(maxsize=65_536)
def of_kind(text: str) -> str | None:
    """From a stated kind of device, in any of our languages; snake_case and CamelCase too."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ")
    return _first(_BY_KIND, text) or _first(_BY_KIND, spaced)


@lru_cache(maxsize=65_536)
def of_model(text: str) -> str | None:
    """From a model's name or part number."""
    return _first(_BY_MODEL, text)


@lru_cache(maxsize=65_536)
def of_system(text: str) -> str | None:
    """From an operating system's name."""
    return _first(_BY_SYSTEM, text)


@lru_cache(maxsize=65_536)
def of_name(text: str) -> str | None:
    """From a host name's customary parts ('HLA-LT-014', 'srv-file-01')."""
    return _first(_BY_NAME, text)
