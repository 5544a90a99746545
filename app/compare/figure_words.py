"""The words that figures are written with: numerals, months, seasons, and what stands before a figure and changes it.

Values only; imports nothing of Engross.
"""

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
    "dau": 2, "dwy": 2, "tri": 3, "tair": 3, "pedwar": 4, "pedair": 4, "pum": 5, "phum": 5, "chwech": 6, "chwe": 6,
    "saith": 7, "wyth": 8, "naw": 9, "deg": 10,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, **SCALES}
ORDINALS = {
    "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th",
    "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
SHARES = {"half": "50%", "hanner": "50%", "chwarter": "25%"}
TIMES = (*SHARES, "twice", "double", "doubled", "treble", "trebled", "triple", "tripled", "halve", "halved")
MONTHS = {
    name: at % 12 + 1
    for at, name in enumerate(
        (
            "January February March April May June July August September October November December "
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec "
            "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
        ).split()
    )
} | {"Sept": 9}
DAYS = "Mon Tues Wednes Thurs Fri Satur Sun".split()
SEASONS = ("spring", "summer", "autumn", "winter")
OFTEN = {
    "annual": "yearly", "annually": "yearly", "yearly": "yearly", "quarterly": "quarterly", "monthly": "monthly",
    "weekly": "weekly", "fortnightly": "fortnightly", "daily": "daily", "biennial": "biennially",
    "biennially": "biennially", "half-yearly": "half-yearly",
}  # fmt: skip
NUMERALS = frozenset((*UNITS, *TENS, *SCALES))
PLACES = frozenset((*ORDINALS, "first", "quarter"))
WORDS = frozenset(
    (
        *UNITS,
        *TENS,
        *SCALES,
        *ORDINALS,
        *TIMES,
        *SEASONS,
        *OFTEN,
        "quarter",
        "quarters",
        "noon",
        "midday",
    )
) | frozenset(
    (*(month.lower() for month in MONTHS), *(f"{day.lower()}day{s}" for day in DAYS for s in ("", "s")))
)
"""Words, in small letters, that are a figure or part of one."""

LIMITS = {
    "≥": "at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum of|minimum|"
    "o leiaf|dim llai na|heb fod yn llai na",
    "≤": "up to|at most|no more than|not more than|a maximum of|maximum of|maximum|not exceeding|as much as|as many as|"
    "dim mwy na|heb fod yn fwy na",
    ">": "more than|over|above|exceeding|in excess of|greater than|upwards of",
    "<": "less than|fewer than|under|below",
    "-": "minus",
    "~": "about|around|approximately|approx|nearly|almost|roughly|some|circa|in the region of|close to|tua",
}
BOUNDS = {
    "by": "by|before|no later than|not later than|until|till|to|up to|prior to|ahead of|erbyn|cyn|hyd at",
    "from": "from|after|since|not before|starting in|starting|beginning in|beginning|commencing|ar ôl",
}
PARTS_OF_TIME = {"start": "the start of|start of|the beginning of|beginning of|early", "mid": "mid|the middle of",
                  "end": "the end of|end of|late"}  # fmt: skip
JOINERS = frozenset(
    word
    for phrases in (*LIMITS.values(), *BOUNDS.values(), *PARTS_OF_TIME.values())
    for word in phrases.replace("|", " ").split()
) - {"the", "of", "a", "in"} | {
    "per",
    "cent",
    "percent",
    "pounds",
    "pence",
    "each",
    "every",
    "between",
    "and",
    "to",
    "working",
}
"""Words, in small letters, that change a figure they stand beside."""
