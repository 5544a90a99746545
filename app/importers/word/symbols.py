"""What the signs of Symbol, Wingdings and their like mean in Unicode. Imports nothing of Engross.

Word writes them as letters of a picture font, mostly in the private range U+F000–F0FF; codes by the fonts' tables.
"""

import re

BULLET = "•"
SOFT_HYPHEN = "\u00ad"
_PRIVATE = re.compile("[\uf000-\uf0ff]")

_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□"}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√",
    **dict(enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", 0x41)), **dict(enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", 0x61)),
    **{ord(sign): sign for sign in "0123456789 !%()+,./:;<=>?[]|"}, 0x2D: "−",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_NUMBER = re.compile(r"\s*[+−-]?[0-9][0-9,\s-]*")
_HEIGHTS = {
    "superscript": str.maketrans("0123456789+−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
    "subscript": str.maketrans("0123456789+−-", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}


def set_off(text: str, height: str) -> str:
    """A number set as "superscript" or "subscript" in Unicode's own signs (m², CO₂, a note's mark); else the text.

    A run has no height, and “joined up1” would be another word. Letters, such as the “st” of 1st, stay what they are.
    """
    signs = _HEIGHTS.get(height)
    return text.translate(signs) if signs and _NUMBER.fullmatch(text) else text


def symbol(code: str | None, font: str | None) -> str:
    """The letter that a `w:sym` stands for; empty where it is not known."""
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    table = _FONTS.get((font or "").strip().lower())
    low = value - 0xF000 if 0xF000 <= value <= 0xF0FF else value
    if table is not None and low in table:
        return table[low]
    if (
        0xE000 <= value <= 0xF8FF
        or table is not None
        or value > 0xFFFF
        or value < 0x20
        or 0xD800 <= value < 0xE000
    ):
        return ""
    return chr(value)


def unprivate(text: str) -> str:
    """Text in which letters of the private range, left by a picture font, are the signs they were seen as."""
    if text.isascii() or not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(lambda sign: _known(ord(sign[0]) - 0xF000), text)


def _known(code: int) -> str:
    return next((table[code] for table in (_SYMBOL, _WINGDINGS) if code >= 0xA0 and code in table), BULLET)
