"""Words that can be contrasted, each with its groups and its pole in each. Imports nothing of Engross."""

_GROUPS = {
    "reach": {
        "all": "all every each whole entire both everyone everybody pob bob holl",
        "most": "most majority mwyafrif fwyafrif",
        "some": "some several certain many numerous rhai rai llawer",
        "few": "few ychydig",
        "one": "either",
        "alternate": "alternate",
        "none": "no none neither nobody dim",
    },
    "often": {
        "always": "always fully wholly completely bob-amser",
        "mostly": "usually normally generally typically ordinarily mostly largely nearly almost virtually",
        "partly": "partly partially sometimes occasionally",
        "seldom": "rarely seldom hardly scarcely",
    },
    "force": {
        "sure": "ensure ensures ensuring guarantee guarantees guaranteeing commit commits sicrhau",
        "hoped": "encourage encourages encouraging promote promotes promoting support supports supporting offer offers "
        "offering enable enables enabling facilitate facilitates facilitating aim aims aspire aspires hope hopes "
        "annog hybu cefnogi",
    },
    "order": {"before": "before beforehand prior cyn", "after": "after afterwards once wedi"},
    "term": {"inside": "within", "past": "after beyond"},
    "bound": {"from": "earliest", "until": "latest"},
    "scope": {"in": "include includes including included", "out": "exclude excludes excluding excluded"},
    "duty": {
        "duty": "duty mandatory compulsory statutory automatic",
        "choice": "power discretion discretionary voluntary optional non-statutory",
    },
    "binding": {
        "binding": "requirement requirements binding enforceable",
        "advice": "recommendation recommendations guidance guideline guidelines advice suggestion suggestions "
        "advisory non-binding indicative",
    },
    "leave": {
        "given": "allowed permitted authorised",
        "denied": "prohibited banned forbidden barred disallowed",
    },
    "outcome": {
        "agreed": "approved agreed accepted adopted endorsed granted carried approve agree accept adopt endorse grant "
        "approves agrees accepts adopts endorses grants",
        "refused": "rejected refused declined lost defeated reject refuse decline rejects refuses declines",
        "put off": "deferred postponed adjourned defer postpone adjourn defers postpones adjourns",
        "noted": "noted note notes acknowledge acknowledges acknowledged",
    },
    "say": {
        "decides": "decide decides decided determine determines determined",
        "hears": "informed told notified consulted advised",
        "ponders": "considering exploring weighing debating",
    },
    "say over it": {
        "agrees": "agreement consent approval permission authorisation sign-off",
        "is heard": "consultation views view advice input feedback",
    },
    "voice": {
        "asked": "consult consults consulted consulting",
        "told": "inform informs informed informing notify notifies notified notifying tell tells told telling",
    },
    "right": {
        "in force": "restore restored reinstated resumed revived", "at rest": "suspend suspended paused revoked",
    },
    "course": {
        "goes on": "remain remains remained remaining relocate relocates relocated relocating continue continues "
        "continued continuing retain retains retained keep keeps kept archive archives archived store stores "
        "stored preserve preserves preserved refurbish refurbishes refurbished restore restores restored invest "
        "extend extends extended extending renew renews renewed renewing maintain maintains maintained upgrade "
        "upgrades upgraded upgrading",
        "ends": "end ends ended ending cease ceases ceased stop stops stopped discontinue discontinued withdraw "
        "withdrawn close closes closed remove removes removed delete deletes deleted terminate terminates "
        "terminated decommission decommissions decommissioned decommissioning retire retires retired retiring "
        "scrap scraps scrapped destroy destroys destroyed erase erases erased demolish demolished sell sells sold "
        "selling dispose disposes disposed disposal",
    },
    "access": {"open": "open opens opened opening", "closed": "close closes closed closing closure limited restricted"},
    "privacy": {"public": "public open", "private": "confidential exempt private internal"},
    "vote": {"for": "for", "against": "against"},
    "stage": {"draft": "draft interim provisional", "final": "final"},
    "done by": {
        "own": "in-house internally",
        "other": "outsource outsources outsourced outsourcing externally commission commissions commissioned tender "
        "tendered tendering privatise privatised privatising contractor contractors",
    },
    "shared": {
        "joint": "jointly joint shared together collaboratively",
        "alone": "alone solely separately independently unilaterally",
    },
    "holding": {
        "owned": "own owns owned freehold freeholds",
        "hired": "lease leases leased leasehold leaseholds rent rents rented hire hires hired license licenses "
        "licensed subscribe subscribes subscribed subscription",
    },
    "sector": {
        "council": "council council-owned municipal", "social": "social", "affordable": "affordable",
        "market": "market open-market private privately privately-owned",
    },
    "area": {"ward": "ward wards", "parish": "parish parishes", "village": "village villages", "town": "town towns"},
    "getting": {
        "bought": "buy buys bought buying purchase purchases purchased purchasing procure procures procured procuring",
        "made": "build builds built building develop develops developed developing",
        "hired": "lease leases leased leasing rent rents rented renting hire hires hired hiring subscribe subscribes "
        "subscribed subscription",
    },
    "reach of a trial": {
        "tried": "pilot pilots piloted piloting trial trials trialled trialling prototype prototypes prototyping",
        "everywhere": "rollout roll-out deploy deploys deployed deploying deployment launch launches launched "
        "launching implement implements implemented implementing implementation mainstream mainstreamed",
    },
    "target": {
        "met": "met achieved hit attained reached fulfilled",
        "beaten": "exceeded surpassed outperformed",
        "missed": "missed failed unmet",
    },
    "recurrence": {
        "once": "one-off non-recurring non-recurrent single",
        "again": "recurring recurrent ongoing continuing",
    },
    "several": {"one": "single", "many": "several multiple numerous"},
    "where": {"in": "in within inside", "out": "outside"},
    "being": {
        "made": "create creates created creating build builds built introduce introduces introduced introducing",
        "unmade": "delete deletes deleted deleting abolish abolished demolish demolished remove removes removed "
        "removing scrap scraps scrapped scrapping withdraw withdraws withdrawn withdrawing",
    },
    "succession": {
        "instead": "replace replaces replaced replacing supersede supersedes superseded",
        "besides": "supplement supplements supplemented complement complements complemented",
    },
    "works": {
        "mended": "repair repairs repaired repairing refurbish refurbishes refurbished refurbishing upgrade upgrades "
        "upgraded upgrading maintain maintains maintained maintaining mend mends mended mending patch patches patched "
        "patching",
        "renewed": "replace replaces replaced replacing rebuild rebuilds rebuilt rebuilding",
    },
    "age": {"new": "new", "there": "existing current old former previous"},
    "side": {
        "north": "north northern", "south": "south southern", "east": "east eastern", "west": "west western",
    },
    "funding": {"had": "secured awarded won obtained"},
    "phase": {"begun": "started began begun commenced launched", "over": "finished completed ended concluded"},
    "chance": {"sure": "certain inevitable definite", "likely": "likely probable", "unlikely": "unlikely improbable"},
    "paid": {"before": "advance", "after": "arrears"},
    "status": {
        "done": "complete completed delivered finished",
        "going on": "ongoing underway",
        "late": "delayed overdue slipped stalled",
        "given up": "cancelled abandoned",
    },
    "tenure": {
        "lasting": "permanent permanently perpetual perpetually indefinite indefinitely open-ended",
        "passing": "temporary temporarily interim fixed-term time-limited short-term annual annually",
    },
    "known": {
        "known": "verified audited actual confirmed outturn",
        "assumed": "estimated unaudited unverified forecast projected provisional assumed",
    },
    "eligible": {"everyone": "universal universally", "some": "means-tested targeted selective selectively"},
    "listing": {"whole": "exhaustive definitive", "part": "illustrative indicative non-exhaustive"},
    "fullness": {"whole": "full complete detailed", "part": "summary outline abridged partial"},
    "source code": {"closed": "proprietary closed-source", "open": "open-source"},
    "set off by": {"itself": "automatic automatically"},
    "settled": {
        "settled": "agreed approved decided confirmed resolved",
        "not yet": "proposed intended planned expected suggested considered",
    },
    "scale": {
        "up": "expand expands expanded expanding enlarge enlarges enlarged widen widens widened",
        "down": "shrink shrinks shrunk shrinking contract contracting reduce reduces reduced reducing",
    },
    "risk": {
        "borne": "tolerate tolerated accept accepted", "treated": "treat treated mitigate mitigated",
        "passed on": "transfer transferred insured", "shunned": "avoid avoided terminate terminated",
        "raised": "escalate escalated",
    },
    "hosting": {"here": "on-site on-premises on-premise in-house", "there": "cloud cloud-based off-site hosted"},
    "haste": {"now": "immediately forthwith instantly", "soon": "soon promptly"},
    "direction": {
        "up": "increase increases increased increasing rise rises rising raise raises raised grow grows growing growth",
        "down": "decrease decreases decreased decreasing fall falls falling reduce reduces reduced reducing reduction "
        "cut cuts lower lowers lowered",
        "held": "freeze freezes frozen freezing",
    },
    "rank": {"top": "top highest best", "bottom": "bottom lowest worst", "net": "net", "gross": "gross"},
    "level": {"high": "high higher", "middle": "medium moderate", "low": "low lower"},
    "rating": {"red": "red", "amber": "amber", "green": "green"},
    "amount": {
        "dozens": "dozens", "hundreds": "hundreds", "thousands": "thousands", "millions": "millions",
        "billions": "billions",
    },
    "length": {"mile": "mile miles", "km": "kilometre kilometres km", "metre": "metre metres", "acre": "acre acres",
               "hectare": "hectare hectares"},
    "fund": {"capital": "capital", "revenue": "revenue"},
    "source": {
        "budget": "budget budgets", "reserves": "reserve reserves", "borrowing": "borrowing loan loans",
        "grant": "grant grants",
    },
    "sum": {"saving": "saving savings", "cost": "cost costs pressure pressures overspend overspends"},
    "charge": {
        "free": "free", "charged": "charge charged chargeable fee fees sold payable commercial market",
        "cheap": "low-cost discounted concessionary subsidised half-price",
    },
    "charge made": {
        "dropped": "waive waived abolish abolished scrap scrapped",
        "cut": "reduce reduced halve halved discounted cut lowered",
        "set": "introduce introduced impose imposed",
    },
    "cap": {"most": "capped limited", "least": "start starts starting begin begins", "just so": "fixed set"},
    "tax": {"plus": "plus", "including": "including inclusive"},
    "span": {
        "hour": "hour hours awr",
        "day": "day days daily diwrnod dydd dyddiol",
        "week": "week weeks weekly wythnos wythnosol",
        "alternate days": "alternate-days",
        "fortnight": "fortnight fortnightly",
        "month": "month months monthly mis fis misol fisol",
        "quarter": "quarter quarters quarterly chwarterol",
        "term": "term terms",
        "half-year": "six-monthly half-yearly biannual biannually",
        "year": "year years yearly annum annual annually blwyddyn flwyddyn blynedd mlynedd blynyddol flynyddol",
    },
    "edge": {"start": "start starts beginning begin begins", "end": "end ends finish finishes"},
    "sort of year": {
        "calendar": "calendar", "financial": "financial fiscal", "academic": "academic", "municipal": "municipal",
    },
    "week": {"weekday": "weekday weekdays", "weekend": "weekend weekends"},
    "part of day": {"morning": "morning mornings bore", "afternoon": "afternoon afternoons prynhawn",
                    "evening": "evening evenings nos", "night": "night nights overnight"},
}  # fmt: skip

PHRASES: dict[tuple[str, str], tuple[str, str]] = {
    **{("on", what): ("status", "on track") for what in ("track", "schedule", "target", "time")},
    **{
        (off, what): ("status", "late")
        for off in ("off", "behind")
        for what in ("track", "schedule", "target")
    },
    ("general", "fund"): ("source", "general fund"),
    ("revenue", "account"): ("source", "housing revenue account"),
    **{
        (article, span): ("tenure", "passing")
        for article in ("a", "one")
        for span in ("week", "month", "term", "year")
    },
    **{
        (done, "by"): ("shared", "alone")
        for done in "led run managed delivered funded owned chaired provided paid commissioned".split()
    },
    ("phase", "in"): ("scale", "up"),
    ("phased", "in"): ("scale", "up"),
    ("than", "inflation"): ("pace", "than"),
    ("capital", "receipts"): ("source", "receipts"),
    ("capital", "programme"): ("source", "capital"),
    **{
        (how, what): ("fund", "revenue")
        for how in ("running", "operating", "operational", "day-to-day")
        for what in ("cost", "costs", "expenses", "spending", "expenditure")
    },
    **{(roll, "out"): ("reach of a trial", "everywhere") for roll in ("roll", "rolls", "rolled", "rolling")},
    **{
        (verb, particle): ("scale", way)
        for way, verbs, particles in (
            ("up", "scale scaled scaling build built step stepped", "up"),
            ("down", "scale scaled scaling wind wound winding cut run step stepped", "down back"),
            ("down", "phase phased phasing", "out"),
        )
        for verb in verbs.split()
        for particle in particles.split()
    },
    **{("on", what): ("hosting", "here") for what in ("site", "premises", "premise")},
    ("off", "site"): ("hosting", "there"),
    ("open", "source"): ("source code", "open"),
    ("in", "scope"): ("scope", "in"),
    ("of", "scope"): ("scope", "out"),
    ("by", "default"): ("set off by", "itself"),
    **{("on", what): ("set off by", "a wish") for what in ("request", "demand", "notice", "application")},
    ("in", "house"): ("done by", "own"),
    ("contracted", "out"): ("done by", "other"),
    **{(carry, "forward"): ("left over", "kept") for carry in ("carry", "carried", "rolled")},
    **{
        (give, "to"): ("left over", "given back")
        for give in ("return", "returned", "surrendered", "released")
    },
    ("in", "advance"): ("order", "before"),
    ("is", "being"): ("aspect", "going on"),
    ("are", "being"): ("aspect", "going on"),
    ("has", "been"): ("aspect", "done"),
    ("have", "been"): ("aspect", "done"),
    ("ahead", "of"): ("status", "early"),
    ("on", "hold"): ("status", "on hold"),
    ("in", "progress"): ("status", "going on"),
    ("not", "started"): ("status", "to come"),
    ("at", "risk"): ("status", "at risk"),
    **{(how, "inflation"): ("pace", how) for how in ("with", "above", "below")},
    **{
        (sought, "for"): ("funding", "sought")
        for sought in ("apply", "applied", "applying", "bid", "bids", "bidding")
    },
    **{("for", what): ("purpose", what) for what in ("approval", "consultation", "decision", "information")},
}
"""Two words that together stand for a pole of a group."""
TURNS = {
    "last": "last",
    "previous": "last",
    "this": "this",
    "current": "this",
    "next": "next",
    "coming": "next",
}
"""What tells one span of time from another where it stands before one: last year, this year, next year."""
POLES: dict[str, tuple[tuple[str, str], ...]] = {}
"""By each word, in small letters, the groups that it belongs to and its pole in each."""
for _group, _poles in _GROUPS.items():
    for _pole, _words in _poles.items():
        for _word in _words.split():
            POLES[_word] = (*POLES.get(_word, ()), (_group, _pole))

_PARTIES = {
    "council": "council councils authority authorities",
    "owner": "owner owners freeholder freeholders",
    "landowner": "landowner landowners",
    "landlord": "landlord landlords lessor",
    "tenant": "tenant tenants lessee lessees occupier occupiers",
    "leaseholder": "leaseholder leaseholders",
    "resident": "resident residents citizen citizens household households householder householders customer customers",
    "partner": "partner partners",
    "supplier": "supplier suppliers provider providers contractor contractors vendor vendors",
    "developer": "developer developers applicant applicants",
    "business": "business businesses company companies firm firms employer employers",
    "school": "school schools academy academies college colleges",
    "parent": "parent parents guardian guardians",
    "staff": "officer officers staff employee employees",
    "member": "member members councillor councillors cllr cllrs",
    "director": "director directors",
    "manager": "manager managers",
    "mayor": "mayor mayors",
    "leader": "leader leaders",
    "holder": "holder holders",
    "auditor": "auditor auditors",
    "clerk": "clerk clerks",
    "commissioner": "commissioner commissioners",
    "ombudsman": "ombudsman",
    "tribunal": "tribunal tribunals court courts",
    "solicitor": "solicitor solicitors lawyer lawyers",
    "inspector": "inspector inspectors",
    "forum": "forum forums",
    "treasurer": "treasurer treasurers",
    "trustee": "trustee trustees",
    "regulator": "regulator regulators",
    "union": "union unions",
    "chair": "chair chairman chairwoman chairperson",
    "committee": "committee committees",
    "board": "board boards",
    "panel": "panel panels",
    "cabinet": "cabinet executive",
    "government": "government minister ministers",
    "police": "police",
    "charity": "charity charities trust trusts volunteer volunteers",
}
PARTIES = {word: party for party, words in _PARTIES.items() for word in words.split()}
"""Who may have to do or to pay something, by each word for them."""
_OTHERS_CONCERNED = {
    "resident": "person persons individual individuals public user users somebody someone",
    "household": "household households householder householders family families",
    "child": "child children pupil pupils student students learner learners",
    "adult": "adult adults",
    "pensioner": "pensioner pensioners",
    "carer": "carer carers",
    "patient": "patient patients",
    "visitor": "visitor visitors tourist tourists",
    "staff": "worker workers colleague colleagues",
    "payer": "payer payers taxpayer taxpayers",
    "driver": "driver drivers motorist motorists",
    "walker": "pedestrian pedestrians",
    "cyclist": "cyclist cyclists",
    "veteran": "veteran veterans",
    "refugee": "refugee refugees",
}
CONCERNED = {
    **PARTIES,
    **{word: group for group, words in _OTHERS_CONCERNED.items() for word in words.split()},
}
"""Whom something may be for, or about, by each word for them."""
PEOPLE = frozenset((*CONCERNED, "people"))
"""The words for them, with the one that says nothing of who they are."""
CONDITIONS = frozenset("if unless where when whenever wherever until once provided providing".split())
"""Words that begin a condition."""
RELATIVES = frozenset(("who", "whose"))
"""Words that begin what narrows those of whom something is said."""
RULING = frozenset(
    (
        "apply applies payable chargeable penalty penalties sanction sanctions liable entitled eligible ineligible "
        "exempt prohibited forbidden banned barred permitted authorised delegated responsible accountable approves "
        "decides signs consent refused withheld waived incur incurs forfeit forfeits forfeited void invalid "
        "expires lapses prevails retains reserves"
    ).split()
)
"""Words that make a sentence lay something down without “must” or “will”: “A penalty applies”."""
PORTIONS = frozenset(
    "summary summaries outline extract extracts excerpt excerpts part parts selection sample".split()
)
"""What only some of a thing is, before “of” or “from” it."""
EXCLUSIONS = frozenset(("not", "rather", "instead"))
"""Words that begin what is left out: “rather than letters”."""
TELLING_APART = frozenset("with without aged living".split())
"""Words that after those concerned begin which of them are meant."""
QUALIFIERS = frozenset(
    (
        "deputy vice acting assistant "
        "free unlimited independent anonymous confidential written prior unanimous external qualified accredited "
        "certified registered permanent temporary interim provisional draft exclusive sole statutory eligible paid "
        "unpaid joint separate new-build means-tested refundable non-refundable guaranteed binding"
    ).split()
)
"""Words without which a noun means something else."""
