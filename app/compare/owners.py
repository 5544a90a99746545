"""Who answers for something, where a column or a label says that this is told: “Lead”, “Owner: …”. Pure.

There any other word is another name, also one that elsewhere would merely begin a sentence. Imports nothing of Engross.
"""

import re

_ROLES = (
    r"(?:(?:lead|responsible|accountable|risk|action|project|senior|report|contact|author|reporting|key|main) ?)*"
    r"(?:leads?|owners?|owned by|led by|officers?|authors?|contacts?|sponsors?|chair(?:man|woman|person)?|manager|"
    r"responsib\w+|accountable|who|portfolio holders?|prepared by|approved by|signed(?: by)?|reviewed by|partners?|"
    r"swyddog(?:ion)?|perchennog|awdur|arweinydd|cyswllt|cyfrifol)"
)
_BESIDE = (
    r"(?:[\s/,&()s]|and|or|is|the|responsible|accountable|members?|officers?|roles?|names?|teams?|services?|departments?|"
    r"directorates?|leads?|owners?)"
)
_HEAD = re.compile(rf"\s*(?:{_ROLES}){_BESIDE}{{0,6}}:?\s*", re.IGNORECASE)
_LABELLED = re.compile(rf"\s*(?P<label>{_ROLES}(?: [a-z]+)?)\s*:\s*(?P<who>[^:\n]{{0,80}})", re.IGNORECASE)
_LONGEST = 120  # letters; a cell that says more tells what they do
_WORD = re.compile(r"\w+")


def answers_for_it(before: str, after: str, cell: tuple[str, str]) -> bool:
    """Whether two texts name different people or services that answer for something.

    `cell` names the row and the column of a table's cell that they stand in; both empty elsewhere.
    """
    if max(len(before), len(after)) > _LONGEST:
        return False
    if any(map(_HEAD.fullmatch, cell)):
        return _words(before) != _words(after)
    old, new = _LABELLED.fullmatch(before), _LABELLED.fullmatch(after)
    if not old or not new or old["label"].casefold() != new["label"].casefold():
        return False
    return _words(old["who"]) != _words(new["who"])


def _words(said: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(said)]
