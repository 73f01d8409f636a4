"""The secrets of share links: tokens that cannot be guessed, passphrases that are slow to try."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_HASHER: Final = PasswordHasher()
MOST_TRIES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)


def new_token() -> str:
    """256 random bits; the store keeps their SHA-256 only (`people.token_sha256`)."""
    return secrets.token_urlsafe(32)


def is_well_formed(token: str) -> bool:
    return _TOKEN.fullmatch(token) is not None


def passphrase_hash(passphrase: str) -> str:
    """Argon2id, with the library's own parameters (RFC 9106, low memory)."""
    return _HASHER.hash(passphrase)


def fits(hashed: str, passphrase: str) -> bool:
    """Whether this is the passphrase."""
    try:
        return _HASHER.verify(hashed, passphrase)
    except VerifyMismatchError:
        return False
