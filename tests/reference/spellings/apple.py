"""macOS, iOS, iPadOS and Android."""

from __future__ import annotations

MACS = {  # cycle → name, last version, its build, Darwin (Apple's release notes and `uname -r`)
    "10.0": ("Cheetah", "10.0.4", "4Q12", "1.3.1"), "10.1": ("Puma", "10.1.5", "5S60", "5.5"),
    "10.2": ("Jaguar", "10.2.8", "6R73", "6.8"), "10.3": ("Panther", "10.3.9", "7W98", "7.9.0"),
    "10.4": ("Tiger", "10.4.11", "8S165", "8.11.0"), "10.5": ("Leopard", "10.5.8", "9L30", "9.8.0"),
    "10.6": ("Snow Leopard", "10.6.8", "10K549", "10.8.0"), "10.7": ("Lion", "10.7.5", "11G63", "11.4.2"),
    "10.8": ("Mountain Lion", "10.8.5", "12F45", "12.6.0"), "10.9": ("Mavericks", "10.9.5", "13F34", "13.4.0"),
    "10.10": ("Yosemite", "10.10.5", "14F27", "14.5.0"), "10.11": ("El Capitan", "10.11.6", "15G22010", "15.6.0"),
    "10.12": ("Sierra", "10.12.6", "16G2136", "16.7.0"), "10.13": ("High Sierra", "10.13.6", "17G14042", "17.7.0"),
    "10.14": ("Mojave", "10.14.6", "18G9323", "18.7.0"), "10.15": ("Catalina", "10.15.7", "19H15", "19.6.0"),
    "11": ("Big Sur", "11.7.10", "20G1427", "20.6.0"), "12": ("Monterey", "12.7.6", "21H1320", "21.6.0"),
    "13": ("Ventura", "13.6.9", "22G830", "22.6.0"), "14": ("Sonoma", "14.5", "23F79", "23.5.0"),
    "15": ("Sequoia", "15.1.1", "24B91", "24.1.0"), "26": ("Tahoe", "26.0.1", "25A362", "25.0.0"),
}  # fmt: skip
MAC_TEMPLATES = [
    ("macOS {name} {full} ({build})", ""), ("macOS {full}", ""), ("macOS", "{full}"), ("Mac OS X {full}", ""),
    ("OS X {name}", ""), ("macOS {name}", "{full}"), ("Darwin {darwin}", ""), ("MACOS {cycle}", ""), ("MacOS{full}", ""),
    ("Apple macOS {full} Build {build}", ""), ("macOS (Version {full})", "{build}"), ("Mac OS", "{full} ({build})"),
    ("Darwin Kernel Version {darwin}", ""), ("macOS {cycle} {name}", ""),
]  # fmt: skip
IOS = {"5": "5.1.1", "6": "6.1.6", "7": "7.1.2", "8": "8.4.1", "9": "9.3.6", "10": "10.3.4", "11": "11.4.1", "12": "12.5.7",
       "13": "13.7", "14": "14.8.1", "15": "15.8.2", "16": "16.7.8", "17": "17.5.1", "18": "18.1", "26": "26.0.1"}  # fmt: skip
IPADOS = {
    "12": "12.5.7",
    "13": "13.7",
    "14": "14.8.1",
    "15": "15.8.2",
    "16": "16.7.8",
    "17": "17.5.1",
    "18": "18.1",
    "26": "26.1",
}
IOS_TEMPLATES = [("iOS {full}", ""), ("iOS", "{full}"), ("iPhone OS {full}", ""), ("Apple iOS {full}", ""), ("iOS {cycle}", ""),
                 ("ios{full}", ""), ("IOS {full} (21F90)", ""), ("Apple iPhone iOS {cycle}", ""), ("iPhone OS", "{full}")]  # fmt: skip
IPADOS_TEMPLATES = [
    ("iPadOS {full}", ""),
    ("iPadOS", "{full}"),
    ("iPad OS {cycle}", ""),
    ("Apple iPadOS {full}", ""),
    ("ipados{cycle}", ""),
]

ANDROID = {  # cycle → a full version, API level (developer.android.com)
    "1.0": ("1.0", "1"), "1.1": ("1.1", "2"), "1.5": ("1.5", "3"), "1.6": ("1.6", "4"), "2.0": ("2.0.1", "6"),
    "2.1": ("2.1", "7"), "2.2": ("2.2.3", "8"), "2.3": ("2.3.7", "10"), "3.0": ("3.0", "11"), "3.1": ("3.1", "12"),
    "3.2": ("3.2.6", "13"), "4.0": ("4.0.4", "15"), "4.1": ("4.1.2", "16"), "4.2": ("4.2.2", "17"), "4.3": ("4.3.1", "18"),
    "4.4": ("4.4.4", "19"), "5.0": ("5.0.2", "21"), "5.1": ("5.1.1", "22"), "6.0": ("6.0.1", "23"), "7.0": ("7.0", "24"),
    "7.1": ("7.1.2", "25"), "8.0": ("8.0.0", "26"), "8.1": ("8.1.0", "27"), "9": ("9", "28"), "10": ("10", "29"),
    "11": ("11", "30"), "12": ("12", "31"), "12.1": ("12.1", "32"), "13": ("13", "33"), "14": ("14", "34"), "15": ("15", "35"),
    "16": ("16", "36"),
}  # fmt: skip
ANDROID_TEMPLATES = [("Android {full} (API {api})", ""), ("Android {full}", ""), ("Android", "{full}"), ("Google Android {full}", ""),
                     ("Android OS {full}", ""), ("ANDROID {full}, SDK {api}", ""), ("Android v{full}", "")]  # fmt: skip
ANDROID_OTHER = {
    "17": ["Android 17", "Android|17", "Android OS 17.0", "Android 17 'Cinnamon Bun'"],
    "4.4w": ["Android 4.4W", "Android Wear 4.4W.2", "Android|4.4W"], "12.1": ["Android 12L", "Android API 32", "Android 12L (API 32)"],
    "9": ["Android Pie", "Android 9.0", "Android 9 Pie", "Android 9.0.0"], "10": ["Android 10.0", "Android Q 10", "Android API level 29"],
    "11": ["Android 11.0", "Android 11 Go edition", "Android 11 (Red Velvet Cake)"], "12": ["Android 12 Snow Cone", "Android 12.0"],
    "13": ["Android Tiramisu", "Android 13 (Tiramisu)", "Android 13.0"], "14": ["Android 14.0", "Android 14 (Upside Down Cake)"],
    "6.0": ["Android Marshmallow", "Android 6.0 Marshmallow"], "4.4": ["Android KitKat", "Android 4.4 KitKat"],
}  # fmt: skip


def spellings() -> list[tuple[str, str, bool, str, str, str]]:
    rows = []
    for cycle, (name, full, build, darwin) in MACS.items():
        said = {"name": name, "full": full, "build": build, "darwin": darwin, "cycle": cycle}
        rows += [(text.format(**said), version.format(**said), "macos", cycle) for text, version in MAC_TEMPLATES]
    for product, releases, templates in (("ios", IOS, IOS_TEMPLATES), ("ipados", IPADOS, IPADOS_TEMPLATES)):
        for cycle, full in releases.items():
            said = {"full": full, "cycle": cycle}
            rows += [(text.format(**said), version.format(**said), product, cycle) for text, version in templates]
    for cycle, (full, api) in ANDROID.items():
        said = {"full": full, "api": api}
        rows += [(text.format(**said), version.format(**said), "android", cycle) for text, version in ANDROID_TEMPLATES]
    rows += [(*_columns(text), "android", cycle) for cycle, written in ANDROID_OTHER.items() for text in written]
    rows += [("macOS 10.16", "", "macos", "11"), ("Intel Mac OS X 10_14_6", "", "macos", "10.14")]
    return [(text, version, False, product, cycle, "") for text, version, product, cycle in rows]


def _columns(written):
    text, _, version = written.partition("|")
    return text, version
