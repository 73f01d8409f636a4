"""The brand's colour on the page, where it can be read: WCAG 2.2 asks for a contrast of 4.5 between text and ground."""

from __future__ import annotations

from typing import Final

_LIGHT_GROUNDS: Final = ("#fbfaf7", "#ffffff")
_LEAST: Final = 4.5
_WHITE: Final = "#FFFFFF"
OWN_ACCENT: Final = "#0B6E4F"


def accent_rules(accent: str | None) -> str:
    """CSS that makes the colour the accent on a light ground; '' where it could not be read there. The dark ground
    keeps Evergreen's own: one colour cannot be right on both."""
    if accent is None or min(contrast(accent, ground) for ground in _LIGHT_GROUNDS) < _LEAST:
        return ""
    return f"@media (prefers-color-scheme: light) {{ :root {{ --accent: {accent}; }} }}"


def readable(accent: str | None) -> str:
    """The brand's colour where white text can be read on it, and it on white; else our own."""
    return accent if accent and contrast(accent, _WHITE) >= _LEAST else OWN_ACCENT


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours '#rrggbb', 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2.2, definition of relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
