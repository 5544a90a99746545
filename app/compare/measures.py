"""Units of measure, each in one form however it is written: “Mbps” and “Mbit/s”, “km” and “kilometres”.

Imports `seeking` only.
"""

from app.compare.seeking import any_of

_UNITS = {
    "kb": "kilobyte kilobytes",
    "mb": "megabyte megabytes",
    "gb": "gigabyte gigabytes",
    "tb": "terabyte terabytes",
    "pb": "petabyte petabytes",
    "kbps": "kbit/s kb/s",
    "mbps": "mbit/s mb/s megabit megabits",
    "gbps": "gbit/s gb/s gigabit gigabits",
    "tbps": "tbit/s tb/s",
    "mhz": "", "ghz": "", "dpi": "",
    "kw": "kilowatt kilowatts",
    "mw": "megawatt megawatts",
    "gw": "gigawatt gigawatts",
    "kwh": "kilowatt-hour kilowatt-hours",
    "mwh": "megawatt-hour megawatt-hours",
    "gwh": "gigawatt-hour gigawatt-hours",
    "g": "gram grams gramme grammes",
    "kg": "kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "t": "tonne tonnes ton tons",
    "kt": "kilotonne kilotonnes",
    "mtco2e": "mtco2",
    "ml": "millilitre millilitres",
    "litre": "l litres",
    "l/s": "", "ml/s": "",
    "mm": "millimetre millimetres",
    "cm": "centimetre centimetres",
    "metre": "m metres",
    "km": "kms kilometre kilometres",
    "foot": "feet ft",
    "yard": "yards yd yds",
    "mile": "miles",
    "m2": "m² sqm sqmetre sqmetres",
    "km2": "km² sqkm sqkilometre sqkilometres",
    "ft2": "ft² sqft sqfoot sqfeet",
    "sqmile": "sqmiles",
    "ha": "hectare hectares",
    "acre": "acres",
    "m3": "m³ cum cumetre cumetres",
    "mph": "milesperhour", "kph": "km/h kilometresperhour",
    "db": "decibel decibels",
}  # fmt: skip
_WAYS = {way: unit for unit, ways in _UNITS.items() for way in (unit, *ways.split())}
_OF_CARBON = {
    way + gas: f"{unit}co2e"
    for way, unit in _WAYS.items()
    if unit in ("kg", "t", "kt")
    for gas in ("co2", "co2e")
}
_SIMPLE = _WAYS | _OF_CARBON
WORDS = frozenset(_SIMPLE)
"""Ways of writing a unit, in small letters and without spaces."""
_LOOSE = (
    ("sq", r"(?:sq|square)\.?\s?"),
    ("cu", r"(?:cu|cubic)\.?\s?"),
    ("perhour", r"\s(?:per|an)\shour"),
    ("co2", r"\s?(?:of\s)?co2"),
)
"""What may be written in several words."""


def _pattern(way: str) -> str:
    for joined, apart in _LOOSE:
        way = way.replace(joined, apart)
    return way


PATTERN = any_of(WORDS, _pattern)
"""Finds a unit, the longest first."""


def unit(written: str) -> str:
    """The one form of a unit that `PATTERN` found."""
    plain = "".join(written.lower().replace(".", "").split())
    for loose, joined in (("square", "sq"), ("cubic", "cu"), ("anhour", "perhour"), ("ofco2", "co2")):
        plain = plain.replace(loose, joined)
    return _SIMPLE[plain]
