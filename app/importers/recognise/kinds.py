"""What part of a strategy a heading stands over, by its wording. Imports outline and wording only."""

import re
from functools import lru_cache

from app.importers.recognise.outline import Part

KINDS: tuple[tuple[str, str], ...] = (
    ("glossary", r"glossar|abbreviation|acronym|definitions?\b|jargon|\bterms (?:used|and)|terminology|"
                 r"^words (?:we use|used)|what (?:the|these|our) words mean|geirfa|byrfoddau|acronymau|diffiniadau|"
                 r"^termau\b"),
    ("appendix", r"^(?:appendix|appendices|annexe?|atodiad(?:au)?)\b"),
    ("foreword", r"foreword|^forward$|^preface|^(?:a )?(?:(?:few )?words?|message|welcome|introduction|"
                 r"statement) (?:from|by)\b|^welcome$|rhagair\b|^(?:croeso|neges) gan\b|^gair gan\b|"
                 r"^(?:(?:the|our) )?(?:leader|mayor|chair\w*|provost|convener|chief executive|portfolio holder|"
                 r"cabinet member|director) s (?:introduction|foreword|message|welcome|statement|preface)\b"),
    ("risks", r"^(?:(?:key|our|main|strategic|the|principal|delivery|project|programme|corporate|top|significant|"
              r"major|financial|operational) )*risks?\b(?!.*\bappetite\b)|"
              r"\brisks? (?:register|log|and (?:mitigation|issues|challenges|assumptions|dependencies))|"
              r"\brisks? to (?:delivery|success)|managing (?:the |our )?risks?|\bkey risks?\b|"
              r"\band risks?$|risk management$|what (?:could|might|may) (?:go wrong|stop us)|"
              r"\brisgiau\b|^cofrestr risg|"
              r"^rheoli risg"),
    ("consultation", r"consultation|engagement with|what (?:you|people|residents|our residents) (?:told|said)|you said|"
                     r"what we (?:heard|were told|have heard|learn(?:ed|t) from)|"
                     r"who we (?:asked|talked|listened|spoke)|listening to|ymgynghor|^ymgysylltu|^beth (?:ddywedoch|"
                     r"a ddywedwyd)"),
    ("architecture", r"architecture|\blayers\b|layered model|operating model layers"),
    ("principles", r"\bprinciples\b|^(?:our )?values$|\begwyddorion\b|^(?:ein )?gwerthoedd$"),
    ("outcomes", r"^(?:(?:key|our|the|strategic|expected|intended|desired|what|planned) )*outcomes\b|\boutcomes of\b|"
                 r"what (?:success|good) (?:will )?looks? like|what will be different|^the difference|"
                 r"(?:expected|intended|key) (?:benefits|results)|^benefits|^(?:ein )?(?:canlyniadau|deilliannau)|"
                 r"^sut beth yw llwyddiant|^manteision"),
    ("council_plan", r"\b(?:council|corporate|county|borough|city|community|well being|wellbeing) plan\b|"
                     r"^(?:council|corporate) (?:priorities|objectives|vision and priorities|strategy)$|"
                     r"^(?:our )?(?:council|corporate) (?:priorities|objectives)|"
                     r"^(?:the |our )(?!action|delivery|implementation|project|communication|financial|business|work|"
                     r"investment|engagement|improvement|spending|cost)\w+(?: \w+)? plan$|"
                     r"^cynllun (?:y cyngor|corfforaethol|llesiant)|^amcanion (?:y cyngor|corfforaethol|llesiant)"),
    ("vision", r"\bvision\b|\bmission\b|^our ambition$|^ambition$|\bgweledigaeth\b|^(?:ein )?(?:cenhadaeth|"
               r"uchelgais)$|^where we want to be$"),
    ("themes", r"\bthemes\b|\bpriorities\b|work ?streams\b|\bprogrammes?(?: of work)?$|delivery programmes|"
               r"priority areas|focus areas|areas of focus|"
               r"(?:strategic|key|our|core) (?:(?:\d+|two|three|four|five|six|seven|eight|nine|ten|"
               r"twelve) )?(?:objectives|"
               r"aims|goals|commitments|"
               r"ambitions|missions)|^(?:objectives|aims|goals|aims and objectives|commitments|"
               r"ambitions|missions)$|pillars\b|"
               r"\bstrands\b|what we (?:will|ll|are going to) do|action plan themes|^what we want to achieve$|"
               r"\bthem[aâ]u\b|blaenoriaethau|\bamcanion\b|^(?:ein )?(?:nodau|ymrwymiadau|addewidion)\b|\bmissions$|"
               r"\bpromises\b|\bpledges\b|\bambitions$"),
)  # fmt: skip
"""The wording of headings by kind; the first that is found counts. What nothing fits is a section."""

ROLES: tuple[tuple[str, str], ...] = (
    ("drivers", r"\bdrivers?\b|case for change|why (?:we need to )?change|challenges|external (?:influences|factors)|"
                r"trends|pressures|^heriau|^(?:yr )?achos dros newid|ysgogwyr"),
    ("summary", r"summary|at a glance|on a page|overview$|^crynodeb|^trosolwg"),
    ("purpose", r"(?<!fit for )\bpurpose\b|\bscope\b|about this (?:strategy|document|plan)|why (?:do )?we need|"
                r"aims? of (?:the|this)|"
                r"who (?:is )?this (?:strategy|document)|^(?:pwrpas|diben|nod)\b|^pam mae angen"),
    ("background", r"background(?! paper)|context|introduction|where (?:are we|we are) now|"
                   r"current (?:position|state|situation)|"
                   r"the story so far|baseline|our (?:borough|county|city|district|area|place)|setting the scene|"
                   r"what we have (?:done|achieved)|progress (?:to date|so far)|achievements|^cyflwyniad|^cefndir|"
                   r"^cyd destun|^(?:y )?sefyllfa bresennol|^ble rydym (?:ni )?nawr|^rhagymadrodd"),
    ("governance", r"governance|oversight|accountab|monitoring|how (?:we will|will we) (?:deliver|"
                   r"monitor|measure|know)|"
                   r"delivering (?:the|this|our)|delivery of|implementation|review(?:ing)? (?:of )?(?:the|this)|"
                   r"roles and responsibilities|llywodraethu|^monitro|^adolygu|^cyflawni\b|^gweithredu\b|"
                   r"^rolau a chyfrifoldebau"),
)  # fmt: skip

_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in KINDS)
_ROLES = tuple((role, re.compile(pattern)) for role, pattern in ROLES)
_FAMILY_KINDS = {
    "principle": "principles", "theme": "themes", "programme": "themes", "priority": "themes", "objective": "themes",
    "appendix": "appendix", "risk": "risks", "layer": "architecture", "outcome": "outcomes",
}  # fmt: skip
BELOW_THEME: tuple[tuple[str, str], ...] = (
    ("measure", r"measures?\b|success criteria|how (?:will we|we will) (?:know|measure)|indicators|\bkpis?\b|targets|"
                r"measuring (?:success|progress)|success (?:is|will be) measured|mesurau|dangosyddion|targedau|"
                r"\bknow (?:that )?(?:we|this|it|the \w+) (?:(?:have|has|is|are|will have|will) )?(?:been )?"
                r"(?:succe|work|achiev|made a difference|got there)"),
    ("outcome", r"\boutcomes?\b|benefits|what (?:success|good) (?:will )?looks? like|what will be different|"
                r"(?:expected )?results|the difference|canlyniadau|deilliannau|manteision"),
    ("enabler", r"enabl|tools|technolog(?:y|ies) (?:needed|required)|what we need|resources required|galluogwyr"),
    ("change", r"^changes?\b|change(?:s)? (?:required|needed)|what (?:needs to|will|must) change|required changes"),
    ("milestone", r"milestones?|timeline|timetable|key dates|roadmap|cerrig milltir|amserlen"),
    ("cost", r"costs?|budget|funding|finances?|investment|resources|costau|cyllid|adnoddau"),
    ("risk", r"risks?|risgiau"),
    ("priority", r"priorit|actions?|we will|commitments|what we(?: will| are going to|'ll| ll)? do|objectives?\b|"
                 r"activit|projects|how we will|deliverables|key (?:tasks|initiatives)|byddwn|\bcam(?:au)?\b|"
                 r"gweithred|ymrwymiad|"
                 r"blaenoriaeth|gweithgaredd"),
)  # fmt: skip
_BELOW_THEME = tuple((kind, re.compile(pattern)) for kind, pattern in BELOW_THEME)


def kind_of(part: Part) -> str:
    """The kind of part that a heading stands over; "section" where its wording says nothing more."""
    if part.family in _FAMILY_KINDS:
        return _FAMILY_KINDS[part.family]
    return kind_named(part.key)


@lru_cache(maxsize=8_192)
def kind_named(key: str) -> str:
    """The kind of part that a heading's words stand for; "section" where they say nothing more."""
    return next((kind for kind, pattern in _KINDS if pattern.search(key)), "section")


def role_of(part: Part) -> str:
    """The role of a section by its heading; empty where it says none."""
    return _role_named(part.key)


@lru_cache(maxsize=8_192)
def _role_named(key: str) -> str:
    return next((role for role, pattern in _ROLES if pattern.search(key)), "")


@lru_cache(maxsize=8_192)
def below_theme(words: str) -> str:
    """What stands under a theme's sub-heading or after a lead-in: outcome, measure, change …; empty if unsaid."""
    return next((kind for kind, pattern in _BELOW_THEME if pattern.search(words)), "")


def known_title(key: str) -> bool:
    """Whether a heading's words are ones that parts of strategies have."""
    return any(pattern.search(key) for _, pattern in (*_KINDS, *_ROLES))
