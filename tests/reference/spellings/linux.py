"""Linux distributions as /etc/os-release, lsb_release, agents, vCenter and people name them."""

from __future__ import annotations

UBUNTU = {
    "4.10": "Warty Warthog", "5.04": "Hoary Hedgehog", "5.10": "Breezy Badger", "6.06": "Dapper Drake", "6.10": "Edgy Eft",
    "7.04": "Feisty Fawn", "7.10": "Gutsy Gibbon", "8.04": "Hardy Heron", "8.10": "Intrepid Ibex", "9.04": "Jaunty Jackalope",
    "9.10": "Karmic Koala", "10.04": "Lucid Lynx", "10.10": "Maverick Meerkat", "11.04": "Natty Narwhal",
    "11.10": "Oneiric Ocelot", "12.04": "Precise Pangolin", "12.10": "Quantal Quetzal", "13.04": "Raring Ringtail",
    "13.10": "Saucy Salamander", "14.04": "Trusty Tahr", "14.10": "Utopic Unicorn", "15.04": "Vivid Vervet",
    "15.10": "Wily Werewolf", "16.04": "Xenial Xerus", "16.10": "Yakkety Yak", "17.04": "Zesty Zapus",
    "17.10": "Artful Aardvark", "18.04": "Bionic Beaver", "18.10": "Cosmic Cuttlefish", "19.04": "Disco Dingo",
    "19.10": "Eoan Ermine", "20.04": "Focal Fossa", "20.10": "Groovy Gorilla", "21.04": "Hirsute Hippo", "21.10": "Impish Indri",
    "22.04": "Jammy Jellyfish", "22.10": "Kinetic Kudu", "23.04": "Lunar Lobster", "23.10": "Mantic Minotaur",
    "24.04": "Noble Numbat", "24.10": "Oracular Oriole", "25.04": "Plucky Puffin", "25.10": "Questing Quokka",
    "26.04": "Resolute Raccoon",
}  # fmt: skip
UBUNTU_TEMPLATES = [
    ("Ubuntu {number}", ""), ("Ubuntu {number}.4 LTS ({short})", ""), ("Ubuntu", "{number}"), ("ubuntu-{number}-server", ""),
    ("Ubuntu Linux {number} (64-bit)", ""), ("Ubuntu {number}.1 ({name})", ""), ("Ubuntu {short}", ""),
    ("Ubuntu Server {number} LTS x64", ""), ("Linux Ubuntu {number}", ""), ("Ubuntu", "{number}.3 LTS ({name})"),
    ("Canonical:ubuntu-{number}", ""), ("Ubuntu{number}", ""),
]  # fmt: skip
DEBIAN = {"1.1": "Buzz", "1.2": "Rex", "1.3": "Bo", "2.0": "Hamm", "2.1": "Slink", "2.2": "Potato", "3.0": "Woody", "3.1": "Sarge",
          "4": "Etch", "5": "Lenny", "6": "Squeeze", "7": "Wheezy", "8": "Jessie", "9": "Stretch", "10": "Buster",
          "11": "Bullseye", "12": "Bookworm", "13": "Trixie"}  # fmt: skip
DEBIAN_TEMPLATES = [("Debian GNU/Linux {number} ({short})", ""), ("Debian {number}", ""), ("Debian", "{number}"), ("debian {short}", ""),
                    ("Debian {full}", ""), ("Debian GNU/Linux {number} (64-bit)", ""), ("debian-{number}", "")]  # fmt: skip
FAMILY = {  # product → the names it goes by, its cycles with a full version each
    "rhel": (["Red Hat Enterprise Linux", "RHEL", "RedHat Enterprise Linux Server release", "Red Hat Enterprise Linux release"],
             {"4": "4.9", "5": "5.11", "6": "6.10", "7": "7.9", "8": "8.9", "9": "9.4", "10": "10.0"}),
    "rocky-linux": (["Rocky Linux", "Rocky", "Rocky Linux release"], {"8": "8.10", "9": "9.4", "10": "10.0"}),
    "almalinux": (["AlmaLinux", "Alma Linux", "AlmaLinux OS"], {"8": "8.10", "9": "9.4", "10": "10.0"}),
    "centos": (["CentOS", "CentOS Linux", "CentOS Linux release"], {"5": "5.11", "6": "6.10", "7": "7.9.2009", "8": "8.5.2111"}),
    "centos-stream": (["CentOS Stream", "CentOS Stream release"], {"8": "8", "9": "9", "10": "10"}),
    "oracle-linux": (["Oracle Linux", "Oracle Linux Server"], {"6": "6.10", "7": "7.9", "8": "8.9", "9": "9.4", "10": "10.0"}),
}  # fmt: skip
FAMILY_TEMPLATES = [
    ("{name} {cycle}", ""),
    ("{name} {full}", ""),
    ("{name}", "{full}"),
    ("{name} {cycle} (64-bit)", ""),
    ("{name} {full} (Plow)", ""),
]
SLES = ["10.2", "10.3", "10.4", "11.1", "11.2", "11.3", "11.4", "12.1", "12.2", "12.3", "12.4", "12.5",
        "15.1", "15.2", "15.3", "15.4", "15.5", "15.6", "15.7"]  # fmt: skip
SLES_TEMPLATES = ["SUSE Linux Enterprise Server {major} SP{pack}", "SLES {major} SP{pack}", "SLES {major}.{pack}", "SLES{major}SP{pack}",
                  "SUSE Linux Enterprise Server {major} SP{pack} (x86_64)", "SLES {major}-SP{pack}"]  # fmt: skip
SLES_FIRST = {"10.0": "10", "11.0": "11", "12.0": "12", "15.0": "15", "16.0": "16"}
AMAZON = [f"{year}.{month}" for year in range(2012, 2018) for month in ("03", "09")] + ["2010.11", "2011.09", "2018.03"]
AMAZON_NEWER = {
    "2": ["Amazon Linux 2", "Amazon Linux|2", "Amazon Linux release 2 (Karoo)", "amzn2", "AL2"],
    "2023": ["Amazon Linux 2023", "Amazon Linux 2023.5.20240624", "AL2023", "Amazon Linux|2023"],
}


def spellings() -> list[tuple[str, str, bool, str, str, str]]:
    rows = []
    for number, name in UBUNTU.items():
        said = {"number": number, "name": name, "short": name.split(" ", maxsplit=1)[0].lower()}
        rows += [(text.format(**said), version.format(**said), "ubuntu", number) for text, version in UBUNTU_TEMPLATES]
    for number, name in DEBIAN.items():
        full = number if "." in number else f"{number}.{int(number) + 1}"
        said = {"number": number, "short": name.lower(), "full": full}
        rows += [(text.format(**said), version.format(**said), "debian", number) for text, version in DEBIAN_TEMPLATES]
    for product, (names, cycles) in FAMILY.items():
        for cycle, full in cycles.items():
            for name in names:
                said = {"name": name, "cycle": cycle, "full": full}
                rows += [
                    (text.format(**said), version.format(**said), product, cycle) for text, version in FAMILY_TEMPLATES
                ]
    return [(text, version, True, product, cycle, "") for text, version, product, cycle in rows + _suse_and_amazon()]


def _suse_and_amazon():
    rows = []
    for cycle in SLES:
        major, _, pack = cycle.partition(".")
        rows += [(text.format(major=major, pack=pack), "", "sles", cycle) for text in SLES_TEMPLATES]
    for cycle, major in SLES_FIRST.items():
        rows += [(f"SLES {major}.0", "", "sles", cycle), (f"SUSE Linux Enterprise Server {major} GA", "", "sles", cycle),
                 (f"SUSE Linux Enterprise Server {cycle}", "", "sles", cycle)]  # fmt: skip
    rows.append(("SLES 10 SP1", "", "sles", "10.1"))
    rows += [("SUSE Linux Enterprise Server 10 SP1", "", "sles", "10.1"), ("SLES10SP1", "", "sles", "10.1")]
    for cycle in AMAZON:
        for text in (f"Amazon Linux AMI {cycle}", f"Amazon Linux AMI release {cycle}", f"Amazon Linux {cycle}"):
            rows.append((text, "", "amazon-linux", cycle))
    for cycle, written in AMAZON_NEWER.items():
        for text in written:
            name, _, version = text.partition("|")
            rows.append((name, version, "amazon-linux", cycle))
    return rows
