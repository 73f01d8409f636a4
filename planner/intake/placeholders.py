"""Texts that stand in a cell where nothing is known."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = frozenset({
    "n/a", "na", "n.a.", "n.a", "n / a", "#n/a", "none", "null", "nil", "nan", "undefined", "unknown", "unk", "tbd",
    "tba", "t.b.d.",
    "tbc", "not set", "not available", "not applicable", "not specified", "not known", "not recorded", "not found",
    "not assigned",
    "no data", "missing", "empty", "blank", "(blank)", "(none)", "(null)", "(empty)", "<none>", "<null>",
    "<unknown>", "[none]",
    "unassigned", "unspecified", "default string", "default", "to be filled by o.e.m.", "to be filled by o.e.m",
    "to be filled by oem", "o.e.m.", "oem", "system serial number", "system manufacturer", "system product name",
    "system version",
    "chassis serial number", "base board serial number", "invalid", "not present", "no asset information",
    "unbekannt", "k. a.", "k.a.", "k.a", "keine angabe", "keine angaben", "keine", "keiner", "kein", "nicht bekannt",
    "nicht vorhanden", "nicht zugewiesen", "ohne", "leer", "entfällt", "offen", "unbek.", "non renseigné",
    "non renseigne",
    "inconnu", "inconnue", "n.c.", "n.r.", "aucun", "aucune", "sans", "sans objet", "s/o", "non connu",
    "non disponible",
    "à définir", "à compléter", "néant", "non attribué", "desconocido", "desconocida", "sin datos", "sin información",
    "no disponible", "no aplica", "no especificado", "ninguno", "ninguna", "n/d", "n.d.", "s/d", "sin asignar",
    "por definir",
    "pendiente", "sin serie", "no consta", "não informado", "nao informado", "desconhecido", "não disponível",
    "não aplicável",
    "não se aplica", "nenhum", "nenhuma", "sem informação", "a definir", "sem dados", "sconosciuto", "sconosciuta",
    "nessuno",
    "nessuna", "non noto", "non specificato", "da definire", "non applicabile", "non assegnato", "ignoto",
    "onbekend", "n.v.t.",
    "nvt", "n.v.t", "n.b.", "geen", "niet bekend", "niet van toepassing", "nog te bepalen", "niet toegewezen",
    "なし", "無し", "不明", "未定", "未登録", "未設定", "該当なし", "無", "brak", "nieznany", "nieznane", "okänd", "ukendt", "ukjent",
    "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "#calc!", "#spill!", "false positive", "0.0.0.0", "::",
})  # fmt: skip
_PATTERN: Final = re.compile(
    r"[-–—_.?*#/\\ー－ˍ~=+ ]+|[?!]+|0+|0+[.,]0+|(.)\1{5,}|(?:x{3,})|(?:0{2}[:-]){5}0{2}|(?:f{2}[:-]){5}f{2}|"
    r"0{4}\.0{4}\.0{4}"
    r"|0{8}-0{4}-0{4}-0{4}-0{12}|no (?:asset (?:tag|info.*)|serial.*|tag|s/n|name|user|owner|value|"
    r"warranty)|(?:not|non) (?:yet )?(?:available|entered|provided)"
    r"|#{2,}|\(?(?:unknown|unbekannt|inconnu)\)?|kein[e]? [\w-]+nummer|123456789\d?|0123456789",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("-–—_.?*#/\\ー－ˍ~=+ !0xfnkui1(")
"""What a text that `_PATTERN` matches can begin with, apart from a repeated character."""
_LONGEST: Final = 48
_ZERO_MEANS_SOMETHING: Final = frozenset({"quantity", "criticality", "status", "os_version", "notes"})


def is_placeholder(text: str, field: str | None = None) -> bool:
    """Whether a text says only that nothing is known; '0' is a value where it can count or rank something."""
    if len(text) > _LONGEST:
        return False
    folded = text.casefold()
    if " " in folded:
        folded = " ".join(folded.split())
    if not folded or folded in _WORDS:
        return True
    if folded[0] not in _FIRST and folded[:1] != folded[1:2]:
        return False
    if _PATTERN.fullmatch(folded) is None:
        return False
    return not (folded.isdigit() and field in _ZERO_MEANS_SOMETHING and set(folded) != {"#"})


_OVER: Final = re.compile(
    r"(?:expired?|out of warranty|none left|lapsed|abgelaufen|expir[ée]e?|vencid[oa]|caducad[oa]|"
    r"expirad[oa]|scadut[oa]|verlopen"
    r"|no warranty|out of support|ended|beendet|keine garantie|期限切れ|終了|past|void|asap|sofort|immediately|"
    r"never|nie|jamais|nunca|mai|nooit)\W*",
    re.IGNORECASE,
)


def says_no_day(text: str) -> bool:
    """Whether a date's cell speaks of it without a day: 'expired', 'ASAP'."""
    return _OVER.fullmatch(text.strip()) is not None
