"""Whether one word is the opposite of another: “rural” of “urban”, “lawful” of “unlawful”. Imports `remembered` only.

Pairs that differ by what they begin or end with are told by that; the others are in a table, with regular endings only.
"""

from app.compare.remembered import remembered

_VERBS = (
    "give/take keep/lose start/stop move/stay fall/rise fail/pass fail/succeed buy/sell begin/end open/close/shut "
    "allow/deny/forbid/prevent accept/reject/refuse/deny/disclaim admit/deny "
    "include/exclude attract/repel arrive/leave issue/recall "
    "attend/miss ignore/notice hire/fire divide/unite strengthen/weaken add/subtract/remove abolish/establish/create "
    "protect/release lend/borrow export/import widen/narrow lengthen/shorten expand/contract/shrink "
    "deposit/withdraw maximise/minimise upgrade/downgrade promote/demote simplify/complicate ease/tighten "
    "accelerate/slow/delay enforce/waive merge/split separate/combine share/withhold retain/dispose/discard "
    "centralise/devolve publish/withhold expose/conceal encourage/deter impose/lift admit/exclude appoint/dismiss "
    "fill/empty praise/criticise gain/lose push/pull attach/detach send/receive pay/owe demand/supply "
    "support/oppose nationalise/privatise preserve/destroy enter/exit increase/decrease insource/outsource "
    "restore/destroy permit/refuse extend/curtail/shorten follow/precede fill/freeze merge/separate anonymise/identify "
    "lend/give suspend/restore/resume recommend/decide "
    "encrypt/decrypt lock/unlock approve/veto confirm/withdraw enable/disable"
)
_FORMS = (
    "gave/took given/taken kept/lost fell/rose fallen/risen bought/sold began/ended begun/ended sent/received "
    "left/stayed lent/borrowed paid/owed withheld/shared withheld/published withdrew/deposited shrunk/expanded "
    "forbidden/permitted forbidden/allowed slowed/sped taking/giving losing/keeping stopping/starting split/merged "
    "beginning/ending"
)
_OTHERS = (
    "large/small big/small big/little long/short high/low strong/weak safe/dangerous wide/narrow far/near fast/slow "
    "wet/dry clean/dirty hot/cold warm/cool hard/soft full/empty rich/poor cheap/expensive/dear easy/difficult "
    "easy/hard simple/complex good/bad/poor better/worse best/worst right/wrong true/false old/young older/younger "
    "light/heavy light/dark deep/shallow loose/tight thick/thin rough/smooth local/national local/central "
    "local/regional regional/national national/international public/private primary/secondary mental/physical "
    "rural/urban urban/suburban indoor/outdoor inner/outer internal/external interior/exterior "
    "domestic/foreign domestic/commercial residential/commercial maximum/minimum maximal/minimal major/minor "
    "positive/negative former/latter present/absent present/past present/future past/future active/passive "
    "actual/potential multiple/single greater/lesser gross/net joint/separate natural/artificial explicit/implicit "
    "senior/junior spoken/written acute/chronic central/peripheral united/divided real/nominal real/cash "
    "voluntary/paid ascending/descending incoming/outgoing annual/perennial seasonal/year-round amateur/professional "
    "qualitative/quantitative absolute/relative general/specific gradual/sudden permanent/temporary fixed/variable "
    "quickly/slowly often/rarely early/late earlier/later inside/outside above/below ahead/behind upward/downward "
    "upwards/downwards forward/backward backwards/forwards actively/passively permanently/temporarily wholly/partly "
    "publicly/privately broadly/narrowly strongly/weakly upstairs/downstairs success/failure gain/loss "
    "strength/weakness majority/minority danger/safety acceptance/rejection asset/liability surplus/deficit "
    "demand/supply presence/absence reward/penalty debit/credit cash/credit landlord/tenant teacher/pupil "
    "doctor/patient buyer/seller lender/borrower expansion/contraction income/expenditure import/export "
    "victory/defeat war/peace birth/death day/night man/woman men/women boy/girl male/female mother/father "
    "husband/wife adult/child adults/children ally/opponent profit/loss debtor/creditor winner/loser vacant/occupied "
    "alive/dead sick/healthy left/right front/back front/rear top/bottom north/south east/west morning/evening "
    "before/after beginning/end truth/falsehood union/separation competition/cooperation opt-in/opt-out "
    "cloud/on-premises digital/paper digital/analogue electric/diesel electric/petrol online/in-person "
    "remote/in-person "
    "oral/written urgent/routine elected/appointed elected/unelected executive/advisory decision-making/advisory "
    "binding/informal formal/informal grow/shrink grew/shrank mandatory/optional paper/electronic manual/automatic "
    "manual/automated landline/mobile flat/sliding "
    "self-service/assisted council/private advance/arrears"
)
_DOUBLED = ("stop", "permit", "admit")
_NEGATIONS = (
    "un",
    "in",
    "im",
    "il",
    "ir",
    "dis",
    "non-",
    "non",
    "mis",
    "de-",
    "anti-",
    "ex-",
    "co-",
    "part-",
    "semi-",
)
_BEGINNINGS = (
    ("over", "under"), ("pre", "post"), ("up", "down"), ("in", "out"), ("on", "off"), ("full-", "part-"),
    ("inter", "intra"), ("short-", "long-"), ("high-", "low-"), ("self-", "co-"), ("multi", "single"),
    ("front", "back"), ("fore", "hind"), ("pro-", "anti-"),
)  # fmt: skip
_ENDINGS = (
    ("ful", "less"),
    ("or", "ee"),
    ("er", "ee"),
    ("-in", "-out"),
    ("-free", "-bearing"),
    ("-up", "-down"),
    ("-on", "-off"),
)
_SHORTEST = 4  # letters: shorter words often begin or end alike by chance


def _inflected(verb: str) -> tuple[str, str, str, str]:
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    stem = f"{verb}{verb[-1]}" if verb in _DOUBLED else verb.removesuffix("e")
    return verb, f"{verb}s", f"{stem}ed", f"{stem}ing"


def _pairs() -> frozenset[tuple[str, str]]:
    rows: list[tuple[str, ...]] = [tuple(row.split("/")) for row in (*_FORMS.split(), *_OTHERS.split())]
    for row in _VERBS.split():
        rows.extend(zip(*map(_inflected, row.split("/")), strict=True))
    pairs = [(first, other) for first, *others in rows for other in others]
    return frozenset((*pairs, *((other, first) for first, other in pairs)))


_PAIRS = _pairs()
OPPOSED = frozenset(word for pair in _PAIRS for word in (pair[0], f"{pair[0]}s"))
"""The words, in small letters, whose opposites are in the table."""


def may_differ_in_part(one: str, other: str) -> bool:
    """Whether two words, as they stand in a text, may be opposites by what they begin or end with."""
    if one[:3] == other[:3]:
        return not (one.startswith(other) or other.startswith(one))
    return one[-3:] == other[-3:]


def are_opposite(one: str, other: str) -> bool:
    """Whether one of two words, in small letters, says the opposite of the other."""
    if (one, other) in _PAIRS:
        return True
    if one[-1:] == other[-1:] == "s" and (one[:-1], other[:-1]) in _PAIRS:
        return True
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if len(short) >= _SHORTEST and long.endswith(short) and long[: -len(short)] in _NEGATIONS:
        return True
    begun = _opposite_parts(one)
    return bool(begun) and not begun.isdisjoint(
        (at, not first, rest) for at, first, rest in _opposite_parts(other)
    )


@remembered
def _opposite_parts(word: str) -> frozenset[tuple[str, bool, str]]:
    """What a word begins or ends with that has an opposite: by which pair, whether as its first, and the rest."""
    bare = word if word.endswith("ss") else word.removesuffix("s")
    found = [
        ("/".join(pair), affix == pair[0], rest)
        for pairs, text, without in (
            (_BEGINNINGS, word, str.removeprefix),
            (_ENDINGS, bare, str.removesuffix),
        )
        for pair in pairs
        for affix in pair
        if (rest := without(text, affix)) != text and len(rest) >= _SHORTEST - 1
    ]
    return frozenset(found)
