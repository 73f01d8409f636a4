"""The secrets of share links: tokens that cannot be guessed, passphrases that are slow to try."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_HASHER: Final = PasswordHasher()
MOST_TRIES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)
UNLOCKED_FOR: Final = timedelta(hours=12)


def new_token() -> str:
    """256 random bits; the store keeps their SHA-256 only (`people.token_sha256`)."""
    return secrets.token_urlsafe(32)


def is_well_formed(token: str) -> bool:
    return _TOKEN.fullmatch(token) is not None


def passphrase_hash(passphrase: str) -> str:
    """Argon2id, with the library's own parameters (RFC 9106, low memory)."""
    return _HASHER.hash(passphrase)


def unlocking(token: str, hashed: str, until: datetime) -> str:
    """What a browser keeps once the passphrase was right: it opens the link until then. Made with the passphrase's
    stored hash, so that nobody who only knows the link can make one."""
    moment = str(int(until.timestamp()))
    return f"{moment}.{_signed(token, hashed, moment)}"


def is_unlocked(value: str, token: str, hashed: str, now: datetime) -> bool:
    """Whether this is what `unlocking` gave for this link, and not too old."""
    moment, _, signature = value.partition(".")
    fresh = moment.isascii() and moment.isdecimal() and len(moment) < 12 and now.timestamp() < int(moment)
    return fresh and hmac.compare_digest(signature.encode(), _signed(token, hashed, moment).encode())


def _signed(token: str, hashed: str, moment: str) -> str:
    return hmac.new(f"{token}|{hashed}".encode(), f"unlock|{moment}".encode(), sha256).hexdigest()


def form_key(token: str, browser: str) -> str:
    """What a form of this link carries so that it is known to come from its page in this browser: `browser` is the
    random value of its cookie, which no other site can read or set."""
    return hmac.new(token.encode(), f"form|{browser}".encode(), sha256).hexdigest()


def is_form_key(value: str, token: str, browser: str) -> bool:
    return bool(browser) and hmac.compare_digest(value.encode(), form_key(token, browser).encode())


def fits(hashed: str, passphrase: str) -> bool:
    """Whether this is the passphrase."""
    try:
        return _HASHER.verify(hashed, passphrase)
    except VerifyMismatchError:
        return False
